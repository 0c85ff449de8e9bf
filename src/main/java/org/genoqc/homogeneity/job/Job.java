package org.genoqc.homogeneity.job;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.genoqc.homogeneity.batch.BatchSize;
import org.genoqc.homogeneity.batch.Progress;
import org.genoqc.homogeneity.parameters.Engine;
import org.jspecify.annotations.Nullable;

/**
 * A job as stored.
 *
 * @param number counts jobs in the order of their submission
 * @param owner the name of the principal that submitted it; {@link #ANONYMOUS} where there is no authentication
 * @param times when it was submitted, started, ended
 * @param dataSet what was found in the input; null until it was read
 * @param progress as last stored
 * @param execution where it is run
 * @param warnings what was accepted but may surprise
 */
public record Job(
        UUID id,
        long number,
        String owner,
        JobState state,
        Input input,
        JobParameters parameters,
        Times times,
        @Nullable DataSet dataSet,
        Progress.Snapshot progress,
        Execution execution,
        List<String> warnings) {

    /** The owner of what is submitted without authentication. */
    public static final String ANONYMOUS = "anonymous";

    /**
     * The uploaded files.
     *
     * @param name that of the first, without folders
     * @param bytes of all of them, with those of a manifest
     * @param sha256 of a single file, or of the list of those of all files
     * @param files how many there are, beside a manifest
     */
    public record Input(String name, long bytes, String sha256, int files) {}

    /** When it was submitted, first started, and ended. */
    public record Times(
            Instant submitted,
            @Nullable Instant started,
            @Nullable Instant ended) {}

    /** What the input holds, and how it was cut. */
    public record DataSet(long rows, int genotypingBatches, BatchSize batchSize) {}

    /**
     * Where it is run.
     *
     * @param engine local or Spark
     * @param waitsFor what keeps it from going on, in a sentence; null where nothing is known to
     */
    public record Execution(Engine engine, @Nullable String waitsFor) {

        /** In the service itself. */
        public static final Execution LOCAL = new Execution(Engine.LOCAL, null);
    }

    /** A change of state. */
    public record Transition(Instant at, JobState.Name state) {}
}

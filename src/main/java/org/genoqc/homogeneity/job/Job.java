package org.genoqc.homogeneity.job;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.genoqc.homogeneity.batch.BatchSize;
import org.genoqc.homogeneity.batch.Progress;
import org.jspecify.annotations.Nullable;

/**
 * A job as stored.
 *
 * @param number counts jobs in the order of their submission
 * @param owner the name of the principal that submitted it; {@link #ANONYMOUS} where there is no authentication
 * @param times when it was submitted, started, ended
 * @param dataSet what was found in the input; null until it was read
 * @param progress as last stored
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

    /** A change of state. */
    public record Transition(Instant at, JobState.Name state) {}
}

package org.genoqc.homogeneity.analysis;

import java.time.Duration;
import java.util.List;
import org.genoqc.homogeneity.batch.BatchExecutor;
import org.genoqc.homogeneity.batch.BatchPlan;
import org.genoqc.homogeneity.batch.BatchRun;
import org.genoqc.homogeneity.batch.DataSetRun;
import org.genoqc.homogeneity.counts.ProbesetCounts;

/**
 * A data set cut into probeset batches. Batches that were completed earlier are restored to {@code run} before it is
 * started.
 *
 * @param run how far it is, and what has come of it so far
 * @param warnings what was accepted but may surprise, in sentences: of the input, of p-values too coarse
 * @param startNanos when reading began, as {@link System#nanoTime()}
 */
public record PlannedDataSet(
        ProbesetCounts counts, BatchPlan plan, DataSetRun run, List<String> warnings, long startNanos) {

    public PlannedDataSet {
        warnings = List.copyOf(warnings);
    }

    /**
     * What is known of it before it is run.
     *
     * @param workers that would run it
     */
    public Validation validation(int workers) {
        return new Validation(
                counts.rows(),
                counts.probesets(),
                counts.genotypingBatches(),
                plan.tested(),
                plan.monteCarlo(),
                expectedTime(workers),
                warnings);
    }

    /** About how long so many workers take when nothing else runs; known to a factor of two. */
    public Duration expectedTime(int workers) {
        return run.expectedWork().dividedBy(workers);
    }

    /** Hands the batches that were not restored to workers that it has for itself, or shares with its like. */
    public Execution start(BatchExecutor executor, DataSetRun.Checkpoint checkpoint) {
        return start(executor, "", checkpoint);
    }

    /**
     * Hands the batches that were not restored to the workers.
     *
     * @param party whose it is; parties share the workers fairly, however many data sets each has
     * @param checkpoint keeps a completed batch before it counts as completed
     */
    public Execution start(BatchExecutor executor, String party, DataSetRun.Checkpoint checkpoint) {
        Duration reading = Duration.ofNanos(System.nanoTime() - startNanos);
        Duration busyBefore = executor.busyTime();
        BatchRun batches = run.start(executor, party, checkpoint);
        return new Execution(this, executor, batches, reading, busyBefore);
    }
}

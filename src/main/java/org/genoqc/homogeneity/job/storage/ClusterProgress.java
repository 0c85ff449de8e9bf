package org.genoqc.homogeneity.job.storage;

import org.genoqc.homogeneity.batch.Progress;

/**
 * How far a job is on a cluster, as its driver writes it.
 *
 * @param rows of the input; 0 where they have not been counted yet, as the other numbers
 * @param executors how many there are at the moment; -1 where that is not said
 */
public record ClusterProgress(long rows, int genotypingBatches, int executors, Progress.Snapshot probesets) {

    /** Nothing written yet. */
    public static final ClusterProgress NONE = new ClusterProgress(0, 0, -1, Progress.Snapshot.NONE);

    /** Whether the input has been read to its end once. */
    public boolean isCounted() {
        return rows > 0 && probesets.probesets() > 0 && probesets.batches() > 0;
    }

    /** The probesets of a batch, rounded up. */
    public int batchSize() {
        return (int)
                Math.min(Integer.MAX_VALUE, (probesets.probesets() + probesets.batches() - 1) / probesets.batches());
    }
}

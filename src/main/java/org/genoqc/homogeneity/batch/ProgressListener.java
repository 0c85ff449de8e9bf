package org.genoqc.homogeneity.batch;

/**
 * Told of the progress of a {@link TwoTierTest}, always by the thread that runs it: {@link #started} once, then
 * {@link #progressed} several times a second, and last when all probesets are done.
 */
public interface ProgressListener {

    /** Listens to nothing. */
    ProgressListener NONE = new ProgressListener() {};

    /** The data are read, the batches planned. */
    default void started(PlannedRun run) {}

    default void progressed(Progress.Snapshot progress) {}
}

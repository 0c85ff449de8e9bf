package org.genoqc.homogeneity.library;

/**
 * Is called on the progress of a {@link HomogeneityAnalysis}, always by the thread that runs it: {@link #started} once,
 * then {@link #progressed} several times a second, and last when all probesets are done. An exception that it throws ends
 * the run.
 */
public interface ProgressListener {

    /** Does nothing. */
    ProgressListener NONE = new ProgressListener() {};

    /** The data are read, the batches planned. */
    default void started(Outline outline) {}

    /**
     * @param completed the probesets that are done; never less than before
     * @param probesets all of them
     */
    default void progressed(long completed, long probesets) {}
}

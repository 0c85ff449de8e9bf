package org.genoqc.homogeneity.batch;

/**
 * The slices of a run, in the order in which they are to be started. Running a slice may add others; once all that were
 * taken have ended and none waits, there will be no more. Thread-safe.
 */
interface SliceSource {

    /** How many slices could be taken. */
    int waiting();

    /** The next one; only while any waits. */
    Slice take();
}

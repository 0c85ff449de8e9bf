package org.genoqc.homogeneity.batch;

import java.time.Duration;
import org.genoqc.homogeneity.simulation.Cancellation;

/** What is done for one slice of a probeset batch. Called by several workers at once, for different slices. */
@FunctionalInterface
public interface BatchWork {

    /**
     * @param slice the number of the slice within the run
     * @param worker the number of the worker, from 1
     * @param queueWait how long the slice waited in the executor's queue
     * @param cancellation whether the run was cancelled meanwhile
     */
    void run(int slice, int worker, Duration queueWait, Cancellation cancellation) throws Exception;
}

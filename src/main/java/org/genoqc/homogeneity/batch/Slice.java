package org.genoqc.homogeneity.batch;

import java.time.Duration;
import org.genoqc.homogeneity.simulation.Cancellation;

/** What a worker takes at a time: a part of the work of one or several probeset batches. Run once. */
@FunctionalInterface
interface Slice {

    /**
     * @param worker the number of the worker, from 1
     * @param queueWait how long the slice waited in the executor's queue
     * @param cancellation whether the run was cancelled meanwhile
     */
    void run(int worker, Duration queueWait, Cancellation cancellation) throws Exception;
}

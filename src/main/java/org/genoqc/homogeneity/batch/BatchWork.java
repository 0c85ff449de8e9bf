package org.genoqc.homogeneity.batch;

import java.time.Duration;
import org.genoqc.homogeneity.simulation.Cancellation;

/** What is done for one probeset batch. Called by several workers at once, for different batches. */
@FunctionalInterface
public interface BatchWork {

    /**
     * @param batch the number of the batch
     * @param worker the number of the worker, from 1
     * @param queueWait how long the batch waited in the executor's queue
     * @param cancellation whether the run was cancelled meanwhile
     */
    void run(int batch, int worker, Duration queueWait, Cancellation cancellation) throws Exception;
}

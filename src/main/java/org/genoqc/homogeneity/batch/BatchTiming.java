package org.genoqc.homogeneity.batch;

import java.time.Duration;
import java.time.Instant;

/**
 * When and where a probeset batch ran, and what it held. Several workers may have run slices of it side by side.
 *
 * @param batch its place in the plan, from 0
 * @param worker the worker that ran its last slice, from 1
 * @param started when it started
 * @param queueWait how long its first slice had waited in the queue of the executor
 * @param duration from its start to its end
 * @param standard probesets tested by the standard test
 * @param monteCarlo probesets tested by simulation
 * @param skipped probesets that could not be tested
 * @param simulations the simulated tables of all its probesets
 * @param busy the worker time that its slices took, summed over the workers
 * @param slices how many there were
 * @param workers how many workers ran them
 */
public record BatchTiming(
        int batch,
        int worker,
        Instant started,
        Duration queueWait,
        Duration duration,
        int standard,
        int monteCarlo,
        int skipped,
        long simulations,
        Duration busy,
        int slices,
        int workers) {

    public int probesets() {
        return standard + monteCarlo + skipped;
    }

    public Instant ended() {
        return started.plus(duration);
    }
}

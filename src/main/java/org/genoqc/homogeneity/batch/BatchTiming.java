package org.genoqc.homogeneity.batch;

import java.time.Duration;
import java.time.Instant;

/**
 * When and where a probeset batch ran, and what it held.
 *
 * @param batch its place in the plan, from 0
 * @param worker the worker that ran it, from 1
 * @param started when it started
 * @param queueWait how long it had waited in the queue of the executor
 * @param duration how long it ran
 * @param standard probesets tested by the standard test
 * @param monteCarlo probesets tested by simulation
 * @param skipped probesets that could not be tested
 * @param simulations the simulated tables of all its probesets
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
        long simulations) {

    public int probesets() {
        return standard + monteCarlo + skipped;
    }

    public Instant ended() {
        return started.plus(duration);
    }
}

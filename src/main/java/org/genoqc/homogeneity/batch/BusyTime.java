package org.genoqc.homogeneity.batch;

/** The time that workers are busy, summed over the workers, with the time of those still at it. Thread-safe. */
final class BusyTime {

    private int active;
    private long settledNanos;
    private long since = System.nanoTime();

    synchronized void begin() {
        settle();
        active++;
    }

    synchronized void end() {
        settle();
        active--;
    }

    /** Never decreases. */
    synchronized long nanos() {
        settle();
        return settledNanos;
    }

    private void settle() {
        long now = System.nanoTime();
        settledNanos += active * (now - since);
        since = now;
    }
}

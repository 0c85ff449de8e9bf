package org.genoqc.homogeneity.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Waits for what is to happen, however long that takes here. The limit only ends a test that would hang. Not Awaitility, which
 * can't say in the end what was seen last.
 */
public final class Waiting {

    public static final Duration MAX = Duration.ofMinutes(20);

    private Waiting() {}

    /** What is asked again and again. */
    @FunctionalInterface
    public interface Condition<E extends Exception> {
        boolean holds() throws E;
    }

    /** @param seen what there is to say if it does not happen */
    public static <E extends Exception> void until(Callable<?> seen, Condition<E> condition) throws E {
        long start = System.nanoTime();
        try {
            while (!condition.holds()) {
                Duration waited = Duration.ofNanos(System.nanoTime() - start);
                if (waited.compareTo(MAX) > 0) {
                    throw failure(seen);
                }
                // what takes long is asked for less often, so that asking takes little of the processor's time
                Thread.sleep(Math.clamp(waited.toMillis() / 20, 10, 200));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Until a process has ended; gives its exit code. */
    public static int forEnd(Process process, Callable<?> seen) {
        try {
            if (!process.waitFor(MAX.toSeconds(), TimeUnit.SECONDS)) {
                throw failure(seen);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static AssertionError failure(Callable<?> seen) {
        try {
            return new AssertionError("waited " + MAX + ": " + seen.call());
        } catch (Exception e) {
            return new AssertionError("waited " + MAX, e);
        }
    }
}

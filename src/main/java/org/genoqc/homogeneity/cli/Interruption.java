package org.genoqc.homogeneity.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the command on Ctrl-C (and other signals that end a process) as if it had failed: the thread that runs it is
 * interrupted and given time to clean up, then the process ends with its own exit code instead of the JVM's.
 */
final class Interruption implements AutoCloseable {

    private static final long SECONDS_TO_CLEAN_UP = 5;

    private final Thread command;
    private final Thread hook = new Thread(this::interrupt, "interruption");
    private final CountDownLatch cleanedUp = new CountDownLatch(1);
    private volatile boolean requested;
    /** What to do at once, since the command may be waiting for something that can't be interrupted. */
    private volatile Runnable onRequest = () -> {};

    private Interruption(Thread command) {
        this.command = command;
    }

    static Interruption ofThisThread() {
        Interruption interruption = new Interruption(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    boolean isRequested() {
        return requested;
    }

    /** Sets what to do at once on interruption. */
    void onRequest(Runnable action) {
        onRequest = action;
    }

    private void interrupt() {
        requested = true;
        onRequest.run();
        command.interrupt();
        try {
            cleanedUp.await(SECONDS_TO_CLEAN_UP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // nothing else interrupts this thread; end the process all the same
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }

    @Override
    public void close() {
        cleanedUp.countDown();
        if (!requested) {
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // a signal has come just now: the hook ends the process
            requested = true;
        }
    }
}

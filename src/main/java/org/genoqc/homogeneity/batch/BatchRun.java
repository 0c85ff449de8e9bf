package org.genoqc.homogeneity.batch;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The batches of one data set on the executor. Thread-safe. */
public final class BatchRun {

    private final int[] batches;
    private final BatchWork work;
    private final Consumer<BatchRun> whenDone;
    private final CompletableFuture<Void> completion = new CompletableFuture<>();
    private volatile boolean cancelled;

    private int started;
    private int running;
    private long usedNanos;
    private long chargedNanos;
    private long nanosOfEnded;
    private long handoverNanos;
    private int ended;
    private @Nullable Throwable failure;

    BatchRun(int[] batches, BatchWork work, Consumer<BatchRun> whenDone) {
        this.batches = batches;
        this.work = work;
        this.whenDone = whenDone;
    }

    /** Stops handing out batches and asks the running ones to stop. */
    public void cancel() {
        fail(new CancellationException("the run was cancelled"));
    }

    /** Stops handing out batches; the running ones end. */
    public void drain() {
        stop(new CancellationException("the run was ended early"), false);
    }

    /**
     * Waits for the end.
     *
     * @throws CancellationException if the run was cancelled or drained
     * @throws ExecutionException if a batch failed, with its exception
     */
    public void await() throws InterruptedException, ExecutionException {
        completion.get();
    }

    /**
     * Waits for the end for some time.
     *
     * @return whether it has come
     * @throws CancellationException if the run was cancelled
     * @throws ExecutionException if a batch failed, with its exception
     */
    public boolean await(Duration atMost) throws InterruptedException, ExecutionException {
        try {
            completion.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Batches not yet started. */
    synchronized int waiting() {
        return batches.length - started;
    }

    /** Batches being worked on. */
    public synchronized int running() {
        return running;
    }

    /** The worker time used so far, with what the running batches will probably use. */
    synchronized long usedNanos() {
        return usedNanos;
    }

    /** The worker time used by the batches that have ended, which is certain. */
    synchronized long settledNanos() {
        return usedNanos - chargedNanos;
    }

    synchronized void startLevelWith(long nanos) {
        usedNanos = nanos;
    }

    /** A batch handed to a worker. */
    record Started(BatchRun run, int batch, long chargedNanos) {

        /** @param freeSince since when the worker could have started it */
        void run(int worker, long queuedAt, long freeSince) {
            long start = System.nanoTime();
            run.handedOver(start - Math.max(queuedAt, freeSince));
            Throwable failure = null;
            try {
                run.work.run(batch, worker, Duration.ofNanos(start - queuedAt), () -> run.cancelled);
            } catch (Throwable e) {
                // an Error too must end the run with a reason rather than leave it waiting for ever
                failure = e;
            }
            run.ended(chargedNanos, System.nanoTime() - start, failure);
        }
    }

    /** The next batch; null if none waits any longer, since the run was cancelled meanwhile. */
    synchronized @Nullable Started start() {
        if (started == batches.length) {
            return null;
        }
        long expected = ended == 0 ? 0 : nanosOfEnded / ended;
        usedNanos += expected;
        chargedNanos += expected;
        running++;
        return new Started(this, batches[started++], expected);
    }

    private synchronized void handedOver(long nanos) {
        handoverNanos += nanos;
    }

    /** The worker time that its ended batches took, with what it took to hand them to the workers. */
    public synchronized Duration workerTime() {
        return Duration.ofNanos(nanosOfEnded + handoverNanos);
    }

    private void ended(long charged, long actual, @Nullable Throwable cause) {
        synchronized (this) {
            running--;
            ended++;
            nanosOfEnded += actual;
            usedNanos += actual - charged;
            chargedNanos -= charged;
        }
        if (cause != null) {
            fail(cause);
        }
        finishIfDone();
    }

    private void fail(Throwable cause) {
        stop(cause, true);
    }

    private void stop(Throwable cause, boolean atOnce) {
        synchronized (this) {
            failure = failure == null ? cause : failure;
            cancelled |= atOnce;
            started = batches.length;
        }
        finishIfDone();
    }

    void finishIfDone() {
        Throwable cause;
        synchronized (this) {
            if (running > 0 || started < batches.length) {
                return;
            }
            cause = failure;
        }
        whenDone.accept(this);
        if (cause == null) {
            completion.complete(null);
        } else {
            completion.completeExceptionally(cause);
        }
    }
}

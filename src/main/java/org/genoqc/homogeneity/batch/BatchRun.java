package org.genoqc.homogeneity.batch;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The probeset batches of one data set on the executor, slice by slice. Thread-safe. */
public final class BatchRun {

    private final SliceSource slices;
    private final int turns;
    private final LongSupplier ticker;
    private final Consumer<BatchRun> whenDone;
    private final CompletableFuture<Void> completion = new CompletableFuture<>();
    private volatile boolean cancelled;

    private boolean stopped;
    private int running;
    /** Where it started, which others had used before. */
    private long levelNanos;

    /** Its own, with what the running slices will probably use. */
    private long usedNanos;

    private long chargedNanos;
    private long nanosOfEnded;
    private long handoverNanos;
    private int ended;
    private @Nullable Throwable failure;

    /** @param turns what each of its nanoseconds is divided by, when it is compared with other runs of its party */
    BatchRun(SliceSource slices, int turns, LongSupplier ticker, Consumer<BatchRun> whenDone) {
        this.slices = slices;
        this.turns = turns;
        this.ticker = ticker;
        this.whenDone = whenDone;
    }

    /** Stops handing out slices and asks the running ones to stop. */
    public void cancel() {
        fail(new CancellationException("the run was cancelled"));
    }

    /** Stops handing out slices; the running ones end. */
    public void drain() {
        stop(new CancellationException("the run was ended early"), false);
    }

    /**
     * Waits for the end.
     *
     * @throws CancellationException if the run was cancelled or drained
     * @throws ExecutionException if a slice failed, with its exception
     */
    public void await() throws InterruptedException, ExecutionException {
        completion.get();
    }

    /**
     * Waits for the end for some time.
     *
     * @return whether it has come
     * @throws CancellationException if the run was cancelled
     * @throws ExecutionException if a slice failed, with its exception
     */
    public boolean await(Duration atMost) throws InterruptedException, ExecutionException {
        try {
            completion.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Slices not yet started. */
    synchronized int waiting() {
        return stopped ? 0 : slices.waiting();
    }

    /** Slices being worked on. */
    public synchronized int running() {
        return running;
    }

    /** Where it is among the runs of its party: the next slice is of the one that is least far. */
    synchronized long positionNanos() {
        return levelNanos + usedNanos / turns;
    }

    /** The same by the slices that have ended, which is certain. */
    synchronized long settledPositionNanos() {
        return levelNanos + (usedNanos - chargedNanos) / turns;
    }

    synchronized void startLevelWith(long nanos) {
        levelNanos = nanos;
    }

    /** The worker time used so far, with what the running slices will probably use. */
    synchronized long usedNanos() {
        return usedNanos;
    }

    /** The worker time used by the slices that have ended. */
    synchronized long settledNanos() {
        return usedNanos - chargedNanos;
    }

    /** A slice handed to a worker. */
    record Started(BatchRun run, Slice slice, long chargedNanos) {

        /** @param freeSince since when the worker could have started it */
        void run(int worker, long queuedAt, long freeSince) {
            long start = run.ticker.getAsLong();
            run.handedOver(start - Math.max(queuedAt, freeSince));
            Throwable failure = null;
            try {
                slice.run(worker, Duration.ofNanos(start - queuedAt), () -> run.cancelled);
            } catch (Throwable e) {
                // an Error too must end the run with a reason rather than leave it waiting for ever
                failure = e;
            }
            run.ended(chargedNanos, run.ticker.getAsLong() - start, failure);
        }
    }

    /** The next slice; null if none waits any longer, since the run was cancelled meanwhile. */
    synchronized @Nullable Started start() {
        if (waiting() == 0) {
            return null;
        }
        long expected = ended == 0 ? 0 : nanosOfEnded / ended;
        usedNanos += expected;
        chargedNanos += expected;
        running++;
        return new Started(this, slices.take(), expected);
    }

    private synchronized void handedOver(long nanos) {
        handoverNanos += nanos;
    }

    /** The worker time that its ended slices took, with what it took to hand them to the workers. */
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
            stopped = true;
        }
        finishIfDone();
    }

    void finishIfDone() {
        Throwable cause;
        synchronized (this) {
            if (running > 0 || waiting() > 0) {
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

package org.genoqc.homogeneity.batch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one executor of all runs: a fixed number of workers behind a bounded queue, shared fairly by all runs. What it
 * hands out are slices of probeset batches, in the order in which a run numbers them.
 *
 * <p>The queue holds tickets, not slices: when a worker takes a ticket it is given the next slice of the party, and in it of
 * the run, that has used the least worker time so far, see {@link RunsInTurn}. So a small run passes a large one after at most
 * the slices already running, and a party gets no more of the workers by having more runs. What has no ticket yet waits in its
 * run's plan and costs no memory.
 */
public final class BatchExecutor implements AutoCloseable {

    private final LongSupplier ticker;
    private final int workers;
    private final int queueCapacity;
    private final ThreadPoolExecutor pool;
    private final BusyTime busyTime = new BusyTime();
    private final LongAdder rejected = new LongAdder();

    /** Guarded by this. */
    private final RunsInTurn runs = new RunsInTurn();
    /** Tickets in the queue of the pool, or being taken; guarded by this. */
    private int tickets;

    /** A thread that knows its number. */
    private static final class Worker extends Thread {
        private final int number;
        /** When it last had nothing to do. */
        private long freeSince;

        Worker(Runnable task, int number, long freeSince) {
            super(task, "batch-worker-" + number);
            this.number = number;
            this.freeSince = freeSince;
            setDaemon(true);
        }
    }

    /**
     * @param workers the number of threads, at least 1
     * @param queueCapacity how many slices may be queued for them, at least 1
     */
    public BatchExecutor(int workers, int queueCapacity) {
        this(workers, queueCapacity, System::nanoTime);
    }

    /** @param ticker the time in nanoseconds, by which worker time is shared out */
    BatchExecutor(int workers, int queueCapacity, LongSupplier ticker) {
        this.ticker = ticker;
        this.workers = workers;
        this.queueCapacity = queueCapacity;
        AtomicInteger numbers = new AtomicInteger();
        // a ticket is queued while its forerunner still ends, hence one more place per worker
        this.pool = new ThreadPoolExecutor(
                workers,
                workers,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queueCapacity + workers),
                task -> new Worker(task, numbers.incrementAndGet(), ticker.getAsLong()),
                this::reject);
    }

    private void reject(Runnable task, ThreadPoolExecutor full) {
        rejected.increment();
        new ThreadPoolExecutor.AbortPolicy().rejectedExecution(task, full);
    }

    public int workers() {
        return workers;
    }

    /** How many slices may be queued for the workers. */
    public int queueCapacity() {
        return queueCapacity;
    }

    /** The time that the workers have been busy so far, summed over the workers. */
    public Duration busyTime() {
        return Duration.ofNanos(busyTime.nanos());
    }

    /** How many slices the pool has refused, which it should never do: what it has no room for waits in its plan. */
    public long rejected() {
        return rejected.sum();
    }

    /** The slices not yet started, of all runs. */
    public synchronized long waiting() {
        return runs.waiting();
    }

    /** The pool itself, to be measured. */
    public ThreadPoolExecutor pool() {
        return pool;
    }

    /**
     * Runs slices. After {@link #close} the run is cancelled at once.
     *
     * @param party whose run it is; runs of one party share its turn
     * @param turns how many times the worker time of a run with one turn it is given, of that of its party
     */
    BatchRun submit(String party, int turns, SliceSource slices) {
        BatchRun run = new BatchRun(slices, turns, ticker, this::discard);
        synchronized (this) {
            runs.add(party, run);
        }
        if (slices.waiting() == 0) {
            run.finishIfDone();
        }
        issueTickets();
        if (pool.isShutdown()) {
            run.cancel();
        }
        return run;
    }

    private synchronized void discard(BatchRun run) {
        runs.remove(run);
    }

    private synchronized void issueTickets() {
        long wanted = Math.min(queueCapacity, waiting());
        while (tickets < wanted && !pool.isShutdown()) {
            tickets++;
            long queued = ticker.getAsLong();
            pool.execute(() -> redeemTicket(queued));
        }
    }

    private void redeemTicket(long queued) {
        BatchRun.Started slice = next();
        issueTickets();
        if (slice != null && Thread.currentThread() instanceof Worker worker) {
            busyTime.begin();
            slice.run(worker.number, queued, worker.freeSince);
            busyTime.end();
            worker.freeSince = ticker.getAsLong();
            issueTickets();
        }
    }

    private synchronized BatchRun.@Nullable Started next() {
        tickets--;
        BatchRun neediest = runs.next();
        return neediest == null ? null : neediest.start();
    }

    /** Cancels what runs and waits until the workers are idle, at most ten seconds. */
    @Override
    public void close() {
        List<BatchRun> open;
        synchronized (this) {
            open = runs.all();
            pool.shutdown();
        }
        open.forEach(BatchRun::cancel);
        try {
            if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

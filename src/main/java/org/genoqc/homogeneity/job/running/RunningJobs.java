package org.genoqc.homogeneity.job.running;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.genoqc.homogeneity.batch.BatchRun;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.DataSetRun;
import org.genoqc.homogeneity.batch.Progress;
import org.genoqc.homogeneity.batch.TimingsPage;
import org.genoqc.homogeneity.job.storage.Claim;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The jobs that run in this process. */
@Component
class RunningJobs {

    private static final Logger LOG = LoggerFactory.getLogger(RunningJobs.class);

    private final Map<UUID, Running> jobs = new ConcurrentHashMap<>();
    private final Lock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private volatile boolean closed;
    private @Nullable UUID suspect;

    /** A job while it runs: how far it is, and whether it should stop. */
    static final class Running implements Cancellation {

        private final Claim claim;
        private volatile boolean stopping;
        private volatile boolean cancelled;
        private volatile boolean accompanied;
        private volatile @Nullable DataSetRun dataSet;
        private volatile @Nullable BatchRun batches;
        private volatile @Nullable Supplier<Progress.Snapshot> elsewhere;

        private Running(Claim claim) {
            this.claim = claim;
        }

        Claim claim() {
            return claim;
        }

        void attach(DataSetRun run) {
            dataSet = run;
        }

        void attach(BatchRun run) {
            batches = run;
            if (stopping) {
                run.cancel();
            }
        }

        /** It is run elsewhere, and followed from here. */
        void follow(Supplier<Progress.Snapshot> progress) {
            elsewhere = progress;
        }

        /** Stops the job for good: its user cancelled it. */
        void cancel() {
            cancelled = true;
            giveUp();
        }

        /** Stops this attempt; the job goes back to the queue, or is another process's by now. */
        void giveUp() {
            stopping = true;
            BatchRun run = batches;
            if (run != null) {
                run.cancel();
            }
        }

        /** Like {@link #giveUp}, but lets batches that have begun end. */
        void drain() {
            BatchRun run = batches;
            if (run == null) {
                giveUp();
            } else {
                run.drain();
            }
        }

        boolean isCancelled() {
            return cancelled;
        }

        /** Whether something else has used the heap of this process at any time since the job began. */
        boolean wasAccompanied() {
            return accompanied;
        }

        @Override
        public boolean isRequested() {
            return stopping;
        }

        Progress.Snapshot progress() {
            Supplier<Progress.Snapshot> there = elsewhere;
            if (there != null) {
                return there.get();
            }
            DataSetRun run = dataSet;
            return run == null ? Progress.Snapshot.NONE : run.progress().snapshot();
        }

        /** Whether more than a hundredth of it has been done since it was begun, or it is run elsewhere. */
        boolean isUnderWay() {
            if (elsewhere != null) {
                return true;
            }
            DataSetRun run = dataSet;
            return run != null
                    && 100 * (run.timingsOfThisRun().size() - 1L)
                            > run.progress().snapshot().batches();
        }

        List<BatchTiming> timings() {
            DataSetRun run = dataSet;
            return run == null ? List.of() : run.timings();
        }

        TimingsPage timings(int offset, int limit) {
            DataSetRun run = dataSet;
            return run == null ? TimingsPage.NONE : run.timings(offset, limit);
        }
    }

    /**
     * A job begins to run. An earlier attempt at it in this process, which was thought dead while the process was
     * paused, is stopped.
     */
    Running begin(Claim claim) {
        Running running = new Running(claim);
        Running earlier = jobs.put(claim.job(), running);
        if (earlier != null) {
            earlier.giveUp();
        }
        if (jobs.size() > 1 || earlier != null) {
            accompany();
        }
        if (closed) {
            running.giveUp();
        }
        return running;
    }

    /** Something begins that takes heap for a data set beside the jobs that run now. */
    void accompany() {
        jobs.values().forEach(running -> running.accompanied = true);
    }

    void end(Running running) {
        jobs.remove(running.claim().job(), running);
        lock.lock();
        try {
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes a job the suspect, unless there is one already that has not got a hundredth further since it was begun. One whose
     * process died is run beside others of the kind only then, so that the next death tells which of them it was.
     */
    synchronized boolean suspect(UUID id) {
        UUID present = suspect;
        Running running = present == null ? null : jobs.get(present);
        if (present != null && !present.equals(id) && (running == null || !running.isUnderWay())) {
            return false;
        }
        suspect = id;
        return true;
    }

    /** The job, if it was the suspect, is run no longer. */
    synchronized void acquit(UUID id) {
        if (id.equals(suspect)) {
            suspect = null;
        }
    }

    Optional<Running> find(UUID id) {
        return Optional.ofNullable(jobs.get(id));
    }

    Collection<Running> all() {
        return List.copyOf(jobs.values());
    }

    /** Whether nothing more is to be run here. */
    boolean isClosed() {
        return closed;
    }

    /**
     * Hands all jobs back to the queue. Batches that have begun may end within the grace period; what they had not
     * completed then is computed again by who takes the job over.
     */
    void handBackAll(Duration grace) {
        closed = true;
        LOG.info("shutting down: {} running jobs are handed back within {} s", jobs.size(), grace.toSeconds());
        jobs.values().forEach(Running::drain);
        Thread.ofVirtual().name("end-of-grace").start(() -> {
            try {
                if (!awaitNone(grace)) {
                    jobs.values().forEach(Running::giveUp);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /**
     * Waits until no job runs here.
     *
     * @return whether that is so; if not, the time is over
     */
    boolean awaitNone(Duration most) throws InterruptedException {
        long nanos = TimeUnit.NANOSECONDS.convert(most);
        lock.lock();
        try {
            while (!jobs.isEmpty() && nanos > 0) {
                nanos = ended.awaitNanos(nanos);
            }
            return jobs.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}

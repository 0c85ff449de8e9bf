package org.genoqc.homogeneity.job.running;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.genoqc.homogeneity.cluster.ClusterAwayException;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.job.DataDirectory;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobError;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.StateChange;
import org.genoqc.homogeneity.job.storage.ClaimStore;
import org.genoqc.homogeneity.job.storage.JobParts;
import org.genoqc.homogeneity.parameters.Engine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Claims a job, has it run, and decides what becomes of it: it ends, or goes back to the queue to be tried again. May be
 * called again for the same job after a crash, here or in another replica.
 */
@Component
class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private static final int MAX_FAILURES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(3);
    /** Long enough for whatever took the memory to end, or for others to go on meanwhile. */
    private static final Duration PAUSE_FOR_MEMORY = Duration.ofSeconds(30);

    private final ClaimStore claims;
    private final Engines engines;
    private final JobParts parts;
    private final DataDirectory directory;
    private final RunningJobs runningJobs;
    private final HeapBudget heap;
    private final JobEvents events;
    private final int maxDeaths;
    private final Duration pauseForCluster;

    JobRunner(
            ClaimStore claims,
            Engines engines,
            JobParts parts,
            DataDirectory directory,
            RunningJobs runningJobs,
            HeapBudget heap,
            JobEvents events,
            HomogeneityProperties properties) {
        this.claims = claims;
        this.engines = engines;
        this.parts = parts;
        this.directory = directory;
        this.runningJobs = runningJobs;
        this.heap = heap;
        this.events = events;
        this.maxDeaths = properties.jobs().maxDeaths();
        this.pauseForCluster = properties.spark().retry();
    }

    /** The job could not be run to its end now and is to be tried again. */
    static final class TryAgainException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Duration after;

        TryAgainException(Throwable cause, Duration after) {
            super(cause);
            this.after = after;
        }

        Duration after() {
            return after;
        }
    }

    /**
     * Runs the job to one of its final states.
     *
     * @throws TryAgainException if it is to be run again later
     */
    void run(UUID id) {
        try (MDC.MDCCloseable _ = JobLog.of(id)) {
            if (runningJobs.isClosed()) {
                throw new TryAgainException(new CancellationException("shutting down"), Duration.ZERO);
            }
            if (claims.deaths(id) > 0 && !runningJobs.suspect(id)) {
                throw new TryAgainException(new CancellationException("another job is under suspicion"), PAUSE);
            }
            try {
                Optional<ClaimStore.Claimed> claimed = claims.claim(id);
                if (claimed.isPresent()) {
                    run(claimed.get());
                } else {
                    claims.endCanceled(id).ifPresent(events::tell);
                }
            } finally {
                runningJobs.acquit(id);
            }
        }
    }

    /**
     * The process that ran the job is dead, or was paused for longer than its lease.
     *
     * @return whether others are to be served first, since it may have died of this job
     */
    boolean died(UUID id) {
        try (MDC.MDCCloseable _ = JobLog.of(id)) {
            Optional<ClaimStore.Death> death = claims.died(id, maxDeaths);
            death.ifPresent(noted -> {
                LOG.warn(
                        "the process that ran job {} is dead, {} times in a row now before the job got further; it is"
                                + " {}",
                        id,
                        noted.inARow(),
                        noted.change().to());
                events.tell(noted.change());
                if (noted.change().to().isEnded()) {
                    deleteParts(id);
                }
            });
            return death.isPresent() && death.get().inARow() > 0;
        }
    }

    private void run(ClaimStore.Claimed claimed) {
        RunningJobs.Running running = runningJobs.begin(claimed.claim());
        try {
            events.tell(claimed.change());
            attempt(claimed.change().job(), running);
        } catch (TryAgainException e) {
            handBack(running);
            throw e;
        } finally {
            runningJobs.end(running);
        }
    }

    /** Stores the progress first: what is shown afterwards must not be less than what was shown while the job ran. */
    private void handBack(RunningJobs.Running running) {
        try {
            if (running.progress().probesets() > 0) {
                claims.saveProgress(running.claim(), running.progress());
            }
            claims.handBack(running.claim()).ifPresentOrElse(events::tell, () -> claims.survived(running.claim()));
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "job {} could not be handed back; it will be found when its heartbeat is missed: {}",
                    running.claim().job(),
                    e.getMessage());
        }
    }

    private void attempt(Job job, RunningJobs.Running running) {
        try (HeapBudget.Share share = heap.share()) {
            JobState.ResultFile result = engines.of(job).run(job, running, share);
            if (!end(running, new JobState.Complete(result))) {
                end(running, new JobState.Canceled());
            }
        } catch (CancellationException e) {
            if (!running.isCancelled()) {
                throw new TryAgainException(e, Duration.ZERO);
            }
            end(running, new JobState.Canceled());
        } catch (InvalidInputException e) {
            events.tell(listener -> listener.inputRejected(e));
            end(running, new JobState.Failed(JobState.Name.EXECUTOR_ERROR, JobError.of(e)));
        } catch (HeapBudgetExceededException e) {
            if (e.mayFitLater()) {
                LOG.info("job {} waits for heap: {}", job.id(), e.getMessage());
                throw new TryAgainException(e, PAUSE);
            }
            if (engines.mayMoveToSpark(job)) {
                LOG.info("job {} goes to the Spark cluster: {}", job.id(), e.getMessage());
                claims.saveEngine(running.claim(), Engine.SPARK);
                throw new TryAgainException(e, Duration.ZERO);
            }
            end(
                    running,
                    new JobState.Failed(
                            JobState.Name.EXECUTOR_ERROR, JobError.of(e.getMessage() + engines.alternative())));
        } catch (ClusterAwayException e) {
            LOG.warn("job {} waits for the Spark cluster: {}", job.id(), e.getMessage());
            claims.saveWaitsFor(running.claim(), e.getMessage());
            throw new TryAgainException(e, pauseForCluster);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TryAgainException(e, Duration.ZERO);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("job {} waits for the database: {}", job.id(), e.getMessage());
            throw new TryAgainException(e, PAUSE);
        } catch (IOException | ExecutionException | RuntimeException | OutOfMemoryError e) {
            failed(running, e);
        }
    }

    private void failed(RunningJobs.Running running, Throwable e) {
        UUID id = running.claim().job();
        if (directory.isFull()) {
            LOG.warn("job {} waits for space in the data directory: {}", id, e.getMessage());
            throw new TryAgainException(e, PAUSE);
        }
        if (running.wasAccompanied() && isOutOfMemory(e)) {
            // whichever asks last is refused, whoever took the most; a job is blamed only for what it does alone
            LOG.warn("job {} ran out of memory beside others, which is not counted as a failure of it", id, e);
            throw new TryAgainException(e, PAUSE_FOR_MEMORY);
        }
        int failures = claims.countFailure(running.claim());
        LOG.error("job {}: attempt {} of {} failed", id, failures, MAX_FAILURES, e);
        if (failures < MAX_FAILURES) {
            throw new TryAgainException(e, Duration.ofSeconds(1L << failures));
        }
        end(
                running,
                new JobState.Failed(
                        JobState.Name.SYSTEM_ERROR,
                        JobError.of("the job failed " + failures + " times, the last time with: " + e)));
    }

    private static boolean isOutOfMemory(Throwable e) {
        Throwable cause = e;
        while (!(cause instanceof OutOfMemoryError) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof OutOfMemoryError;
    }

    /** Ends the job, if it is still this attempt's to end. */
    private boolean end(RunningJobs.Running running, JobState state) {
        UUID id = running.claim().job();
        Optional<StateChange> ended = claims.end(running.claim(), state);
        if (ended.isEmpty()) {
            return false;
        }
        events.tell(ended.get());
        deleteParts(id);
        return true;
    }

    private void deleteParts(UUID id) {
        try {
            parts.delete(id);
        } catch (IOException e) {
            LOG.warn("the parts of job {} could not be removed", id, e);
        }
    }
}

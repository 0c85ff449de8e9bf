package org.genoqc.homogeneity.job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.genoqc.homogeneity.analysis.CompletedDataSet;
import org.genoqc.homogeneity.analysis.Execution;
import org.genoqc.homogeneity.analysis.LoadedDataSet;
import org.genoqc.homogeneity.analysis.PlannedDataSet;
import org.genoqc.homogeneity.batch.BatchExecutor;
import org.genoqc.homogeneity.batch.BatchPlan;
import org.genoqc.homogeneity.batch.BatchSize;
import org.genoqc.homogeneity.batch.BatchVerdict;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.HeapBudgetExceededException;
import org.genoqc.homogeneity.counts.InvalidInputException;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Runs a job from its input to its result. May be called again for the same job after a crash, here or in another
 * replica: what was completed before is taken from the part files.
 */
@Component
class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private static final int MOST_FAILURES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final JobStore store;
    private final ClaimStore claims;
    private final JobFiles files;
    private final RunningJobs runningJobs;
    private final BatchExecutor executor;
    private final HeapBudget heap;
    private final JobResults results;
    private final JobEvents events;

    JobRunner(
            JobStore store,
            ClaimStore claims,
            JobFiles files,
            RunningJobs runningJobs,
            BatchExecutor executor,
            HeapBudget heap,
            JobResults results,
            JobEvents events) {
        this.store = store;
        this.claims = claims;
        this.files = files;
        this.runningJobs = runningJobs;
        this.executor = executor;
        this.heap = heap;
        this.results = results;
        this.events = events;
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
            Optional<Job> before = store.find(id);
            Optional<Claim> claim = claims.claim(id);
            if (before.isPresent() && claim.isPresent()) {
                run(before.get(), claim.get());
            } else if (claims.endCanceled(id)) {
                tellEnded(id);
            }
        }
    }

    private void run(Job before, Claim claim) {
        UUID id = before.id();
        RunningJobs.Running running = runningJobs.begin(claim);
        try {
            Job job = store.find(id).orElseThrow();
            if (before.state().name() != job.state().name()) {
                events.tell(listener -> listener.moved(before.state().name(), job));
            }
            attempt(job, running);
        } catch (TryAgainException e) {
            handBack(running);
            throw e;
        } finally {
            runningJobs.end(running);
        }
    }

    /** What was shown while the job ran must not be more than what is shown afterwards. */
    private void handBack(RunningJobs.Running running) {
        try {
            if (running.progress().probesets() > 0) {
                claims.saveProgress(running.claim(), running.progress());
            }
            Optional<Job> before = store.find(running.claim().job());
            if (before.isPresent() && claims.handBack(running.claim())) {
                tellMoved(running.claim().job(), before.get().state().name());
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "job {} could not be handed back; it will be found when its heartbeat is missed: {}",
                    running.claim().job(),
                    e.getMessage());
        }
    }

    private void attempt(Job job, RunningJobs.Running running) {
        try (HeapBudget.Share share = heap.share()) {
            process(job, running, share);
        } catch (CancellationException e) {
            if (!running.isCancelledByUser()) {
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
            end(
                    running,
                    new JobState.Failed(JobState.Name.EXECUTOR_ERROR, JobError.of(String.valueOf(e.getMessage()))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TryAgainException(e, Duration.ZERO);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("job {} waits for the database: {}", job.id(), e.getMessage());
            throw new TryAgainException(e, PAUSE);
        } catch (IOException | ExecutionException | RuntimeException e) {
            failed(running, e);
        }
    }

    private void failed(RunningJobs.Running running, Exception e) {
        UUID id = running.claim().job();
        if (files.isFull()) {
            LOG.warn("job {} waits for space in the data directory: {}", id, e.getMessage());
            throw new TryAgainException(e, PAUSE);
        }
        int failures = claims.countFailure(running.claim());
        LOG.error("job {} failed for the {}. time of {}", id, failures, MOST_FAILURES, e);
        if (failures < MOST_FAILURES) {
            throw new TryAgainException(e, Duration.ofSeconds(1L << failures));
        }
        end(
                running,
                new JobState.Failed(
                        JobState.Name.SYSTEM_ERROR,
                        JobError.of("the job failed " + failures + " times, the last time with: " + e)));
    }

    /** Ends the job, if it is still this attempt's to end. */
    private boolean end(RunningJobs.Running running, JobState state) {
        UUID id = running.claim().job();
        if (!claims.end(running.claim(), state)) {
            return false;
        }
        tellEnded(id);
        try {
            files.deleteParts(id);
        } catch (IOException e) {
            LOG.warn("the parts of job {} could not be removed", id, e);
        }
        return true;
    }

    private void tellEnded(UUID id) {
        store.find(id).ifPresent(job -> events.tell(listener -> listener.ended(job)));
    }

    private void tellMoved(UUID id, JobState.Name from) {
        store.find(id).ifPresent(job -> events.tell(listener -> listener.moved(from, job)));
    }

    private void process(Job job, RunningJobs.Running running, HeapBudget.Share share)
            throws IOException, InterruptedException, ExecutionException {
        UUID id = job.id();
        Claim claim = running.claim();
        LoadedDataSet loaded = LoadedDataSet.read(files.input(id), share, running);
        ProbesetCounts counts = loaded.counts();
        events.tell(listener -> listener.inputRead(counts.rows()));
        Job.DataSet earlier = job.dataSet();
        BatchSize batchSize = earlier != null
                ? earlier.batchSize()
                : loaded.batchSize(job.parameters().batchSize());
        PlannedDataSet planned = loaded.plan(job.parameters().test(), batchSize, events.batches(job));
        running.throwIfRequested();
        claims.saveDataSet(
                claim, new Job.DataSet(counts.rows(), counts.genotypingBatches(), batchSize), counts.warnings());
        BatchPlan plan = planned.plan();
        String planName = planName(job, plan);
        for (Path part : files.parts(id)) {
            PartFile.read(part, planName, planned.run()::restore);
        }
        running.attach(planned.run());
        claims.saveProgress(claim, planned.run().progress().snapshot());
        if (!claims.started(claim)) {
            running.stop(true);
            throw new CancellationException("cancelled, or taken over, while its input was read");
        }
        tellMoved(id, JobState.Name.INITIALIZING);
        LOG.info(
                "job {} runs, attempt {}: {} probesets, {} of them monte_carlo, in {} batches of {}",
                id,
                claim.attempt(),
                plan.probesets(),
                plan.monteCarlo(),
                plan.batches(),
                batchSize.size());
        finish(job, execute(claim, planned, running, planName), running);
    }

    private CompletedDataSet execute(Claim claim, PlannedDataSet planned, RunningJobs.Running running, String planName)
            throws IOException, InterruptedException, ExecutionException {
        try (PartFile parts = PartFile.create(files.part(claim), planName)) {
            Execution execution = planned.start(executor, parts::append);
            running.attach(execution.batches());
            return execution.await();
        }
    }

    private void finish(Job job, CompletedDataSet completed, RunningJobs.Running running) throws IOException {
        Claim claim = running.claim();
        claims.saveProgress(claim, completed.run().progress().snapshot());
        if (claims.standing(List.of(claim)).get(claim) == ClaimStore.Standing.LOST) {
            throw new CancellationException("taken over by another process");
        }
        JobState.ResultFile result = results.write(job, completed.counts(), completed.run(), running);
        Optional<BatchVerdict> verdict = completed.verdict();
        if (verdict.isPresent()) {
            results.writeVerdict(job.id(), verdict.get());
        }
        if (!end(running, new JobState.Complete(result))) {
            end(running, new JobState.Canceled());
        }
    }

    /** Parts are only taken over where everything that their content depends on is the same. */
    private static String planName(Job job, BatchPlan plan) {
        return String.join(
                " ",
                "parts-v2",
                job.input().sha256(),
                job.parameters().test().toString(),
                List.of(plan.batchSize().size(), plan.probesets()).toString());
    }
}

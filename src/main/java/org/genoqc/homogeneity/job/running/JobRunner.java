package org.genoqc.homogeneity.job.running;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
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
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.job.DataDirectory;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobError;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.StateChange;
import org.genoqc.homogeneity.job.storage.Claim;
import org.genoqc.homogeneity.job.storage.ClaimStore;
import org.genoqc.homogeneity.job.storage.Claimed;
import org.genoqc.homogeneity.job.storage.JobFiles;
import org.genoqc.homogeneity.job.storage.JobResults;
import org.genoqc.homogeneity.job.storage.PartFile;
import org.genoqc.homogeneity.job.storage.PartPlan;
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

    private static final int MAX_FAILURES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final ClaimStore claims;
    private final JobFiles files;
    private final DataDirectory directory;
    private final RunningJobs runningJobs;
    private final BatchExecutor executor;
    private final HeapBudget heap;
    private final JobResults results;
    private final JobEvents events;
    private final Clock clock;

    JobRunner(
            ClaimStore claims,
            JobFiles files,
            DataDirectory directory,
            RunningJobs runningJobs,
            BatchExecutor executor,
            HeapBudget heap,
            JobResults results,
            JobEvents events,
            Clock clock) {
        this.claims = claims;
        this.files = files;
        this.directory = directory;
        this.runningJobs = runningJobs;
        this.executor = executor;
        this.heap = heap;
        this.results = results;
        this.events = events;
        this.clock = clock;
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
            Optional<Claimed> claimed = claims.claim(id);
            if (claimed.isPresent()) {
                run(claimed.get());
            } else {
                claims.endCanceled(id).ifPresent(events::tell);
            }
        }
    }

    private void run(Claimed claimed) {
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
            claims.handBack(running.claim()).ifPresent(events::tell);
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
        if (directory.isFull()) {
            LOG.warn("job {} waits for space in the data directory: {}", id, e.getMessage());
            throw new TryAgainException(e, PAUSE);
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

    /** Ends the job, if it is still this attempt's to end. */
    private boolean end(RunningJobs.Running running, JobState state) {
        UUID id = running.claim().job();
        Optional<StateChange> ended = claims.end(running.claim(), state);
        if (ended.isEmpty()) {
            return false;
        }
        events.tell(ended.get());
        try {
            files.deleteParts(id);
        } catch (IOException e) {
            LOG.warn("the parts of job {} could not be removed", id, e);
        }
        return true;
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
                claim, new Job.DataSet(counts.rows(), counts.genotypingBatches(), batchSize), planned.warnings());
        BatchPlan plan = planned.plan();
        PartPlan partPlan = PartPlan.of(job, plan);
        restore(id, partPlan, planned);
        running.attach(planned.run());
        claims.saveProgress(claim, planned.run().progress().snapshot());
        Optional<StateChange> started = claims.started(claim);
        if (started.isEmpty()) {
            running.cancel();
            throw new CancellationException("cancelled, or taken over, while its input was read");
        }
        events.tell(started.get());
        LOG.info(
                "job {} runs, attempt {}: {} probesets, {} of them monte_carlo, in {} batches of {}",
                id,
                claim.attempt(),
                plan.probesets(),
                plan.monteCarlo(),
                plan.batches(),
                batchSize.size());
        finish(job, execute(claim, planned, running, partPlan), running);
    }

    private void restore(UUID id, PartPlan plan, PlannedDataSet planned) throws IOException {
        for (Path part : files.parts(id)) {
            if (!PartFile.read(part, plan, planned.run()::restore)) {
                LOG.info(
                        "job {}: {} was written by another version of the program or for another plan;"
                                + " what it holds is computed anew",
                        id,
                        part.getFileName());
            }
        }
    }

    private CompletedDataSet execute(Claim claim, PlannedDataSet planned, RunningJobs.Running running, PartPlan plan)
            throws IOException, InterruptedException, ExecutionException {
        try (PartFile parts = PartFile.create(files.part(claim), plan, clock)) {
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
        JobState.ResultFile result = results.write(job, completed, running);
        Optional<BatchVerdict> verdict = completed.verdict();
        if (verdict.isPresent()) {
            results.writeVerdict(job.id(), verdict.get());
        }
        if (!end(running, new JobState.Complete(result))) {
            end(running, new JobState.Canceled());
        }
    }
}

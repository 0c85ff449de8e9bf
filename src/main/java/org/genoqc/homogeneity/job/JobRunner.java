package org.genoqc.homogeneity.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

import org.genoqc.homogeneity.batch.BatchExecutor;
import org.genoqc.homogeneity.batch.BatchPlan;
import org.genoqc.homogeneity.batch.BatchRun;
import org.genoqc.homogeneity.batch.BatchSize;
import org.genoqc.homogeneity.batch.BatchVerdict;
import org.genoqc.homogeneity.batch.DataSetRun;
import org.genoqc.homogeneity.batch.RunStopwatch;
import org.genoqc.homogeneity.batch.RunTimes;
import org.genoqc.homogeneity.counts.CountsReader;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.HeapBudgetExceededException;
import org.genoqc.homogeneity.counts.InvalidInputException;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Runs a job from its input to its result. May be called again for the same job after a crash: what was completed
 * before is taken from the part files.
 */
@Component
class JobRunner {

    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private static final int MOST_FAILURES = 3;
    private static final Set<JobState.Name> RUNNABLE = EnumSet.of(JobState.Name.QUEUED, JobState.Name.INITIALIZING,
            JobState.Name.RUNNING);
    private static final Set<JobState.Name> LIVE = EnumSet.of(JobState.Name.QUEUED, JobState.Name.INITIALIZING,
            JobState.Name.RUNNING, JobState.Name.CANCELING);

    private final JobStore store;
    private final JobFiles files;
    private final RunningJobs runningJobs;
    private final BatchExecutor executor;
    private final HeapBudget heap;
    private final JobResults results;
    private final JobEvents events;

    JobRunner(JobStore store, JobFiles files, RunningJobs runningJobs, BatchExecutor executor, HeapBudget heap,
            JobResults results, JobEvents events) {
        this.store = store;
        this.files = files;
        this.runningJobs = runningJobs;
        this.executor = executor;
        this.heap = heap;
        this.results = results;
        this.events = events;
    }

    /** The job could not be run now and is to be tried again. */
    static final class TryAgainException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TryAgainException(Throwable cause) {
            super(cause);
        }
    }

    /**
     * Runs the job to one of its final states.
     *
     * @throws TryAgainException if it is to be run again later
     */
    void run(UUID id) {
        try (MDC.MDCCloseable _ = JobLog.of(id)) {
            runLogged(id);
        }
    }

    private void runLogged(UUID id) {
        RunningJobs.Running running = runningJobs.begin(id);
        try {
            Optional<Job> job = store.find(id);
            if (job.isEmpty() || job.get().state().isEnded()) {
                return;
            }
            if (store.move(id, RUNNABLE, JobState.Name.INITIALIZING)) {
                Job initializing = store.find(id).orElseThrow();
                JobState.Name from = job.get().state().name();
                if (from != JobState.Name.INITIALIZING) {
                    events.tell(listener -> listener.moved(from, initializing));
                }
                attempt(initializing, running);
            } else {
                end(id, new JobState.Canceled());
            }
        } finally {
            keepProgress(id, running);
            runningJobs.end(id, running);
        }
    }

    /** What was shown while the job ran must not be more than what is shown afterwards. */
    private void keepProgress(UUID id, RunningJobs.Running running) {
        try {
            if (running.progress().probesets() > 0) {
                store.saveProgress(id, running.progress());
            }
        } catch (RuntimeException e) {
            LOG.warn("the progress of job {} could not be stored", id, e);
        }
    }

    private void attempt(Job job, RunningJobs.Running running) {
        int attempt = store.countAttempt(job.id());
        try (HeapBudget.Share share = heap.share()) {
            process(job, attempt, running, share);
        } catch (CancellationException e) {
            if (!running.isCancelledByUser()) {
                throw new TryAgainException(e);
            }
            end(job.id(), new JobState.Canceled());
        } catch (InvalidInputException e) {
            events.tell(listener -> listener.inputRejected(e));
            end(job.id(), new JobState.Failed(JobState.Name.EXECUTOR_ERROR, JobError.of(e)));
        } catch (HeapBudgetExceededException e) {
            if (e.mayFitLater()) {
                LOG.info("job {} waits for heap: {}", job.id(), e.getMessage());
                throw new TryAgainException(e);
            }
            end(job.id(),
                    new JobState.Failed(JobState.Name.EXECUTOR_ERROR, JobError.of(String.valueOf(e.getMessage()))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TryAgainException(e);
        } catch (IOException | ExecutionException | RuntimeException e) {
            int failures = store.countFailure(job.id());
            LOG.error("job {} failed for the {}. time of {}", job.id(), failures, MOST_FAILURES, e);
            if (failures < MOST_FAILURES) {
                throw new TryAgainException(e);
            }
            end(job.id(), new JobState.Failed(JobState.Name.SYSTEM_ERROR,
                    JobError.of("the job failed " + failures + " times, the last time with: " + e)));
        }
    }

    private void end(UUID id, JobState state) {
        end(id, LIVE, state);
    }

    private boolean end(UUID id, Set<JobState.Name> from, JobState state) {
        if (!store.end(id, from, state)) {
            return false;
        }
        store.find(id).ifPresent(job -> events.tell(listener -> listener.ended(job)));
        try {
            files.deleteParts(id);
        } catch (IOException e) {
            LOG.warn("the parts of job {} could not be removed", id, e);
        }
        return true;
    }

    private void process(Job job, int attempt, RunningJobs.Running running, HeapBudget.Share share)
            throws IOException, InterruptedException, ExecutionException {
        UUID id = job.id();
        long start = System.nanoTime();
        ProbesetCounts counts = new CountsReader(share, running).read(files.input(id));
        events.tell(listener -> listener.inputRead(counts.rows()));
        Job.DataSet earlier = job.dataSet();
        BatchSize batchSize = earlier != null
                ? earlier.batchSize()
                : BatchSize.choose(job.parameters().batchSize(), counts.probesets(), executor.workers());
        BatchPlan plan = BatchPlan.of(counts, job.parameters().test(), batchSize);
        running.throwIfRequested();
        store.saveDataSet(id, new Job.DataSet(counts.rows(), counts.genotypingBatches(), batchSize),
                counts.warnings());
        DataSetRun run = new DataSetRun(counts, plan, job.parameters().test(), events.batches(job));
        String planName = planName(job, plan);
        for (Path part : files.parts(id)) {
            PartFile.read(part, planName, run::restore);
        }
        running.attach(run);
        store.saveProgress(id, run.progress().snapshot());
        if (!store.move(id, RUNNABLE, JobState.Name.RUNNING)) {
            running.stop(true);
            throw new CancellationException("cancelled while its input was read");
        }
        store.find(id).ifPresent(moved -> events.tell(listener -> listener.moved(JobState.Name.INITIALIZING, moved)));
        LOG.info("job {} runs, attempt {}: {} probesets, {} of them monte_carlo, in {} batches of {}", id, attempt,
                plan.probesets(), plan.monteCarlo(), plan.batches(), batchSize.size());
        RunStopwatch times = new RunStopwatch(executor, batchSize.size(), start);
        times.ran(runBatches(id, attempt, run, running, planName), run);
        finish(job, counts, run, running, times);
    }

    private BatchRun runBatches(UUID id, int attempt, DataSetRun run, RunningJobs.Running running, String planName)
            throws IOException, InterruptedException, ExecutionException {
        try (PartFile parts = PartFile.create(files.part(id, attempt), planName)) {
            BatchRun batches = run.start(executor, parts::append);
            running.attach(batches);
            batches.await();
            return batches;
        }
    }

    private void finish(Job job, ProbesetCounts counts, DataSetRun run, RunningJobs.Running running,
            RunStopwatch times) throws IOException {
        UUID id = job.id();
        JobState.ResultFile result = results.write(job, counts, run, running);
        Optional<RunTimes> ran = times.written();
        if (ran.isPresent()) {
            results.writeVerdict(id, BatchVerdict.of(ran.get()));
        }
        store.saveProgress(id, run.progress().snapshot());
        if (!end(id, EnumSet.of(JobState.Name.RUNNING), new JobState.Complete(result))) {
            end(id, new JobState.Canceled());
        }
    }

    /** Parts are only taken over where everything that their content depends on is the same. */
    private static String planName(Job job, BatchPlan plan) {
        return String.join(" ", "parts-v1", job.input().sha256(), job.parameters().test().toString(),
                List.of(plan.batchSize().size(), plan.probesets()).toString());
    }
}

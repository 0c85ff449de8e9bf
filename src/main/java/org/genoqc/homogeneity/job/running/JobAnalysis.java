package org.genoqc.homogeneity.job.running;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.StateChange;
import org.genoqc.homogeneity.job.storage.Claim;
import org.genoqc.homogeneity.job.storage.ClaimStore;
import org.genoqc.homogeneity.job.storage.JobInputs;
import org.genoqc.homogeneity.job.storage.JobParts;
import org.genoqc.homogeneity.job.storage.JobResults;
import org.genoqc.homogeneity.job.storage.JobTables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The work of a job in this process, from its input to its result. What earlier attempts completed is not computed again. */
@Component
class JobAnalysis implements JobEngine {

    private static final Logger LOG = LoggerFactory.getLogger(JobAnalysis.class);

    private final ClaimStore claims;
    private final JobInputs inputs;
    private final JobParts parts;
    private final JobResults results;
    private final JobTables tables;
    private final BatchExecutor executor;
    private final JobEvents events;
    private final HomogeneityProperties.Limits limits;
    private final Clock clock;

    JobAnalysis(
            ClaimStore claims,
            JobInputs inputs,
            JobParts parts,
            JobResults results,
            JobTables tables,
            BatchExecutor executor,
            JobEvents events,
            HomogeneityProperties properties,
            Clock clock) {
        this.claims = claims;
        this.inputs = inputs;
        this.parts = parts;
        this.results = results;
        this.tables = tables;
        this.executor = executor;
        this.events = events;
        this.limits = properties.limits();
        this.clock = clock;
    }

    @Override
    public JobState.ResultFile run(Job job, RunningJobs.Running running, HeapBudget.Share share)
            throws IOException, InterruptedException, ExecutionException {
        PlannedDataSet planned = plan(job, running, share);
        running.throwIfRequested();
        Claim claim = running.claim();
        ProbesetCounts counts = planned.counts();
        BatchPlan plan = planned.plan();
        claims.saveDataSet(
                claim,
                new Job.DataSet(counts.rows(), counts.genotypingBatches(), plan.batchSize()),
                planned.warnings());
        parts.restore(job, plan, planned.run()::restore);
        running.attach(planned.run());
        claims.saveProgress(claim, planned.run().progress().snapshot());
        start(running, plan);
        return write(job, execute(job, planned, running), running);
    }

    private PlannedDataSet plan(Job job, RunningJobs.Running running, HeapBudget.Share share) throws IOException {
        LoadedDataSet loaded = LoadedDataSet.readBesideOthers(inputs.of(job), share, limits.ofInput(), running);
        JobSize.requireWithin(
                limits.simulations(),
                loaded.counts().probesets(),
                job.parameters().test());
        events.tell(listener -> listener.inputRead(loaded.counts().rows()));
        Job.DataSet earlier = job.dataSet();
        BatchSize batchSize = earlier != null
                ? earlier.batchSize()
                : loaded.batchSize(job.parameters().batchSize());
        return loaded.plan(job.parameters().test(), batchSize, events.batches(job), clock);
    }

    private void start(RunningJobs.Running running, BatchPlan plan) {
        Claim claim = running.claim();
        Optional<StateChange> started = claims.started(claim);
        if (started.isEmpty()) {
            running.cancel();
            throw new CancellationException("cancelled, or taken over, while its input was read");
        }
        events.tell(started.get());
        LOG.info(
                "job {} runs, attempt {}: {} probesets, {} of them monte_carlo, in {} batches of {}",
                claim.job(),
                claim.attempt(),
                plan.probesets(),
                plan.monteCarlo(),
                plan.batches(),
                plan.batchSize().size());
    }

    private CompletedDataSet execute(Job job, PlannedDataSet planned, RunningJobs.Running running)
            throws IOException, InterruptedException, ExecutionException {
        try (JobParts.Attempt attempt = parts.begin(running.claim(), job, planned.plan())) {
            Execution execution = planned.start(executor, job.owner(), attempt);
            running.attach(execution.batches());
            return execution.await();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HeapBudgetExceededException tooLarge) {
                throw tooLarge;
            }
            throw e;
        }
    }

    private JobState.ResultFile write(Job job, CompletedDataSet completed, RunningJobs.Running running)
            throws IOException {
        Claim claim = running.claim();
        claims.saveProgress(claim, completed.run().progress().snapshot());
        if (claims.standing(List.of(claim)).get(claim) == ClaimStore.Standing.LOST) {
            throw new CancellationException("taken over by another process");
        }
        JobState.ResultFile result = results.write(job, completed, running);
        writeIndex(job, result, running);
        events.tell(listener -> listener.found(completed.findingsByKind()));
        Optional<BatchVerdict> verdict = completed.verdict();
        if (verdict.isPresent()) {
            results.writeVerdict(job.id(), verdict.get());
        }
        return result;
    }

    private void writeIndex(Job job, JobState.ResultFile result, RunningJobs.Running running) throws IOException {
        try {
            tables.writeIndex(job, result, running);
        } catch (HeapBudgetExceededException e) {
            LOG.info("the index of the tables is left to whoever asks for it first: {}", e.getMessage());
        }
    }
}

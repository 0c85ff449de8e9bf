package org.genoqc.homogeneity.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobListener;
import org.genoqc.homogeneity.job.JobRefusedException;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.StateChange;
import org.genoqc.homogeneity.parameters.Engine;
import org.springframework.stereotype.Component;

/** Counts and times the jobs of this process. */
@Component
class JobMetrics implements JobListener {

    private final BatchMetrics batches;
    private final PerValue<Engine, Counter> submitted;
    private final DistributionSummary uploadBytes;
    private final Counter inputRows;
    private final Timer queueWait;
    private final PerValue<JobState.Name, Counter> finished;
    private final PerValue<JobState.Name, Timer> durations;
    private final PerValue<JobRefusedException.Reason, Counter> refused;
    private final PerValue<InputFault.Code, Counter> rejected;
    private final PerValue<FindingKind, Counter> findings;

    JobMetrics(MeterRegistry registry, BatchMetrics batches) {
        this.batches = batches;
        this.submitted = new PerValue<>(
                EnumSet.of(Engine.LOCAL, Engine.SPARK),
                engine -> Counter.builder(Names.JOBS_SUBMITTED)
                        .description("Jobs accepted, by the engine that is to run them")
                        .tag(Names.ENGINE, engine.label())
                        .register(registry));
        this.uploadBytes = DistributionSummary.builder(Names.UPLOAD_BYTES)
                .description("Sizes of accepted files")
                .baseUnit(BaseUnits.BYTES)
                .serviceLevelObjectives(Names.BYTES_BUCKETS)
                .register(registry);
        this.inputRows = Counter.builder(Names.INPUT_ROWS)
                .description("Rows of inputs read to their end")
                .register(registry);
        this.queueWait = Timer.builder(Names.JOB_QUEUE_WAIT)
                .description("From submission to start")
                .serviceLevelObjectives(Names.JOB_BUCKETS)
                .register(registry);
        this.finished = new PerValue<>(
                JobState.Name.ended(),
                state -> Counter.builder(Names.JOBS_FINISHED)
                        .description("Jobs that have ended")
                        .tag(Names.STATE, Names.tag(state))
                        .register(registry));
        this.durations = new PerValue<>(
                JobState.Name.ended(),
                state -> Timer.builder(Names.JOB_DURATION)
                        .description("From start to end")
                        .tag(Names.OUTCOME, Names.tag(state))
                        .serviceLevelObjectives(Names.JOB_BUCKETS)
                        .register(registry));
        this.refused = new PerValue<>(
                EnumSet.allOf(JobRefusedException.Reason.class),
                reason -> Counter.builder(Names.JOBS_REFUSED)
                        .description("Jobs not accepted, by reason")
                        .tag(Names.REASON, Names.tag(reason))
                        .register(registry));
        this.rejected = new PerValue<>(
                EnumSet.allOf(InputFault.Code.class),
                code -> Counter.builder(Names.INPUT_REJECTED)
                        .description("Faulty inputs, by their first fault")
                        .tag(Names.CODE, Names.tag(code))
                        .register(registry));
        this.findings = new PerValue<>(
                EnumSet.allOf(FindingKind.class),
                kind -> Counter.builder(Names.FINDINGS)
                        .description("Genotyping batches of a probeset that differ from the rest, by kind")
                        .tag(Names.KIND, kind.label())
                        .register(registry));
    }

    @Override
    public void submitted(Job job) {
        submitted.of(job.execution().engine()).increment();
        uploadBytes.record((double) job.input().bytes());
    }

    @Override
    public void refused(JobRefusedException.Reason reason) {
        refused.of(reason).increment();
    }

    @Override
    public void inputRejected(InvalidInputException faults) {
        rejected.of(faults.faults().getFirst().code()).increment();
    }

    @Override
    public void inputRead(long rows) {
        inputRows.increment((double) rows);
    }

    @Override
    public void found(Map<FindingKind, Long> numbers) {
        numbers.forEach((kind, number) -> findings.of(kind).increment((double) number));
    }

    @Override
    public void moved(StateChange change) {
        Job.Times times = change.job().times();
        if (change.from() == JobState.Name.QUEUED && times.started() != null) {
            queueWait.record(Duration.between(times.submitted(), times.started()));
        }
    }

    @Override
    public void ended(Job job) {
        JobState.Name state = job.state().name();
        finished.of(state).increment();
        Instant started = job.times().started();
        Instant ended = job.times().ended();
        if (started != null && ended != null) {
            durations.of(state).record(Duration.between(started, ended));
        }
    }

    @Override
    public BatchListener batches(Job job) {
        return batches;
    }
}

package org.genoqc.homogeneity.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.statistics.Method;
import org.springframework.stereotype.Component;

/** Counts and times probeset batches. */
@Component
class BatchMetrics implements BatchListener {

    private enum Outcome {
        COMPLETED,
        FAILED,
        CANCELLED
    }

    private final PerValue<Outcome, Timer> durations;
    private final PerValue<Outcome, Timer> waits;
    private final PerValue<Method, Counter> probesets;
    private final Counter simulations;
    /** The start of the process until a batch was completed. */
    private volatile long lastCompletedMillis;

    private final Clock clock;

    BatchMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        lastCompletedMillis = clock.millis();
        durations = new PerValue<>(
                EnumSet.allOf(Outcome.class),
                outcome -> Timer.builder(Names.BATCH_DURATION)
                        .description("Run time of probeset batches")
                        .tag(Names.OUTCOME, Names.tag(outcome))
                        .serviceLevelObjectives(Names.BATCH_BUCKETS)
                        .register(registry));
        waits = new PerValue<>(
                EnumSet.allOf(Outcome.class),
                outcome -> Timer.builder(Names.BATCH_QUEUE_WAIT)
                        .description("Time of probeset batches in the queue of the executor")
                        .tag(Names.OUTCOME, Names.tag(outcome))
                        .serviceLevelObjectives(Names.BATCH_BUCKETS)
                        .register(registry));
        probesets = new PerValue<>(
                EnumSet.allOf(Method.class),
                method -> Counter.builder(Names.PROBESETS_PROCESSED)
                        .description("Probesets of completed batches")
                        .tag(Names.METHOD, method.label())
                        .register(registry));
        simulations = Counter.builder(Names.SIMULATIONS)
                .description("Simulated tables of completed batches")
                .register(registry);
        TimeGauge.builder(
                        Names.BATCH_LAST_COMPLETED, this, TimeUnit.MILLISECONDS, metrics -> metrics.lastCompletedMillis)
                .description("When a probeset batch was last completed, or the process started; since 1970")
                .register(registry);
    }

    @Override
    public void completed(BatchTiming timing) {
        record(Outcome.COMPLETED, timing.queueWait(), timing.duration());
        count(Method.STANDARD, timing.standard());
        count(Method.MONTE_CARLO, timing.monteCarlo());
        count(Method.SKIPPED, timing.skipped());
        if (timing.simulations() > 0) {
            simulations.increment((double) timing.simulations());
        }
        lastCompletedMillis = clock.millis();
    }

    @Override
    public void failed(Duration queueWait, Duration duration, Throwable cause) {
        record(cause instanceof CancellationException ? Outcome.CANCELLED : Outcome.FAILED, queueWait, duration);
    }

    private void record(Outcome outcome, Duration queueWait, Duration duration) {
        waits.of(outcome).record(queueWait);
        durations.of(outcome).record(duration);
    }

    private void count(Method method, int tested) {
        if (tested > 0) {
            probesets.of(method).increment(tested);
        }
    }
}

package org.genoqc.homogeneity.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import java.util.List;
import org.genoqc.homogeneity.batch.BatchExecutor;
import org.springframework.stereotype.Component;

/** The executor of the probeset batches. Its utilisation over a time is the rate of busy seconds over the workers. */
@Component
class ExecutorMetrics implements MeterBinder {

    private static final String POOL = "batch";
    private static final double NANOS_PER_SECOND = 1e9;

    private final BatchExecutor executor;

    ExecutorMetrics(BatchExecutor executor) {
        this.executor = executor;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        // active, queued, completed and the like
        new ExecutorServiceMetrics(executor.pool(), POOL, "homogeneity", List.of()).bindTo(registry);
        Gauge.builder(Names.EXECUTOR + "workers", executor, BatchExecutor::workers)
                .description("Workers")
                .register(registry);
        Gauge.builder(
                        Names.EXECUTOR + "utilisation",
                        executor,
                        of -> (double) of.pool().getActiveCount() / of.workers())
                .description("The part of the workers that is busy at this moment, 0 to 1")
                .register(registry);
        FunctionCounter.builder(
                        Names.EXECUTOR + "busy", executor, of -> of.busyTime().toNanos() / NANOS_PER_SECOND)
                .description("Busy time summed over the workers, that of running batches included")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(Names.EXECUTOR + "capacity", executor, BatchExecutor::queueCapacity)
                .description("Probeset batches that may be queued; further ones wait in the plans of their jobs")
                .register(registry);
        Gauge.builder(Names.EXECUTOR + "waiting", executor, BatchExecutor::waiting)
                .description("Probeset batches not yet started, queued or in the plans of running jobs")
                .register(registry);
        FunctionCounter.builder(Names.EXECUTOR + "rejected", executor, BatchExecutor::rejected)
                .description("Probeset batches the pool has refused; always 0 unless something is broken")
                .baseUnit(BaseUnits.TASKS)
                .register(registry);
    }
}

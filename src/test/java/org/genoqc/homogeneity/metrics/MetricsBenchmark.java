package org.genoqc.homogeneity.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.genoqc.homogeneity.batch.BatchExecutor;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.batch.BatchPlan;
import org.genoqc.homogeneity.batch.BatchSize;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.DataSetRun;
import org.genoqc.homogeneity.counts.CountsReader;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the metrics cost where they cost most: at batch size 1, with standard tests only. {@code run} reads, plans and
 * tests 2,000 probesets on 2 workers, {@code completed} is what a worker spends on the metrics of a batch; so
 * 2,000 x {@code completed} / 2 over {@code run} is the share. (With {@code -t 2} workers are in each other's way all the
 * time, which in a run they seldom are.)
 */
@State(Scope.Benchmark)
@Fork(1)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@BenchmarkMode(Mode.AverageTime)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class MetricsBenchmark {

    private static final TestParameters STANDARD_ONLY = TestParameters.DEFAULTS.withMinExpectedCount(0);
    private static final int WORKERS = 2;

    /** Who listens to the batches. */
    public enum Listening {
        NONE,
        METRICS
    }

    @Param
    private Listening listening = Listening.NONE;

    private Path input;
    private BatchExecutor executor;
    private BatchListener listener;
    private BatchTiming timing;

    @Setup(Level.Trial)
    public void setUp() {
        input = TestData.resource("array_like/small_probeset.tsv");
        executor = new BatchExecutor(WORKERS, 16);
        MeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        UUID job = UUID.randomUUID();
        listener = listening == Listening.NONE
                ? BatchListener.NONE
                : BatchListener.all(
                        List.of(new BatchMetrics(registry, Clock.systemUTC()), new RecentBatches().listenerFor(job)));
        timing = new BatchTiming(
                7,
                1,
                Instant.now(),
                Duration.ofNanos(23_456),
                Duration.ofNanos(12_345),
                1,
                0,
                0,
                0,
                Duration.ofNanos(12_345),
                1,
                1);
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        executor.close();
    }

    @Benchmark
    public Object run() throws IOException, InterruptedException, ExecutionException {
        ProbesetCounts counts;
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
            counts = new CountsReader(share, Cancellation.NEVER).read(input);
        }
        BatchPlan plan = BatchPlan.of(counts, STANDARD_ONLY, new BatchSize(1, "to make it hard"));
        DataSetRun run = new DataSetRun(
                counts, plan, STANDARD_ONLY, HeapBudget.ofThisJvm().share(), listener, Clock.systemUTC());
        run.start(executor, "", batch -> {}).await();
        return run.results();
    }

    @Benchmark
    public void completed() {
        listener.completed(timing);
    }
}

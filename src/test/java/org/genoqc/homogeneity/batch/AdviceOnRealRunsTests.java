package org.genoqc.homogeneity.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.genoqc.homogeneity.analysis.LoadedDataSet;
import org.genoqc.homogeneity.analysis.PlannedDataSet;
import org.genoqc.homogeneity.batch.BatchVerdict.Finding;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.parameters.Streams;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The advice after real runs: only what is true however fast they are. What it says of times is tested on arranged ones, in
 * {@link BatchVerdictTests}. On 2 workers, with 2,000 probesets, 1,969 of them simulated unless said otherwise.
 */
class AdviceOnRealRunsTests {

    private static TimeBreakdown run(TestParameters parameters, @Nullable Integer batchSize) throws Exception {
        ProbesetCounts counts = BatchRuns.read(TestData.resource("array_like/small_probeset.tsv"));
        return run(counts, parameters, batchSize);
    }

    private static TimeBreakdown run(ProbesetCounts counts, TestParameters parameters, @Nullable Integer batchSize)
            throws Exception {
        LoadedDataSet loaded = new LoadedDataSet(counts, HeapBudget.ofThisJvm().share(), System.nanoTime());
        PlannedDataSet planned =
                loaded.plan(parameters, loaded.batchSize(batchSize), BatchListener.NONE, Clock.systemUTC());
        try (BatchExecutor executor = new BatchExecutor(2, 16)) {
            return planned.start(executor, batch -> {}).await().times().orElseThrow();
        }
    }

    @Test
    void oneGiantBatchIsCutIntoSlicesForAllWorkers() throws Exception {
        TimeBreakdown times = run(TestParameters.DEFAULTS.withSimulations(3000), 2000);
        assertThat(times.timings()).singleElement().satisfies(timing -> {
            assertThat(timing.slices()).isGreaterThan(2);
            assertThat(timing.workers()).isBetween(1, 2);
            assertThat(timing.busy()).isPositive();
        });
        assertThat(BatchVerdict.of(times).arithmetic()).anyMatch(line -> line.startsWith("utilisation = "));
    }

    @Test
    void everySliceOfABatchIsCountedOnce() throws Exception {
        ProbesetCounts counts = BatchRuns.read(TestData.resource("array_like/small_probeset.tsv"));
        LoadedDataSet loaded = new LoadedDataSet(counts, HeapBudget.ofThisJvm().share(), System.nanoTime());
        BatchSize oneBatch = new BatchSize(2000, "as requested");
        PlannedDataSet planned = loaded.plan(
                TestParameters.DEFAULTS.withSimulations(3000), oneBatch, BatchListener.NONE, Clock.systemUTC());
        BatchExecutor executor = new BatchExecutor(2, 16);
        try (executor) {
            planned.start(executor, batch -> {}).await();
        }
        assertThat(planned.run().timings())
                .singleElement()
                .extracting(BatchTiming::slices)
                .isEqualTo((int) executor.pool().getCompletedTaskCount());
    }

    @Test
    void handlingBatchesOfOneProbesetTakesTime() throws Exception {
        TestParameters parameters = TestParameters.DEFAULTS.withSimulations(300);
        TimeBreakdown times = run(parameters, 1);
        assertThat(times.timings()).hasSize(2000);
        assertThat(times.handling()).isPositive();
        BatchVerdict verdict = BatchVerdict.of(times);
        assertThat(verdict.overhead()).isGreaterThan(0).isLessThanOrEqualTo(1);
        assertThat(verdict.overheadPerBatchSeconds()).isPositive();
    }

    @Test
    void smallerBatchesSpreadTheExpensiveProbesetsOfMixedData() throws Exception {
        // 375 are simulated, each by itself, the others not at all
        TestParameters mixed = TestParameters.DEFAULTS
                .withMinExpectedCount(0.1)
                .withStreams(Streams.INDEPENDENT)
                .withSimulations(100);
        assertThat(run(mixed, 400).timings())
                .extracting(BatchTiming::batch, BatchTiming::monteCarlo)
                .containsExactlyInAnyOrder(tuple(0, 375), tuple(1, 0), tuple(2, 0), tuple(3, 0), tuple(4, 0));
        assertThat(run(mixed, 25).timings())
                .filteredOn(timing -> timing.monteCarlo() > 0)
                .hasSize(15);
    }

    @Test
    void aTinyDataSetIsNeverToldToUseLargerBatches() throws Exception {
        for (int batchSize : List.of(1, 10, 1000)) {
            BatchVerdict verdict = BatchVerdict.of(run(
                    BatchRuns.read(TestData.resource("malformed/clean/base.tsv")),
                    TestParameters.DEFAULTS.withSimulations(100),
                    batchSize));
            // three probesets can't be made more batches of, however long they took
            assertThat(verdict.finding()).as(verdict.toString()).isNotEqualTo(Finding.TOO_SMALL);
            assertThat(verdict.recommendedBatchSize())
                    .satisfiesAnyOf(
                            size -> assertThat(size).isNull(),
                            size -> assertThat(size).isLessThan(batchSize));
        }
    }

    @Test
    void afterARestartOnlyTheLastAttemptCounts() throws Exception {
        TestParameters parameters = TestParameters.DEFAULTS.withSimulations(100);
        ProbesetCounts counts = BatchRuns.read(TestData.resource("array_like/small_probeset.tsv"));
        LoadedDataSet loaded = new LoadedDataSet(counts, HeapBudget.ofThisJvm().share(), System.nanoTime());
        BatchSize batchSize = new BatchSize(100, "as requested");
        Instant begun = Instant.now();
        Queue<CompletedBatch> anHourAgo = new ConcurrentLinkedQueue<>();
        PlannedDataSet second = loaded.plan(parameters, batchSize, BatchListener.NONE, Clock.systemUTC());
        try (BatchExecutor executor = new BatchExecutor(2, 16)) {
            loaded.plan(parameters, batchSize, BatchListener.NONE, Clock.systemUTC())
                    .start(
                            executor,
                            batch -> anHourAgo.add(new CompletedBatch(
                                    anHourEarlier(batch.timing()), batch.results(), batch.assessments())))
                    .await();
            anHourAgo.stream().filter(batch -> batch.timing().batch() < 15).forEach(second.run()::restore);
            TimeBreakdown times =
                    second.start(executor, batch -> {}).await().times().orElseThrow();
            assertThat(second.run().timings()).hasSize(20);
            assertThat(times.timings()).extracting(BatchTiming::batch).containsExactlyInAnyOrder(15, 16, 17, 18, 19);
            // the hour of downtime is no part of it
            Instant first = times.timings().stream()
                    .map(BatchTiming::started)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            assertThat(first).isAfterOrEqualTo(begun);
        }
    }

    private static BatchTiming anHourEarlier(BatchTiming timing) {
        return new BatchTiming(
                timing.batch(),
                timing.worker(),
                timing.started().minusSeconds(3600),
                timing.queueWait(),
                timing.duration(),
                timing.standard(),
                timing.monteCarlo(),
                timing.skipped(),
                timing.simulations(),
                timing.busy(),
                timing.slices(),
                timing.workers());
    }
}

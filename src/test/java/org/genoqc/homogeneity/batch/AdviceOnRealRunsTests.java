package org.genoqc.homogeneity.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.genoqc.homogeneity.analysis.LoadedDataSet;
import org.genoqc.homogeneity.analysis.PlannedDataSet;
import org.genoqc.homogeneity.batch.BatchVerdict.Finding;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.statistics.Streams;
import org.genoqc.homogeneity.statistics.TestParameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The advice after runs that really are as described; on 2 workers, with 2,000 probesets, 1,969 of them simulated unless
 * said otherwise. The runs take long enough to matter even on fast machines; on slow ones they take longer.
 */
class AdviceOnRealRunsTests {

    private static BatchVerdict run(TestParameters parameters, @Nullable Integer batchSize) throws Exception {
        long start = System.nanoTime();
        ProbesetCounts counts = BatchRuns.read(TestData.resource("array_like/small_probeset.tsv"));
        return run(counts, parameters, batchSize, start);
    }

    private static BatchVerdict run(
            ProbesetCounts counts, TestParameters parameters, @Nullable Integer batchSize, long start)
            throws Exception {
        LoadedDataSet loaded = new LoadedDataSet(counts, start);
        PlannedDataSet planned = loaded.plan(parameters, loaded.batchSize(batchSize), BatchListener.NONE);
        try (BatchExecutor executor = new BatchExecutor(2, 16)) {
            return planned.start(executor, batch -> {}).await().verdict().orElseThrow();
        }
    }

    @Test
    void oneGiantBatchIsTooLarge() throws Exception {
        BatchVerdict verdict = run(TestParameters.DEFAULTS.withSimulations(100_000), 2000);
        assertThat(verdict.finding()).as(verdict.toString()).isEqualTo(Finding.TOO_LARGE);
        assertThat(verdict.recommendation())
                .startsWith("batches too large: 1 of 2 workers idle in the last 100 % of the run; use batch_size <= ");
        assertThat(verdict.recommendedBatchSize()).isBetween(99, 100);
        assertThat(verdict.utilisation()).isLessThanOrEqualTo(0.5);
        assertThat(verdict.arithmetic()).anyMatch(line -> line.startsWith("utilisation = "));
    }

    @Test
    void batchesOfOneProbesetAreTooSmall() throws Exception {
        BatchVerdict verdict = run(TestParameters.DEFAULTS.withSimulations(3000), 1);
        assertThat(verdict.finding()).as(verdict.toString()).isEqualTo(Finding.TOO_SMALL);
        assertThat(verdict.overhead()).isGreaterThan(0.9);
        // ten batches for each of the two workers
        assertThat(verdict.recommendedBatchSize()).isEqualTo(100);
    }

    @Test
    void batchesThatHaveAllTheDearProbesetsOfMixedDataAreTooLargeAndTheAdviceHelps() throws Exception {
        // 375 are simulated, each by itself, the others not at all: one dear batch, four cheap ones
        TestParameters mixed = TestParameters.DEFAULTS
                .withMinExpectedCount(0.1)
                .withStreams(Streams.INDEPENDENT)
                .withSimulations(12_000);
        BatchVerdict verdict = run(mixed, 400);
        assertThat(verdict.finding()).as(verdict.toString()).isEqualTo(Finding.TOO_LARGE);
        assertThat(verdict.imbalance()).isGreaterThan(10);
        int better = Objects.requireNonNull(verdict.recommendedBatchSize());
        assertThat(better).isBetween(1, 40);
        BatchVerdict followed = run(mixed, better);
        assertThat(followed.idleTail()).as(followed.toString()).isLessThan(verdict.idleTail() / 2);
    }

    @Test
    void aTinyDataSetIsFineWhateverItsBatchSize() throws Exception {
        for (int batchSize : List.of(1, 10, 1000)) {
            BatchVerdict verdict = run(
                    BatchRuns.read(TestData.resource("malformed/clean/base.tsv")),
                    TestParameters.DEFAULTS.withSimulations(100),
                    batchSize,
                    System.nanoTime());
            assertThat(verdict.finding()).as(verdict.toString()).isEqualTo(Finding.TOO_SHORT_TO_MATTER);
            assertThat(verdict.recommendation()).startsWith("fine");
            assertThat(verdict.recommendedBatchSize()).isNull();
        }
    }

    @Test
    void afterARestartOnlyTheLastAttemptCounts() throws Exception {
        TestParameters parameters = TestParameters.DEFAULTS.withSimulations(100);
        ProbesetCounts counts = BatchRuns.read(TestData.resource("array_like/small_probeset.tsv"));
        LoadedDataSet loaded = new LoadedDataSet(counts, System.nanoTime());
        BatchSize batchSize = new BatchSize(100, "as requested");
        Queue<CompletedBatch> anHourAgo = new ConcurrentLinkedQueue<>();
        PlannedDataSet second = loaded.plan(parameters, batchSize, BatchListener.NONE);
        try (BatchExecutor executor = new BatchExecutor(2, 16)) {
            loaded.plan(parameters, batchSize, BatchListener.NONE)
                    .start(
                            executor,
                            batch -> anHourAgo.add(new CompletedBatch(anHourEarlier(batch.timing()), batch.results())))
                    .await();
            anHourAgo.stream().filter(batch -> batch.timing().batch() < 15).forEach(second.run()::restore);
            TimeBreakdown times =
                    second.start(executor, batch -> {}).await().times().orElseThrow();
            assertThat(second.run().timings()).hasSize(20);
            assertThat(times.timings()).extracting(BatchTiming::batch).containsExactlyInAnyOrder(15, 16, 17, 18, 19);
            // over the hour of downtime it would be next to nothing
            assertThat(BatchVerdict.of(times).utilisation()).isGreaterThan(0.01);
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
                timing.simulations());
    }
}

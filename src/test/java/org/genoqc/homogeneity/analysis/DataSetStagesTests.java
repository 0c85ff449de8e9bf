package org.genoqc.homogeneity.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.genoqc.homogeneity.batch.BatchExecutor;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.batch.BatchSize;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.CompletedBatch;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** 2,000 probesets in 20 batches, from reading to the end, as the service runs them. */
class DataSetStagesTests {

    private static final TestParameters QUICK = TestParameters.DEFAULTS.withSimulations(50);

    private final HeapBudget.Share share = HeapBudget.ofThisJvm().share();
    private final BatchExecutor executor = new BatchExecutor(2, 4);

    @AfterEach
    void close() {
        executor.close();
        share.close();
    }

    private LoadedDataSet loaded() throws Exception {
        return LoadedDataSet.read(
                InputFiles.of(TestData.resource("array_like/small_probeset.tsv")), share, Cancellation.NEVER);
    }

    private PlannedDataSet planned(LoadedDataSet loaded) {
        return loaded.plan(QUICK, loaded.batchSize(100), BatchListener.NONE, Clock.systemUTC());
    }

    @Test
    void everyBatchIsHandedToTheCheckpointAndTimed() throws Exception {
        Queue<CompletedBatch> saved = new ConcurrentLinkedQueue<>();
        CompletedDataSet completed =
                planned(loaded()).start(executor, saved::add).await();
        assertThat(saved).hasSize(20);
        assertThat(completed.results()).hasSize(2000);
        assertThat(completed.timings()).hasSize(20);
        assertThat(completed.times().orElseThrow().timings()).hasSize(20);
        assertThat(completed.verdict().orElseThrow().utilisation()).isBetween(0.0, 1.0);
    }

    @Test
    void whatWasCompletedEarlierIsNotRunAgain() throws Exception {
        LoadedDataSet loaded = loaded();
        Queue<CompletedBatch> saved = new ConcurrentLinkedQueue<>();
        CompletedDataSet first = planned(loaded).start(executor, saved::add).await();
        PlannedDataSet second = planned(loaded);
        saved.stream().filter(batch -> batch.timing().batch() < 15).forEach(second.run()::restore);
        Queue<CompletedBatch> savedAgain = new ConcurrentLinkedQueue<>();
        CompletedDataSet completed = second.start(executor, savedAgain::add).await();
        assertThat(savedAgain)
                .extracting(batch -> batch.timing().batch())
                .containsExactlyInAnyOrder(15, 16, 17, 18, 19);
        assertThat(completed.results()).isEqualTo(first.results());
        assertThat(completed.timings()).hasSize(20);
        assertThat(completed.times().orElseThrow().timings())
                .extracting(BatchTiming::batch)
                .containsExactlyInAnyOrder(15, 16, 17, 18, 19);
    }

    @Test
    void whereNothingWasLeftToRunThereIsNothingToJudge() throws Exception {
        LoadedDataSet loaded = loaded();
        Queue<CompletedBatch> saved = new ConcurrentLinkedQueue<>();
        CompletedDataSet first = planned(loaded).start(executor, saved::add).await();
        PlannedDataSet second = planned(loaded);
        saved.forEach(second.run()::restore);
        CompletedDataSet completed = second.start(executor, batch -> {}).await();
        assertThat(completed.results()).isEqualTo(first.results());
        assertThat(completed.times()).isEmpty();
        assertThat(completed.verdict()).isEmpty();
    }

    @Test
    void reportsProgressUpToTheEnd() throws Exception {
        List<Long> reported = new ArrayList<>();
        planned(loaded())
                .start(executor, batch -> {})
                .await(Duration.ofMillis(1), progress -> reported.add(progress.completed()));
        assertThat(reported).isSorted();
        assertThat(reported.getLast()).isEqualTo(2000);
    }

    @Test
    void aCancelledExecutionHasNoResult() throws Exception {
        LoadedDataSet loaded = loaded();
        Execution execution = loaded.plan(
                        TestParameters.DEFAULTS.withSimulations(100_000_000),
                        new BatchSize(100, "as requested"),
                        BatchListener.NONE,
                        Clock.systemUTC())
                .start(executor, batch -> {});
        execution.batches().cancel();
        assertThatExceptionOfType(CancellationException.class).isThrownBy(execution::await);
    }

    @Test
    void whatDoesNotFitTheHeapIsRefused() {
        try (HeapBudget.Share tiny = new HeapBudget(1000).share()) {
            assertThatExceptionOfType(HeapBudgetExceededException.class)
                    .isThrownBy(() -> LoadedDataSet.read(
                            InputFiles.of(TestData.resource("array_like/small_probeset.tsv")),
                            tiny,
                            Cancellation.NEVER));
        }
    }
}

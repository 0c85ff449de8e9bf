package org.genoqc.homogeneity.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.genoqc.homogeneity.analysis.CompletedDataSet;
import org.genoqc.homogeneity.analysis.LoadedDataSet;
import org.genoqc.homogeneity.batch.BatchExecutor;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.parameters.Analysis;
import org.genoqc.homogeneity.parameters.Streams;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.result.ResultWriter;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomogeneityAnalysisTests {

    private static final HomogeneityAnalysis QUICK =
            HomogeneityAnalysis.withDefaults().withSimulations(50);

    @TempDir
    private Path directory;

    private static Path array() {
        return TestData.resource("array_like/small_probeset.tsv");
    }

    /** Remembers what it is told. */
    private static final class Recorder implements ProgressListener {
        private final List<Outline> outlines = new ArrayList<>();
        private final List<Long> completed = new ArrayList<>();
        private final List<Thread> threads = new ArrayList<>();

        @Override
        public void started(Outline outline) {
            outlines.add(outline);
        }

        @Override
        public void progressed(long done, long probesets) {
            completed.add(done);
            threads.add(Thread.currentThread());
        }
    }

    /** On a shared executor, as {@code JobRunner} has it, with another number of workers. */
    private static String tsvOfTheService() throws Exception {
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share();
                BatchExecutor executor = new BatchExecutor(2, 4)) {
            LoadedDataSet loaded = LoadedDataSet.read(array(), share, Cancellation.NEVER);
            CompletedDataSet completed = loaded.plan(
                            TestParameters.DEFAULTS.withSimulations(50),
                            loaded.batchSize(null),
                            BatchListener.NONE,
                            Clock.systemUTC())
                    .start(executor, batch -> {})
                    .await();
            assertThat(completed.timings()).isNotEmpty();
            StringBuilder text = new StringBuilder();
            new ResultWriter(text)
                    .writeAll(completed.counts(), completed.results(), completed.assessments(), Cancellation.NEVER);
            return text.toString();
        }
    }

    @Test
    void givesTheResultOfEveryProbesetAsTheServiceWouldWriteIt() throws Exception {
        AnalysisResult result = QUICK.run(array());
        String expected = tsvOfTheService();
        StringBuilder text = new StringBuilder();
        result.writeTsv(text);
        assertThat(text.toString().equals(expected)).isTrue();
        Path file = directory.resolve("result.tsv");
        result.writeTsv(file);
        assertThat(Files.readString(file).equals(expected)).isTrue();
        assertThat(Files.list(directory)).containsExactly(file);
        assertThat(result.stream())
                .hasSize(2000)
                .extracting(ProbesetRow::probesetId)
                .isSorted();
        StringBuilder summary = new StringBuilder();
        result.writeSummary(summary);
        assertThat(summary).contains("Probesets              2000\n");
        assertThat(result.outline().probesets()).isEqualTo(2000);
    }

    @Test
    void rowsOfSkippedProbesetsHaveNoNumbers() throws Exception {
        AnalysisResult result = QUICK.run(TestData.resource("malformed/m43_one_batch.tsv"));
        assertThat(result.stream()).isNotEmpty().allSatisfy(row -> {
            assertThat(row.pValue()).isNaN();
            assertThat(row.chiSquared()).isNaN();
            assertThat(row.method()).isEqualTo("skipped");
            assertThat(row.skipReason()).isNotBlank();
        });
        assertThat(result.outline().warnings()).isNotEmpty();
    }

    @Test
    void tellsItsListenerOfThePlanAndOfProgressUpToTheEnd() throws Exception {
        Recorder recorder = new Recorder();
        QUICK.withListener(recorder).withWorkers(2).withBatchSize(100).run(array());
        assertThat(recorder.outlines).singleElement().satisfies(run -> {
            assertThat(run.probesets()).isEqualTo(2000);
            assertThat(run.batches()).isEqualTo(20);
            assertThat(run.batchSize()).isEqualTo(100);
            assertThat(run.batchSizeReason()).isEqualTo("as requested");
            assertThat(run.workers()).isEqualTo(2);
            assertThat(run.genotypingBatches()).isEqualTo(12);
        });
        assertThat(recorder.completed).isNotEmpty().isSorted();
        assertThat(recorder.completed.getLast()).isEqualTo(2000);
        assertThat(recorder.threads).containsOnly(Thread.currentThread());
    }

    @Test
    void everyWithIsUsedAndLeavesTheOriginalAlone() {
        HomogeneityAnalysis test = HomogeneityAnalysis.withDefaults();
        HomogeneityAnalysis changed = test.withSimulations(7)
                .withMinExpectedCount(1.5)
                .withRandomSeed(-3)
                .withStreams(Streams.INDEPENDENT)
                .withWorkers(3);
        assertThat(test.parameters()).isEqualTo(TestParameters.DEFAULTS);
        assertThat(changed.parameters())
                .isEqualTo(new TestParameters(
                        7, 1.5, -3, Streams.INDEPENDENT, false, 100, 1_000_000, false, Analysis.FULL, 1e-4));
        assertThat(changed.workers()).isEqualTo(3);
        assertThat(test.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void ofAFixedAndAnAdaptiveNumberOfSimulationsTheLastCounts() {
        HomogeneityAnalysis adaptive = HomogeneityAnalysis.withDefaults().withAdaptiveSimulations(20, 5000);
        assertThat(adaptive.parameters())
                .isEqualTo(
                        new TestParameters(10_000, 5, 42, Streams.SHARED, true, 20, 5000, true, Analysis.FULL, 1e-4));
        assertThat(adaptive.withConfirmation(false).parameters().confirm()).isFalse();
        assertThat(adaptive.withSimulations(7).parameters())
                .isEqualTo(new TestParameters(7, 5, 42, Streams.SHARED, false, 20, 5000, false, Analysis.FULL, 1e-4));
        assertThatIllegalArgumentException().isThrownBy(() -> adaptive.withAdaptiveSimulations(5001, 5000));
    }

    @Test
    void refusesWhatIsOutOfRange() {
        HomogeneityAnalysis test = HomogeneityAnalysis.withDefaults();
        assertThatIllegalArgumentException().isThrownBy(() -> test.withSimulations(0));
        assertThatIllegalArgumentException().isThrownBy(() -> test.withMinExpectedCount(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> test.withBatchSize(0));
        assertThatIllegalArgumentException().isThrownBy(() -> test.withWorkers(0));
        assertThatIllegalArgumentException().isThrownBy(() -> test.withWorkers(1025));
    }

    @Test
    void throwsWhatIsWrongWithTheFile() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> QUICK.run(TestData.resource("malformed/m07_fraction.tsv")));
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> QUICK.run(directory.resolve("none")));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> QUICK.run(directory));
    }

    @Test
    void aListenerThatThrowsEndsTheRun() {
        assertThatIllegalStateException()
                .isThrownBy(() -> QUICK.withListener(new ProgressListener() {
                            @Override
                            public void progressed(long completed, long probesets) {
                                throw new IllegalStateException("enough");
                            }
                        })
                        .run(array()))
                .withMessage("enough");
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicReference<Exception> thrown = new AtomicReference<>();
        Set<Thread> ofOthers = Thread.getAllStackTraces().keySet();
        HomogeneityAnalysis slow = HomogeneityAnalysis.withDefaults()
                .withSimulations(100_000_000)
                .withListener(new ProgressListener() {
                    @Override
                    public void progressed(long completed, long probesets) {
                        started.countDown();
                    }
                });
        Thread runner = Thread.ofPlatform().start(() -> {
            try {
                slow.run(array());
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        started.await();
        runner.interrupt();
        runner.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        List<Thread> workers = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("batch-worker") && !ofOthers.contains(thread))
                .toList();
        for (Thread worker : workers) {
            // ours has nothing to do any more; those of other tests, which run beside this one, end too
            assertThat(worker.join(Duration.ofMinutes(5))).as(worker.toString()).isTrue();
        }
    }

    @Test
    void aThreadInterruptedBeforeReadsNothing() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> QUICK.run(array()));
        assertThat(Thread.interrupted()).isFalse();
    }
}

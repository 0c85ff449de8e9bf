package org.genoqc.homogeneity.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.genoqc.homogeneity.TestData;
import org.genoqc.homogeneity.counts.InvalidInputException;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.Streams;
import org.genoqc.homogeneity.statistics.TestParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TwoTierTestTests {

    private static final TwoTierTest QUICK = TwoTierTest.withDefaults().withSimulations(50);

    @TempDir
    private Path directory;

    private static Path array() {
        return TestData.resource("array_like/small_probeset.tsv");
    }

    /** Remembers what it is told. */
    private static final class Recorder implements ProgressListener {
        private final List<PlannedRun> runs = new ArrayList<>();
        private final List<Progress.Snapshot> progress = new ArrayList<>();
        private final List<Thread> threads = new ArrayList<>();

        @Override
        public void started(PlannedRun run) {
            runs.add(run);
        }

        @Override
        public void progressed(Progress.Snapshot snapshot) {
            progress.add(snapshot);
            threads.add(Thread.currentThread());
        }
    }

    @Test
    void givesTheResultOfEveryProbesetAsTheServiceWouldWriteIt() throws Exception {
        DataSetResult result = QUICK.run(array());
        ProbesetCounts counts = BatchRuns.read(array());
        String expected =
                BatchRuns.tsv(counts, BatchRuns.run(counts, TestParameters.DEFAULTS.withSimulations(50), null, 2));
        StringBuilder text = new StringBuilder();
        result.writeTsv(text);
        assertThat(text.toString().equals(expected)).isTrue();
        Path file = directory.resolve("result.tsv");
        result.writeTsv(file);
        assertThat(Files.readString(file).equals(expected)).isTrue();
        assertThat(Files.list(directory)).containsExactly(file);
        assertThat(result.stream())
                .hasSize(2000)
                .extracting(DataSetResult.Row::probesetId)
                .isSorted();
        assertThat(result.summary().probesets()).isEqualTo(2000);
        assertThat(result.timings()).hasSize(result.run().batches());
        assertThat(result.verdict().utilisation()).isBetween(0.0, 1.0);
    }

    @Test
    void rowsOfSkippedProbesetsHaveNoNumbers() throws Exception {
        DataSetResult result = QUICK.run(TestData.resource("malformed/m43_one_batch.tsv"));
        assertThat(result.stream()).isNotEmpty().allSatisfy(row -> {
            assertThat(row.pValue()).isNaN();
            assertThat(row.chiSquared()).isNaN();
            assertThat(row.result().method()).isEqualTo(Method.SKIPPED);
        });
        assertThat(result.run().warnings()).isNotEmpty();
    }

    @Test
    void tellsItsListenerOfThePlanAndOfProgressUpToTheEnd() throws Exception {
        Recorder recorder = new Recorder();
        QUICK.withListener(recorder).withWorkers(2).withBatchSize(100).run(array());
        assertThat(recorder.runs).singleElement().satisfies(run -> {
            assertThat(run.probesets()).isEqualTo(2000);
            assertThat(run.batches()).isEqualTo(20);
            assertThat(run.batchSize()).isEqualTo(new BatchSize(100, "as requested"));
            assertThat(run.workers()).isEqualTo(2);
            assertThat(run.genotypingBatches()).isEqualTo(12);
        });
        assertThat(recorder.progress)
                .isNotEmpty()
                .isSortedAccordingTo((one, other) -> Long.compare(one.completed(), other.completed()));
        assertThat(recorder.progress.getLast().completed()).isEqualTo(2000);
        assertThat(recorder.threads).containsOnly(Thread.currentThread());
    }

    @Test
    void everyWithIsUsedAndLeavesTheOriginalAlone() {
        TwoTierTest test = TwoTierTest.withDefaults();
        TwoTierTest changed = test.withSimulations(7)
                .withMinExpectedCount(1.5)
                .withRandomSeed(-3)
                .withStreams(Streams.INDEPENDENT)
                .withWorkers(3);
        assertThat(test.parameters()).isEqualTo(TestParameters.DEFAULTS);
        assertThat(changed.parameters()).isEqualTo(new TestParameters(7, 1.5, -3, Streams.INDEPENDENT));
        assertThat(changed.workers()).isEqualTo(3);
        assertThat(test.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void refusesWhatIsOutOfRange() {
        TwoTierTest test = TwoTierTest.withDefaults();
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
                            public void progressed(Progress.Snapshot progress) {
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
        TwoTierTest slow = TwoTierTest.withDefaults()
                .withSimulations(TestParameters.MAX_SIMULATIONS)
                .withListener(new ProgressListener() {
                    @Override
                    public void progressed(Progress.Snapshot progress) {
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
            // it has nothing to do any more, but may be in the last steps of its end
            assertThat(worker.join(Duration.ofSeconds(10)))
                    .as(worker.toString())
                    .isTrue();
        }
    }

    @Test
    void aThreadInterruptedBeforeReadsNothing() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> QUICK.run(array()));
        assertThat(Thread.interrupted()).isFalse();
    }
}

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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.genoqc.homogeneity.analysis.CompletedDataSet;
import org.genoqc.homogeneity.analysis.LoadedDataSet;
import org.genoqc.homogeneity.batch.BatchExecutor;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.Analysis;
import org.genoqc.homogeneity.parameters.ListFormat;
import org.genoqc.homogeneity.parameters.SexChromosomes;
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
            LoadedDataSet loaded = LoadedDataSet.read(InputFiles.of(array()), share, Cancellation.NEVER);
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

    private static List<String[]> table(String tsv) {
        return tsv.lines().map(line -> line.split("\t", -1)).toList();
    }

    private static List<String> strings(Object... fields) {
        return Arrays.stream(fields)
                .map(field -> field == null ? "" : field.toString())
                .toList();
    }

    @Test
    void rowsHaveWhatTheTsvHas() throws Exception {
        AnalysisResult result = QUICK.run(array());
        StringBuilder tsv = new StringBuilder();
        result.writeTsv(tsv);
        List<String[]> table = table(tsv.toString());
        int first = List.of(table.getFirst()).indexOf("pvalue_calls");
        List<ProbesetRow> rows = result.stream().toList();
        for (int i = 0; i < rows.size(); i++) {
            ProbesetRow row = rows.get(i);
            String[] fields = table.get(i + 1);
            assertThat(List.of(Arrays.copyOfRange(fields, first, fields.length)))
                    .isEqualTo(strings(
                            row.pValueCalls(),
                            row.methodCalls(),
                            row.pValueNocalls(),
                            row.methodNocalls(),
                            row.callRate(),
                            row.maf(),
                            row.cramersV(),
                            row.largestFrequencyDifference(),
                            row.largestNocallDifference(),
                            row.nFindings(),
                            row.worstBatch(),
                            row.pValueWithoutWorst(),
                            row.pValueBenjaminiHochberg(),
                            row.pValueBonferroni()));
        }
    }

    @Test
    void findingsAndReportCardHaveWhatTheirTsvHas() throws Exception {
        AnalysisResult result = QUICK.run(array());
        Path file = directory.resolve("findings.tsv");
        result.writeFindings(file);
        List<List<String>> rows = result.findings()
                .map(row -> strings(
                        row.probesetId(),
                        row.batchName(),
                        String.join(",", row.kinds()),
                        row.batch().aa(),
                        row.batch().ab(),
                        row.batch().bb(),
                        row.batch().nc(),
                        row.rest().aa(),
                        row.rest().ab(),
                        row.rest().bb(),
                        row.rest().nc(),
                        row.pValueCalls(),
                        row.lnPValueCalls(),
                        row.pValueNocalls(),
                        row.lnPValueNocalls(),
                        row.alleleFrequency(),
                        row.alleleFrequencyRest(),
                        row.frequencyDifference(),
                        row.heterozygoteDifference(),
                        row.nocallDifference(),
                        row.oddsRatio(),
                        row.oddsRatioLow(),
                        row.oddsRatioHigh(),
                        row.hardyWeinbergPValue()))
                .toList();
        assertThat(rows).isNotEmpty();
        assertThat(table(Files.readString(file)).stream().skip(1).map(List::of)).isEqualTo(rows);
        StringBuilder card = new StringBuilder();
        result.writeReportCard(card);
        List<String[]> batches = table(card.toString());
        assertThat(result.reportCard()).hasSize(12).hasSize(batches.size() - 1).allSatisfy(row -> {
            List<String> fields = List.of(batches.get(result.reportCard().indexOf(row) + 1));
            assertThat(fields)
                    .startsWith(
                            row.batchName(),
                            Long.toString(row.samples()),
                            Double.toString(row.callRate()),
                            Long.toString(row.tested()),
                            Double.toString(row.calls().meanChiSquared()),
                            Double.toString(row.calls().lambda()))
                    .endsWith(Long.toString(row.worstOf()), Long.toString(row.significantOnlyWithIt()))
                    .containsSubsequence(
                            Stream.concat(Stream.of(row.findings()), row.findingsByKind().values().stream())
                                    .map(Object::toString)
                                    .toList());
        });
    }

    @Test
    void exclusionsAreStreamedAsTheyAreWritten() throws Exception {
        AnalysisResult result = QUICK.withFindingsAlpha(0.01).run(array());
        for (String policy : List.of("balanced", "sensitive", "calls_p=0.001; probeset_p=0.01")) {
            ExclusionList list = result.exclusions(ExclusionPolicy.of(policy).withMaxBatches(1));
            Path file = directory.resolve("exclusions.tsv");
            assertThat(list.write(ListFormat.TSV, file)).isZero();
            List<ExclusionRow> rows = list.stream().toList();
            assertThat(rows.stream()
                            .map(row -> strings(row.probesetId(), row.batchName(), String.join(",", row.reasons()))))
                    .isNotEmpty()
                    .isEqualTo(table(Files.readString(file)).stream()
                            .skip(1)
                            .map(List::of)
                            .toList());
            ExclusionList.Totals totals = list.totals();
            assertThat(rows.stream().filter(row -> row.batchName() == null)).hasSize((int) totals.wholeProbesets());
            assertThat(rows.stream().filter(row -> row.batchName() != null)).hasSize((int) totals.blankedPairs());
        }
        assertThat(result.exclusions(ExclusionPolicy.BALANCED).totals().rules())
                .extracting(ExclusionList.RuleTotals::name)
                .contains("missing_calls", "swapped_alleles");
    }

    @Test
    void aBasicAnalysisHasTheSameTestsAndNoFindings() throws Exception {
        AnalysisResult basic = QUICK.withAnalysis(Analysis.BASIC).run(array());
        assertThat(basic.isAssessed()).isFalse();
        assertThat(basic.stream().map(ProbesetRow::pValue))
                .isEqualTo(QUICK.run(array()).stream().map(ProbesetRow::pValue).toList());
        assertThat(basic.stream()).allSatisfy(row -> {
            assertThat(row.pValueCalls()).isNaN();
            assertThat(row.pValueBonferroni()).isNaN();
            assertThat(row.methodCalls()).isNull();
            assertThat(row.worstBatch()).isNull();
            assertThat(row.nFindings()).isZero();
        });
        Path file = directory.resolve("none");
        assertThatIllegalStateException().isThrownBy(basic::findings);
        assertThatIllegalStateException().isThrownBy(basic::reportCard);
        assertThatIllegalStateException().isThrownBy(() -> basic.exclusions(ExclusionPolicy.BALANCED));
        assertThatIllegalStateException().isThrownBy(() -> basic.writeFindings(file));
        assertThatIllegalStateException().isThrownBy(() -> basic.writeReportCard(file));
        assertThat(directory).isEmptyDirectory();
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
                .withAnalysis(Analysis.BASIC)
                .withFindingsAlpha(0.01)
                .withWorkers(3);
        assertThat(test.parameters()).isEqualTo(TestParameters.DEFAULTS);
        assertThat(changed.parameters())
                .isEqualTo(new TestParameters(
                        7,
                        1.5,
                        -3,
                        Streams.INDEPENDENT,
                        false,
                        100,
                        1_000_000,
                        false,
                        Analysis.BASIC,
                        0.01,
                        SexChromosomes.REPORT));
        assertThat(changed.workers()).isEqualTo(3);
        assertThat(test.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void ofAFixedAndAnAdaptiveNumberOfSimulationsTheLastCounts() {
        HomogeneityAnalysis adaptive = HomogeneityAnalysis.withDefaults().withAdaptiveSimulations(20, 5000);
        assertThat(adaptive.parameters())
                .isEqualTo(new TestParameters(
                        10_000,
                        5,
                        42,
                        Streams.SHARED,
                        true,
                        20,
                        5000,
                        true,
                        Analysis.FULL,
                        1e-4,
                        SexChromosomes.REPORT));
        assertThat(adaptive.withConfirmation(false).parameters().confirm()).isFalse();
        assertThat(adaptive.withSimulations(7).parameters())
                .isEqualTo(new TestParameters(
                        7, 5, 42, Streams.SHARED, false, 20, 5000, false, Analysis.FULL, 1e-4, SexChromosomes.REPORT));
        assertThatIllegalArgumentException().isThrownBy(() -> adaptive.withAdaptiveSimulations(5001, 5000));
    }

    @Test
    void refusesWhatIsOutOfRange() {
        HomogeneityAnalysis test = HomogeneityAnalysis.withDefaults();
        assertThatIllegalArgumentException().isThrownBy(() -> test.withSimulations(0));
        assertThatIllegalArgumentException().isThrownBy(() -> test.withMinExpectedCount(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> test.withFindingsAlpha(0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> ExclusionPolicy.of("balancd"));
        assertThatIllegalArgumentException().isThrownBy(() -> ExclusionPolicy.BALANCED.withMaxBatches(-1));
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

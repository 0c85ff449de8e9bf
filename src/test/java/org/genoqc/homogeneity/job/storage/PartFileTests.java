package org.genoqc.homogeneity.job.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.CompletedBatch;
import org.genoqc.homogeneity.findings.ComponentResult;
import org.genoqc.homogeneity.findings.Finding;
import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.findings.GenotypeCounts;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.statistics.AsymptoticPValue;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.SimulatedPValue;
import org.genoqc.homogeneity.statistics.TestResult;
import org.genoqc.homogeneity.table.Genotype;
import org.genoqc.homogeneity.table.SkipReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OneAtATime
class PartFileTests {

    private static final PartPlan PLAN = new PartPlan("ab".repeat(32), TestParameters.DEFAULTS, 1000, 4711, 0x1234abcd);

    @TempDir
    private Path directory;

    private static BatchTiming timing(int batch, int standard, int monteCarlo, int skipped) {
        return new BatchTiming(
                batch,
                3,
                Instant.parse("2026-03-01T12:00:00.123456789Z").plusSeconds(batch),
                Duration.ofNanos(17),
                Duration.ofSeconds(90, 5),
                standard,
                monteCarlo,
                skipped,
                monteCarlo * 10_000L,
                Duration.ofSeconds(170, 3),
                7,
                2);
    }

    /** Every kind of finding, every method; more findings than one for some. */
    private static List<ProbesetAssessment> assessments(int number) {
        GenotypeCounts counts = new GenotypeCounts(1, 2L << 40, 3, 4);
        return IntStream.range(0, number)
                .mapToObj(i -> new ProbesetAssessment(
                        new ComponentResult(Method.MONTE_CARLO, 0.25, Math.log(0.25)),
                        i == 0 ? ComponentResult.SKIPPED : new ComponentResult(Method.STANDARD, 0.0, -1234.5),
                        0.99,
                        0.01,
                        i == 0 ? Double.NaN : 0.125,
                        0.3,
                        0.2,
                        i == 0 ? ProbesetAssessment.NO_BATCH : 29,
                        0.5,
                        Arrays.stream(FindingKind.values())
                                .limit(2L * i)
                                .map(kind -> new Finding(
                                        i,
                                        7,
                                        kind.ordinal() - 1,
                                        counts,
                                        counts,
                                        -30.5,
                                        0,
                                        EnumSet.of(kind, FindingKind.NOCALLS)))
                                .toList()))
                .toList();
    }

    /** Every shape of result there is. */
    private static List<CompletedBatch> batches() {
        TestResult underflown =
                new TestResult(Method.STANDARD, 3141.592653589793, 87, new AsymptoticPValue(0.0, -1234.5678), null);
        TestResult confirmed = new TestResult(
                Method.STANDARD,
                40.5,
                1,
                new AsymptoticPValue(1.96e-10, -22.35),
                SimulatedPValue.ofStopped(2_345_678, 100));
        TestResult simulated = new TestResult(
                Method.MONTE_CARLO,
                26.92551067861568,
                22,
                new AsymptoticPValue(0.21, -1.55),
                SimulatedPValue.ofFixed(10_000, 0));
        ProbesetResult standard = new ProbesetResult(30, 1, 1L << 40, 5.000000000000001, Set.of(), underflown, null);
        ProbesetResult monteCarlo =
                new ProbesetResult(12, 3, 1124, 0.08, EnumSet.of(Genotype.AA, Genotype.NC), simulated, null);
        ProbesetResult standardConfirmed = new ProbesetResult(2, 1, 200, 5.5, Set.of(), confirmed, null);
        List<ProbesetResult> skipped = new ArrayList<>();
        for (SkipReason reason : SkipReason.values()) {
            skipped.add(new ProbesetResult(1, 0, 0, Double.NaN, EnumSet.allOf(Genotype.class), null, reason));
        }
        return List.of(
                new CompletedBatch(
                        timing(5, 2, 1, 0), List.of(standard, monteCarlo, standardConfirmed), assessments(3)),
                new CompletedBatch(timing(0, 0, 0, 3), skipped, List.of()),
                new CompletedBatch(timing(7, 0, 0, 0), List.of(), List.of()),
                new CompletedBatch(timing(2, 0, 1, 0), List.of(monteCarlo), assessments(1)));
    }

    private Path write(List<CompletedBatch> batches) throws IOException {
        Path file = directory.resolve("parts");
        try (PartFile parts = PartFile.create(file, PLAN, Clock.systemUTC())) {
            for (CompletedBatch batch : batches) {
                parts.save(batch);
            }
        }
        return file;
    }

    private static List<CompletedBatch> read(Path file, PartPlan plan) throws IOException {
        List<CompletedBatch> batches = new ArrayList<>();
        PartFile.read(file, plan, batches::add);
        return batches;
    }

    private List<CompletedBatch> readBytes(byte[] bytes) throws IOException {
        return read(Files.write(directory.resolve("changed"), bytes), PLAN);
    }

    /** Where the parts end, from the file's length after each was appended. */
    private List<Integer> ends() throws IOException {
        Path file = directory.resolve("growing");
        List<Integer> ends = new ArrayList<>();
        try (PartFile parts = PartFile.create(file, PLAN, Clock.systemUTC())) {
            ends.add((int) Files.size(file));
            for (CompletedBatch batch : batches()) {
                parts.save(batch);
                ends.add((int) Files.size(file));
            }
        }
        return ends;
    }

    @Test
    void readsBackWhatWasAppended() throws IOException {
        assertThat(read(write(batches()), PLAN)).isEqualTo(batches());
    }

    @Test
    void readsBackPartsWhileTheFileIsStillOpen() throws IOException {
        Path file = directory.resolve("parts");
        try (PartFile parts = PartFile.create(file, PLAN, Clock.systemUTC())) {
            parts.save(batches().getFirst());
            assertThat(read(file, PLAN)).containsExactly(batches().getFirst());
        }
    }

    @Test
    void readsWholePartsOfAFileCutOffAnywhere() throws IOException {
        byte[] bytes = Files.readAllBytes(write(batches()));
        List<Integer> ends = ends();
        assertThat(ends.getLast()).isEqualTo(bytes.length);
        for (int length = 0; length <= bytes.length; length++) {
            int cut = length;
            int whole = (int) ends.subList(1, ends.size()).stream()
                    .filter(end -> end <= cut)
                    .count();
            assertThat(readBytes(Arrays.copyOf(bytes, length)))
                    .as("%d bytes", length)
                    .isEqualTo(batches().subList(0, whole));
        }
    }

    @Test
    void readsOnlyWhatComesBeforeADamagedByte() throws IOException {
        byte[] bytes = Files.readAllBytes(write(batches()));
        List<Integer> ends = ends();
        for (int at = 0; at < bytes.length; at++) {
            int damaged = at;
            int whole = at < ends.getFirst()
                    ? 0
                    : (int) ends.subList(1, ends.size()).stream()
                            .filter(end -> end <= damaged)
                            .count();
            byte[] changed = bytes.clone();
            changed[at] ^= (byte) (1 << at % 8);
            assertThat(readBytes(changed)).as("byte %d", at).isEqualTo(batches().subList(0, whole));
        }
    }

    @Test
    void readsNothingOfAnotherPlan() throws IOException {
        assertThat(read(write(batches()), new PartPlan(PLAN.inputSha256(), PLAN.test(), 1000, 4711, 0)))
                .isEmpty();
    }

    @Test
    void readsNothingOfAFileOfZeros() throws IOException {
        assertThat(readBytes(new byte[4096])).isEmpty();
    }

    @Test
    void neverWritesIntoAFileThatIsThere() throws IOException {
        Path file = write(batches());
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> PartFile.create(file, PLAN, Clock.systemUTC()));
        assertThat(read(file, PLAN)).isEqualTo(batches());
    }

    @Test
    void takesPartsFromManyThreads() throws Exception {
        Path file = directory.resolve("parts");
        try (PartFile parts = PartFile.create(file, PLAN, Clock.systemUTC())) {
            try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
                for (int i = 0; i < 200; i++) {
                    CompletedBatch batch = new CompletedBatch(
                            timing(i, 1, 1, 0), batches().getFirst().results(), assessments(3));
                    threads.submit(() -> {
                        parts.save(batch);
                        return null;
                    });
                }
            }
        }
        assertThat(read(file, PLAN))
                .extracting(batch -> batch.timing().batch())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 200).boxed().toList());
    }
}

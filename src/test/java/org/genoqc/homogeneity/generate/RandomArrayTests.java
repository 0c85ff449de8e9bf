package org.genoqc.homogeneity.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomArrayTests {

    private static final RandomArray ARRAY = new RandomArray(5000, 7, 93, 0.02, 1, 11);

    @TempDir
    private Path folder;

    private static List<String> lines(RandomArray array, RandomArray.Order order) throws Exception {
        StringBuilder out = new StringBuilder();
        array.write(out, order);
        return out.toString().lines().toList();
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }

    private static int[] counts(String line) {
        return Arrays.stream(line.split("\t"))
                .skip(2)
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    @Test
    void hasARowForEveryProbesetAndGenotypingBatchWithTheSamplesOfTheBatch() throws Exception {
        List<String> lines = lines(ARRAY, RandomArray.Order.PROBESET);
        assertThat(lines).hasSize(1 + 5000 * 7);
        assertThat(lines.get(1)).startsWith("AX-10000000\tb000\t");
        Map<String, List<Integer>> sizes = lines.stream()
                .skip(1)
                .collect(Collectors.groupingBy(
                        line -> line.split("\t")[1],
                        Collectors.mapping(line -> Arrays.stream(counts(line)).sum(), Collectors.toList())));
        assertThat(sizes).hasSize(7);
        assertThat(sizes.values())
                .allSatisfy(each -> assertThat(each)
                        .hasSize(5000)
                        .containsOnly(each.getFirst())
                        .allMatch(n -> n >= 90 && n <= 96));
    }

    @Test
    void orderChangesNothingButTheOrder() throws Exception {
        List<String> byProbeset = lines(ARRAY, RandomArray.Order.PROBESET);
        List<String> byBatch = lines(ARRAY, RandomArray.Order.BATCH);
        List<String> shuffled = lines(ARRAY, RandomArray.Order.SHUFFLED);
        assertThat(byBatch.equals(byProbeset)).isFalse();
        assertThat(sorted(byBatch).equals(sorted(byProbeset))).isTrue();
        assertThat(byBatch.subList(1, 5001)).allMatch(line -> line.contains("\tb000\t"));
        assertThat(shuffled.equals(byProbeset) || shuffled.equals(byBatch)).isFalse();
        assertThat(sorted(shuffled).equals(sorted(byProbeset))).isTrue();
    }

    @Test
    void theSeedDecides() throws Exception {
        RandomArray other = new RandomArray(5000, 7, 93, 0.02, 1, 12);
        assertThat(lines(ARRAY, RandomArray.Order.PROBESET)).isEqualTo(lines(ARRAY, RandomArray.Order.PROBESET));
        assertThat(lines(other, RandomArray.Order.PROBESET).equals(lines(ARRAY, RandomArray.Order.PROBESET)))
                .isFalse();
    }

    /** Tolerances of more than five standard errors; the seed is fixed. */
    @Test
    void looksLikeAnArray() throws Exception {
        Path truth = folder.resolve("truth.tsv");
        StringBuilder out = new StringBuilder();
        ARRAY.writeTruth(out);
        Files.writeString(truth, out);
        List<Map<String, String>> rows = TestData.rows(truth);
        long rare = rows.stream()
                .mapToDouble(row -> Double.parseDouble(row.get("freq_A")))
                .filter(f -> Math.min(f, 1 - f) < 0.01)
                .count();
        assertThat(rare / 5000.0).isCloseTo(0.35, within(0.035));
        long planted =
                rows.stream().filter(row -> !row.get("effect").equals("none")).count();
        assertThat(planted / 5000.0).isCloseTo(0.02, within(0.01));
        double noCalls = lines(ARRAY, RandomArray.Order.PROBESET).stream()
                        .skip(1)
                        .mapToInt(line -> counts(line)[3])
                        .sum()
                / (5000.0 * 7 * 93);
        assertThat(noCalls).isCloseTo(0.0063, within(0.002));
    }

    @ParameterizedTest
    @ValueSource(ints = {900, 5000})
    void plantedEffectsAreInTheirGenotypingBatch(int samplesPerBatch) throws Exception {
        RandomArray all = new RandomArray(200, 6, samplesPerBatch, 1, 1, 3);
        StringBuilder out = new StringBuilder();
        all.writeTruth(out);
        Path truth = Files.writeString(folder.resolve("truth.tsv"), out);
        List<String> lines = lines(all, RandomArray.Order.PROBESET);
        for (Map<String, String> row : TestData.rows(truth)) {
            String planted = lines.stream()
                    .filter(line -> line.startsWith(row.get("probeset_id") + "\t" + row.get("planted_batch") + "\t"))
                    .findFirst()
                    .orElseThrow();
            int[] counts = counts(planted);
            double samples = Arrays.stream(counts).sum();
            double observed = row.get("effect").equals("high_nocall")
                    ? counts[3] / samples
                    : (counts[0] + counts[1] / 2.0) / (samples - counts[3]);
            assertThat(observed).as(planted).isCloseTo(Double.parseDouble(row.get("planted_value")), within(0.08));
        }
    }

    /** Genotypes in Hardy-Weinberg proportions and no calls at the rate that the truth says, within five standard errors. */
    @Test
    void countsOfLargeGenotypingBatchesAreAsTheirTruthSays() throws Exception {
        RandomArray large = new RandomArray(100, 3, 5000, 0, 1, 3);
        StringBuilder out = new StringBuilder();
        large.writeTruth(out);
        List<Map<String, String>> truth = TestData.rows(Files.writeString(folder.resolve("truth.tsv"), out));
        List<String> lines = lines(large, RandomArray.Order.PROBESET);
        for (int probeset = 0; probeset < 100; probeset++) {
            double frequency = Double.parseDouble(truth.get(probeset).get("freq_A"));
            double noCallRate = Double.parseDouble(truth.get(probeset).get("no_call_rate"));
            int[] sums = new int[4];
            for (int batch = 0; batch < 3; batch++) {
                int[] counts = counts(lines.get(1 + 3 * probeset + batch));
                Arrays.setAll(sums, genotype -> sums[genotype] + counts[genotype]);
            }
            double called = sums[0] + sums[1] + sums[2];
            assertShare(sums[0] / called, frequency * frequency, called);
            assertShare(sums[1] / called, 2 * frequency * (1 - frequency), called);
            // genotyping batches differ in quality by a factor of up to 2
            assertThat(sums[3] / (called + sums[3])).isBetween(noCallRate / 3, noCallRate * 3);
        }
    }

    /** Of 3,000 called against NC, at a rate that no genotyping batch differs in, some 30 have p <= 0.01. */
    @Test
    void withoutASpreadOfNoCallsGenotypingBatchesAreHomogeneous() throws Exception {
        assertThat(smallPValuesOfNoCalls(0)).isBetween(10L, 60L);
        assertThat(smallPValuesOfNoCalls(RandomArray.DEFAULT_NO_CALL_SPREAD)).isGreaterThan(1_000);
    }

    private static long smallPValuesOfNoCalls(double spread) throws Exception {
        int batches = 10;
        List<String> lines = lines(new RandomArray(3_000, batches, 5_000, 0, 1, spread, 3), RandomArray.Order.PROBESET);
        long small = 0;
        for (int first = 1; first < lines.size(); first += batches) {
            long[][] table = new long[batches][];
            for (int batch = 0; batch < batches; batch++) {
                int[] counts = counts(lines.get(first + batch));
                table[batch] = new long[] {counts[0] + counts[1] + counts[2], counts[3]};
            }
            small += new ChiSquareTest().chiSquareTest(table) <= 0.01 ? 1 : 0;
        }
        return small;
    }

    private static void assertShare(double share, double expected, double n) {
        assertThat(share).isCloseTo(expected, within(5 * Math.sqrt(expected * (1 - expected) / n) + 1 / n));
    }

    @Test
    void refusesWhatIsNoArrayAndStopsWhenInterrupted() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomArray(0, 1, 1, 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomArray(1, 0, 1, 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomArray(1, 1, 0, 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomArray(1, 1, 1, Double.NaN, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomArray(1, 1, 1, 0, 1, 1.5, 1));
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> ARRAY.write(new StringBuilder(), RandomArray.Order.PROBESET));
    }
}

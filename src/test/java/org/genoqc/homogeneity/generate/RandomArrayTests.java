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
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void plantedEffectsAreInTheirGenotypingBatch() throws Exception {
        RandomArray all = new RandomArray(200, 6, 1000, 1, 1, 3);
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

    @Test
    void refusesWhatIsNoArrayAndStopsWhenInterrupted() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomArray(0, 1, 1, 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomArray(1, 0, 1, 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomArray(1, 1, 0, 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new RandomArray(1, 1, 1, Double.NaN, 1, 1));
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> ARRAY.write(new StringBuilder(), RandomArray.Order.PROBESET));
    }
}

package org.genoqc.homogeneity.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FisherFreemanHaltonTests {

    private static double lnPValue(long... counts) {
        return FisherFreemanHalton.lnPValue(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    /** R's fisher.test; exact/fisher.R made the files. */
    @ParameterizedTest
    @ValueSource(strings = {"exact/fisher_2x3.tsv", "exact/fisher_2x2.tsv"})
    void agreesWithFisherTestOfR(String file) {
        List<Map<String, String>> rows = TestData.rows(TestData.resource(file));
        List<String> wrong = new ArrayList<>();
        for (Map<String, String> row : rows) {
            double p = Double.parseDouble(row.get("p"));
            double ln = row.containsKey("c1")
                    ? lnPValue(counts(row, "a1", "b1", "c1", "a2", "b2", "c2"))
                    : ofTwoColumns(counts(row, "a1", "b1", "a2", "b2"));
            if (!(Math.abs(Math.exp(ln) - p) <= 1e-10 * p)) {
                wrong.add(row + ": " + Math.exp(ln));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(rows).hasSize(500);
    }

    private static double ofTwoColumns(long[] counts) {
        return FisherFreemanHalton.lnPValue(counts[0], counts[1], counts[2], counts[3]);
    }

    private static long[] counts(Map<String, String> row, String... columns) {
        return Arrays.stream(columns).mapToLong(c -> Long.parseLong(row.get(c))).toArray();
    }

    @Test
    void everyTableOfElevenSamplesIsRight() {
        List<long[]> tables = Enumeration.tables(11);
        assertThat(tables).as("choose(16, 5)").hasSize(4368);
        for (long[] table : tables) {
            assertRight(1e-13, table);
        }
    }

    private static void assertRight(double relative, long... counts) {
        assertThat(Enumeration.relativeError(lnPValue(counts), Enumeration.fisher(counts)))
                .as("relative error of p of " + Arrays.toString(counts))
                .isCloseTo(0, within(relative));
    }

    @Test
    void randomTablesAreRight() {
        SplittableRandom random = new SplittableRandom(20270114);
        for (int i = 0; i < 1000; i++) {
            assertRight(1e-12, randomTable(random, 60, 1_000_000));
        }
    }

    /** From p about 1 to far below the smallest double; few samples beside very many; ties; a rest that is all of one kind. */
    @ParameterizedTest
    @CsvSource({
        "92, 0, 0, 0, 1334, 1334",
        "0, 0, 92, 9108, 0, 0",
        "30, 31, 31, 890, 889, 889",
        "500, 0, 0, 0, 500, 0",
        "330, 170, 0, 0, 170, 330",
        "250, 0, 250, 0, 500, 0",
        "400, 100, 0, 50, 350, 100",
        "1000, 0, 0, 0, 1000, 0",
        "300, 1, 0, 1, 0, 300000",
        "100, 200, 1, 400000, 99000, 1000",
        "1, 0, 0, 9007199254740992, 9007199254740992, 9007199254740992",
        "50, 3, 7, 9007199254740992, 9007199254740992, 9007199254740992",
        "0, 0, 200, 9007199254740992, 12345678901234, 7",
        "2700, 50, 0, 488000, 1000, 0",
        "2750, 0, 0, 487000, 1000, 0",
        "2000, 750, 0, 244000, 244000, 0"
    })
    void extremeTablesAreRight(long a1, long b1, long c1, long a2, long b2, long c2) {
        assertRight(2e-11, a1, b1, c1, a2, b2, c2);
    }

    @Test
    void theOrderOfRowsAndColumnsDoesNotMatter() {
        SplittableRandom random = new SplittableRandom(20270115);
        for (int i = 0; i < 1000; i++) {
            long[] t = randomTable(random, 3000, 500_000);
            double ln = lnPValue(t);
            assertThat(lnPValue(t[3], t[4], t[5], t[0], t[1], t[2])).isCloseTo(ln, within(1e-11 * (1 - ln)));
            assertThat(lnPValue(t[2], t[0], t[1], t[5], t[3], t[4])).isCloseTo(ln, within(1e-11 * (1 - ln)));
            assertThat(lnPValue(t[1], t[0], t[2], t[4], t[3], t[5])).isCloseTo(ln, within(1e-11 * (1 - ln)));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0, 0, 0, 0", "0, 0, 0, 5, 6, 7", "5, 6, 7, 0, 0, 0", "5, 0, 0, 7, 0, 0", "0, 0, 5, 0, 0, 1"})
    void whereThereIsNothingToCompareThePValueIsOne(long a1, long b1, long c1, long a2, long b2, long c2) {
        assertThat(lnPValue(a1, b1, c1, a2, b2, c2)).isZero();
        assertThat(FisherFreemanHalton.lnPValueUpTo(-5, a1, b1, c1, a2, b2, c2)).isZero();
    }

    @Test
    void tablesTooLargeToWalkHaveNoPValue() {
        long large = 1L << 53;
        assertThat(lnPValue(large, large, large, large, large, 0)).isNaN();
        assertThat(FisherFreemanHalton.lnPValue(large, 1L << 40, large, 1L << 41))
                .isNaN();
    }

    /**
     * A limit spares most of the work and changes nothing at or below it. It held for a million tables too (-Dtables=1000000,
     * 2026-11-29).
     */
    @Test
    void aLimitChangesNothingAtOrBelowIt() {
        SplittableRandom random = new SplittableRandom(20270116);
        int tables = Integer.getInteger("tables", 50_000);
        int below = 0;
        for (int i = 0; i < tables; i++) {
            long[] t = randomTable(random, 300, i % 2 == 0 ? 3000 : 500_000);
            double lnLimit = Math.log(0.05) * (1 - random.nextDouble() * 10 * (i % 3));
            double ln = lnPValue(t);
            double upTo = FisherFreemanHalton.lnPValueUpTo(lnLimit, t[0], t[1], t[2], t[3], t[4], t[5]);
            if (ln <= lnLimit) {
                assertThat(upTo).as(Arrays.toString(t)).isEqualTo(ln);
                assertThat(FisherFreemanHalton.lnPValueAtMost(t[0], t[1], t[2], t[3], t[4], t[5]))
                        .as(Arrays.toString(t))
                        .isGreaterThanOrEqualTo(ln);
                below++;
            } else {
                assertThat(upTo).as(Arrays.toString(t)).isGreaterThan(lnLimit).isLessThanOrEqualTo(ln + 1e-11);
            }
        }
        assertThat(below).as("tables at or below the limit").isBetween(tables / 20, tables);
    }

    /** Rows of sizes over orders of magnitude; columns even, skewed, nearly empty or empty; alike, shifted or swapped. */
    private static long[] randomTable(SplittableRandom random, int maxBatch, int maxRest) {
        double[] first = shares(random);
        double[] second = random.nextInt(3) == 0 ? shares(random) : first.clone();
        if (random.nextInt(3) == 0) {
            second[0] *= 1 + random.nextDouble();
        }
        if (random.nextInt(8) == 0) {
            second[0] = first[2];
            second[2] = first[0];
        }
        long[] counts = new long[6];
        fill(counts, 0, size(random, maxBatch), first, random);
        fill(counts, 3, size(random, maxRest), second, random);
        return counts;
    }

    private static double[] shares(SplittableRandom random) {
        double[] shares = new double[3];
        for (int k = 0; k < 3; k++) {
            shares[k] = random.nextInt(6) == 0 ? 0 : Math.exp(-random.nextDouble() * random.nextInt(1, 12));
        }
        return shares[0] + shares[1] + shares[2] == 0 ? new double[] {0.2, 0.5, 0.3} : shares;
    }

    private static long size(SplittableRandom random, int most) {
        return (long) Math.exp(random.nextDouble() * Math.log(most));
    }

    /** Near the expectations, by about as much as multinomial counts are. */
    private static void fill(long[] counts, int from, long size, double[] shares, SplittableRandom random) {
        double all = shares[0] + shares[1] + shares[2];
        for (int k = 0; k < 3; k++) {
            double expected = size * shares[k] / all;
            counts[from + k] =
                    Math.max(0, Math.round(expected + (random.nextDouble() - 0.5) * 3 * Math.sqrt(expected)));
        }
    }
}

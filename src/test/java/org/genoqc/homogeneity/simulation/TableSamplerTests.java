package org.genoqc.homogeneity.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole law of the tables, not only of a statistic: observed frequencies of every possible table against the
 * multivariate hypergeometric probabilities, by chi-squared. Each test fails by chance with probability 1e-4; seeds are
 * fixed.
 */
class TableSamplerTests {

    private static final int DRAWS = 1_000_000;

    enum Sampler {
        BINOMIAL(BinomialSampler::new),
        SEQUENTIAL(SequentialSampler::new);

        private final Function<ContingencyTable, TableSampler> make;

        Sampler(Function<ContingencyTable, TableSampler> make) {
            this.make = make;
        }
    }

    @ParameterizedTest
    @EnumSource
    void drawsEveryTableAsOftenAsItsProbability(Sampler sampler) {
        assertLaw(sampler, ContingencyTable.of(2, 3, 1, 1, 3));
        assertLaw(sampler, ContingencyTable.of(3, 2, 1, 1, 3, 0, 2, 1, 1, 1));
        assertLaw(sampler, ContingencyTable.of(4, 1, 1, 2, 4, 1, 1, 1, 0));
        assertLaw(sampler, ContingencyTable.of(2, 1, 20, 2, 30, 0, 25));
        assertLaw(sampler, ContingencyTable.of(2, 30, 31, 3, 2));
        assertLaw(sampler, ContingencyTable.of(3, 40, 35, 1, 30, 33, 0));
        assertLaw(sampler, ContingencyTable.of(2, 100, 100, 1, 2, 2, 1));
        assertLaw(sampler, ContingencyTable.of(2, 5, 0, 0, 1, 1, 1, 0, 2));
    }

    @Test
    void sharedPermutationsAreUniform() {
        RowTotals rowTotals = RowTotals.of(ContingencyTable.of(2, 1, 0, 1, 1, 1, 1));
        PermutationCache permutations = new PermutationCache(NamedGenerators.ofRowTotals(7, rowTotals), rowTotals, 0);
        Map<String, Integer> seen = new HashMap<>();
        int block = 0;
        char[] labels = new char[TableSimulation.BLOCK * 5];
        for (int from = 0; from < DRAWS; from += TableSimulation.BLOCK) {
            int lanes = Math.min(TableSimulation.BLOCK, DRAWS - from);
            permutations.draw(block++, lanes, 5, labels, new char[5]);
            for (int lane = 0; lane < lanes; lane++) {
                seen.merge(new String(labels, lane * 5, 5), 1, Integer::sum);
            }
        }
        // 5! / (1! 2! 2!) = 30 arrangements
        assertThat(seen).hasSize(30);
        double chi2 = seen.values().stream()
                .mapToDouble(count -> Math.pow(count - DRAWS / 30.0, 2) / (DRAWS / 30.0))
                .sum();
        assertThat(1 - new ChiSquaredDistribution(29).cumulativeProbability(chi2))
                .isGreaterThan(1e-4);
    }

    private static void assertLaw(Sampler sampler, ContingencyTable observed) {
        TableSampler tables = sampler.make.apply(observed);
        var random = NamedGenerators.ofProbeset(11, sampler.name());
        long[] table = new long[observed.rows() * observed.columns()];
        Map<Long, int[]> seen = new HashMap<>();
        Map<Long, Double> probabilities = new HashMap<>();
        for (int i = 0; i < DRAWS; i++) {
            double statistic = tables.draw(random);
            tables.copyTo(table);
            long key = freeCounts(table, observed);
            int[] times = seen.get(key);
            if (times == null) {
                times = new int[1];
                seen.put(key, times);
                assertMargins(table, observed);
                assertThat(statistic).isEqualTo(statisticOf(table, observed), within(1e-13));
                probabilities.put(key, probability(table, observed));
            }
            times[0]++;
        }
        double chi2 = 0;
        int cells = 0;
        double restProbability = 1;
        int restSeen = DRAWS;
        for (Map.Entry<Long, int[]> entry : seen.entrySet()) {
            double expected = DRAWS * probabilities.get(entry.getKey());
            if (expected >= 10) {
                chi2 += Math.pow(entry.getValue()[0] - expected, 2) / expected;
                restProbability -= probabilities.get(entry.getKey());
                restSeen -= entry.getValue()[0];
                cells++;
            }
        }
        double rest = Math.max(restProbability, 0) * DRAWS;
        if (rest >= 10) {
            chi2 += Math.pow(restSeen - rest, 2) / rest;
            cells++;
        } else {
            assertThat(restSeen).isLessThanOrEqualTo((int) (10 + 6 * Math.sqrt(10)));
        }
        assertThat(1 - new ChiSquaredDistribution(cells - 1).cumulativeProbability(chi2))
                .as("%s, %s, %d cells", sampler, chi2, cells)
                .isGreaterThan(1e-4);
    }

    /** All but the first row and column, which given the margins are the whole table; 15 bits each. */
    private static long freeCounts(long[] table, ContingencyTable observed) {
        long packed = 0;
        for (int row = 1; row < observed.rows(); row++) {
            for (int column = 1; column < observed.columns(); column++) {
                packed = packed << 15 | table[row * observed.columns() + column];
            }
        }
        return packed;
    }

    private static void assertMargins(long[] table, ContingencyTable observed) {
        ContingencyTable drawn = ContingencyTable.of(observed.columns(), table);
        assertThat(drawn.rowTotals()).containsExactly(observed.rowTotals());
        assertThat(drawn.columnTotals()).containsExactly(observed.columnTotals());
    }

    private static double statisticOf(long[] table, ContingencyTable observed) {
        return ContingencyTable.of(observed.columns(), table).chiSquared() / observed.total() + 1;
    }

    /** prod r_i! prod c_j! / (N! prod n_ij!). */
    private static double probability(long[] table, ContingencyTable observed) {
        double log = -logFactorial(observed.total());
        for (long total : observed.rowTotals()) {
            log += logFactorial(total);
        }
        for (long total : observed.columnTotals()) {
            log += logFactorial(total);
        }
        for (long count : table) {
            log -= logFactorial(count);
        }
        return Math.exp(log);
    }

    private static double logFactorial(long n) {
        double sum = 0;
        for (long i = 2; i <= n; i++) {
            sum += Math.log(i);
        }
        return sum;
    }
}

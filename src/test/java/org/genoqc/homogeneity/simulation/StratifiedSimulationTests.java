package org.genoqc.homogeneity.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.HypergeometricDistribution;
import org.apache.commons.math3.fraction.BigFraction;
import org.genoqc.homogeneity.harness.StrataOfR;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;
import org.genoqc.homogeneity.table.StratifiedTable;
import org.junit.jupiter.api.Test;

/** Seeds are fixed: what fails by chance, fails always or never. */
class StratifiedSimulationTests {

    private static final int SIMULATIONS = 20_000;
    private static final int SETS = 50;

    /** Small tables of two or three strata; of some, two strata have the same row totals, or all margins. */
    private static List<StratifiedTable> sets() {
        Random random = new Random(5);
        List<StratifiedTable> sets = new ArrayList<>();
        while (sets.size() < SETS) {
            List<ContingencyTable> strata = new ArrayList<>();
            for (int stratum = 2 + random.nextInt(2); stratum > 0; stratum--) {
                strata.add(table(random));
            }
            if (sets.size() % 5 == 0) {
                strata.set(1, upsideDown(strata.getFirst()));
            }
            StratifiedTable set = StratifiedTable.of(strata);
            if (set.isDivided()) {
                sets.add(set);
            }
        }
        return sets;
    }

    private static ContingencyTable table(Random random) {
        int rows = 2 + random.nextInt(2);
        int columns = 2 + random.nextInt(2);
        long[] counts = new long[rows * columns];
        for (int sample = 4 + random.nextInt(7); sample > 0; sample--) {
            counts[random.nextInt(counts.length)]++;
        }
        return ContingencyTable.of(columns, counts);
    }

    private static ContingencyTable upsideDown(ContingencyTable table) {
        List<Long> cells = new ArrayList<>();
        for (int row = table.rows() - 1; row >= 0; row--) {
            for (int column = 0; column < table.columns(); column++) {
                cells.add(table.count(row, column));
            }
        }
        return ContingencyTable.of(
                table.columns(), cells.stream().mapToLong(Long::longValue).toArray());
    }

    /** The exact distribution of N S over all tables with the margins of one, by complete enumeration in fractions. */
    private static Map<BigFraction, BigFraction> distribution(ContingencyTable table) {
        Map<BigFraction, BigFraction> weights = new HashMap<>();
        enumerate(table, new long[table.rows() * table.columns()], 0, table.rowTotals(), table.columnTotals(), weights);
        BigFraction sum = weights.values().stream().reduce(BigFraction.ZERO, BigFraction::add);
        weights.replaceAll((statistic, weight) -> weight.divide(sum));
        return weights;
    }

    private static void enumerate(
            ContingencyTable margins,
            long[] cells,
            int cell,
            long[] leftOfRow,
            long[] leftOfColumn,
            Map<BigFraction, BigFraction> weights) {
        if (cell == cells.length) {
            if (IntStream.range(0, leftOfRow.length).allMatch(row -> leftOfRow[row] == 0)
                    && IntStream.range(0, leftOfColumn.length).allMatch(column -> leftOfColumn[column] == 0)) {
                BigFraction weight = BigFraction.ONE;
                for (long count : cells) {
                    for (long factor = 2; factor <= count; factor++) {
                        weight = weight.divide(new BigFraction(factor));
                    }
                }
                weights.merge(statistic(margins, cells), weight, BigFraction::add);
            }
            return;
        }
        int row = cell / margins.columns();
        int column = cell % margins.columns();
        for (long count = 0; count <= Math.min(leftOfRow[row], leftOfColumn[column]); count++) {
            cells[cell] = count;
            leftOfRow[row] -= count;
            leftOfColumn[column] -= count;
            enumerate(margins, cells, cell + 1, leftOfRow, leftOfColumn, weights);
            leftOfRow[row] += count;
            leftOfColumn[column] += count;
        }
        cells[cell] = 0;
    }

    /** N S = N sum n_ij^2 / (r_i c_j). */
    private static BigFraction statistic(ContingencyTable margins, long[] cells) {
        BigFraction sum = BigFraction.ZERO;
        for (int cell = 0; cell < cells.length; cell++) {
            long row = margins.rowTotal(cell / margins.columns());
            long column = margins.columnTotal(cell % margins.columns());
            sum = sum.add(
                    new BigFraction(cells[cell] * cells[cell] * margins.total()).divide(new BigFraction(row * column)));
        }
        return sum;
    }

    /** P(sum over strata is at least the observed one), the strata being independent. */
    private static double exactPValue(StratifiedTable observed) {
        Map<BigFraction, BigFraction> sums = Map.of(BigFraction.ZERO, BigFraction.ONE);
        BigFraction statistic = BigFraction.ZERO;
        for (ContingencyTable table : observed.strata()) {
            statistic = statistic.add(statistic(table, table.counts()));
            Map<BigFraction, BigFraction> further = new HashMap<>();
            Map<BigFraction, BigFraction> ofStratum = distribution(table);
            sums.forEach((before, weight) -> ofStratum.forEach(
                    (more, share) -> further.merge(before.add(more), weight.multiply(share), BigFraction::add)));
            sums = further;
        }
        BigFraction pValue = BigFraction.ZERO;
        for (Map.Entry<BigFraction, BigFraction> sum : sums.entrySet()) {
            pValue = sum.getKey().compareTo(statistic) >= 0 ? pValue.add(sum.getValue()) : pValue;
        }
        return pValue.doubleValue();
    }

    private static void assertLikeEnumeration(StratifiedTable observed, int exceedances) {
        double exact = exactPValue(observed);
        double estimate = (double) exceedances / SIMULATIONS;
        if (exact == 1) {
            assertThat(exceedances).as("%s", observed).isEqualTo(SIMULATIONS);
        } else {
            double z = (estimate - exact) / Math.sqrt(exact * (1 - exact) / SIMULATIONS);
            assertThat(Math.abs(z)).as("%s, not %s", estimate, exact).isLessThan(4.5);
        }
    }

    private static List<SharedPermutations> permutations(StratifiedTable observed) {
        List<RowTotals> rowTotals =
                observed.strata().stream().map(RowTotals::of).toList();
        return IntStream.range(0, rowTotals.size())
                .mapToObj(stratum -> new SharedPermutations(
                        rowTotals.get(stratum),
                        Collections.frequency(rowTotals.subList(0, stratum), rowTotals.get(stratum)),
                        42,
                        SIMULATIONS,
                        20,
                        1 << 22))
                .toList();
    }

    private static int[] shared(List<StratifiedTable> sameRowTotals) {
        List<SharedPermutations> permutations = permutations(sameRowTotals.getFirst());
        return Simulations.exceedances(
                new StratifiedPermutationTest(
                        permutations,
                        sameRowTotals.stream()
                                .map(table -> new ObservedStrata(table, permutations))
                                .toList()),
                SIMULATIONS);
    }

    @Test
    void byPermutationsOfEachStratumPValuesAreThoseOfCompleteEnumeration() {
        for (StratifiedTable observed : sets()) {
            assertLikeEnumeration(observed, shared(List.of(observed))[0]);
        }
    }

    @Test
    void byTablesDrawnOneByOnePValuesAreThoseOfCompleteEnumeration() {
        for (StratifiedTable observed : sets()) {
            assertLikeEnumeration(
                    observed, Simulations.exceedances(SingleTableTest.ofMargins(observed, 42), SIMULATIONS)[0]);
        }
    }

    /**
     * The exact conditional test of R's mantelhaen.test on 2 x 2 x K: its statistic, the sum of n_11 over the strata, takes the
     * same values with the same probabilities in our simulated strata.
     */
    @Test
    void simulatedStrataHaveThePValueOfTheExactTestOfMantelAndHaenszelInR() {
        int compared = 0;
        for (Map<String, String> truth : StrataOfR.truth()) {
            if (truth.get("exact").equals("NA")) {
                continue;
            }
            List<ContingencyTable> strata = StrataOfR.tables(truth.get("id"));
            double[] density = {1};
            int first = 0;
            int observed = 0;
            for (ContingencyTable table : strata) {
                HypergeometricDistribution cell = new HypergeometricDistribution(
                        (int) table.total(), (int) table.rowTotal(0), (int) table.columnTotal(0));
                density = convolution(density, cell);
                first += cell.getSupportLowerBound();
                observed += (int) table.count(0, 0);
            }
            double limit = density[observed - first] * (1 + 1e-7);
            double exact =
                    Arrays.stream(density).filter(value -> value <= limit).sum();
            double ofR = Double.parseDouble(truth.get("exact"));
            assertThat(exact).isCloseTo(ofR, within(1e-6 * ofR));
            int found = 0;
            List<TableSampler> samplers = strata.stream().map(TableSampler::of).toList();
            RandomGenerator generator = NamedGenerators.ofMargins(42, strata);
            for (int k = 0; k < SIMULATIONS; k++) {
                int sum = 0;
                for (int stratum = 0; stratum < strata.size(); stratum++) {
                    long[] table = new long[4];
                    samplers.get(stratum).draw(generator);
                    samplers.get(stratum).copyTo(table);
                    sum += (int) table[0];
                }
                found += density[sum - first] <= limit ? 1 : 0;
            }
            double z = ((double) found / SIMULATIONS - ofR) / Math.sqrt(ofR * (1 - ofR) / SIMULATIONS + 1e-12);
            assertThat(Math.abs(z))
                    .as("%s: %s of %s", truth, found, SIMULATIONS)
                    .isLessThan(4.5);
            compared++;
        }
        assertThat(compared).isEqualTo(40);
    }

    private static double[] convolution(double[] density, HypergeometricDistribution cell) {
        double[] sum = new double[density.length + cell.getSupportUpperBound() - cell.getSupportLowerBound()];
        for (int i = 0; i < density.length; i++) {
            for (int k = cell.getSupportLowerBound(); k <= cell.getSupportUpperBound(); k++) {
                sum[i + k - cell.getSupportLowerBound()] += density[i] * cell.probability(k);
            }
        }
        return sum;
    }

    @Test
    void theStreamOfAProbesetServesItsStrata() {
        for (StratifiedTable observed : sets().subList(0, 10)) {
            assertLikeEnumeration(
                    observed, Simulations.exceedances(SingleTableTest.ofProbeset(observed, 42, "p"), SIMULATIONS)[0]);
        }
    }

    @Test
    void aProbesetHasTheSameExceedancesAloneAndAmongOthers() {
        ContingencyTable first = ContingencyTable.of(3, 5, 2, 1, 4, 4, 0, 7, 0, 1);
        List<StratifiedTable> together = List.of(
                StratifiedTable.of(List.of(first, ContingencyTable.of(2, 9, 3, 4, 8))),
                StratifiedTable.of(List.of(
                        ContingencyTable.of(3, 4, 2, 2, 6, 2, 0, 5, 3, 0), ContingencyTable.of(2, 12, 0, 5, 7))),
                StratifiedTable.of(List.of(first, ContingencyTable.of(2, 11, 1, 11, 1))));
        int[] among = shared(together);
        for (int i = 0; i < together.size(); i++) {
            assertThat(shared(List.of(together.get(i)))[0]).isEqualTo(among[i]);
        }
    }

    @Test
    void theOrderOfStrataRowsAndColumnsDoesNotMatter() {
        ContingencyTable one = ContingencyTable.of(3, 5, 2, 1, 9, 0, 3, 4, 4, 0);
        ContingencyTable other = ContingencyTable.of(2, 4, 4, 3, 8, 9, 0);
        ContingencyTable oneTurned = ContingencyTable.of(3, 0, 4, 4, 3, 0, 9, 1, 2, 5);
        StratifiedTable observed = StratifiedTable.of(List.of(one, other));
        StratifiedTable turned = StratifiedTable.of(List.of(other, oneTurned));
        assertThat(shared(List.of(turned))).isEqualTo(shared(List.of(observed)));
        assertThat(SingleTableTest.ofMargins(turned, 42).sequentialPValue(20, 5000))
                .isEqualTo(SingleTableTest.ofMargins(observed, 42).sequentialPValue(20, 5000));
    }

    /** Otherwise both would have the same permutations, and the sum would have twice the variance that it has. */
    @Test
    void strataWithTheSameRowTotalsHavePermutationsOfTheirOwn() {
        ContingencyTable table = ContingencyTable.of(2, 5, 1, 2, 4);
        StratifiedTable observed = StratifiedTable.of(List.of(table, table));
        assertLikeEnumeration(observed, shared(List.of(observed))[0]);
        assertLikeEnumeration(
                observed, Simulations.exceedances(SingleTableTest.ofMargins(observed, 42), SIMULATIONS)[0]);
    }
}

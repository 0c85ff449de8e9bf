package org.genoqc.homogeneity.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.StratifiedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The truth is complete enumeration. |z| &lt; 4.5 fails by chance with probability 7e-6 per table, 1e-3 per test of 145
 * tables; the seeds are fixed, so it fails always or never.
 */
class SingleTableTestTests {

    private static int exceedances(String id, ContingencyTable table, int simulations) {
        return Simulations.exceedances(SingleTableTest.ofProbeset(StratifiedTable.of(table), 42, id), simulations)[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"small_exact", "extreme_mc"})
    void agreesWithCompleteEnumeration(String data) {
        int simulations = 20_000;
        assertThat(Simulations.unlikeEnumeration(data, simulations, (id, table) -> exceedances(id, table, simulations)))
                .isEmpty();
    }

    @Test
    void decidesExactlyBetweenStatisticsThatDifferByLessThanRounding() {
        // One rare item in rows of 2^31 - 1 and 2^31: the two possible statistics differ by 5e-10 of themselves and
        // by 1e-19 of S. Observed in the larger row, nearly the smaller statistic; all tables reach it.
        long row = (1L << 31) - 1;
        assertThat(exceedances("a", ContingencyTable.of(2, row, 0, row, 1), 1000))
                .isEqualTo(1000);
        // Observed in the smaller row: only half of the tables reach it.
        assertThat(exceedances("b", ContingencyTable.of(2, row - 1, 1, row + 1, 0), 1000))
                .isBetween(430, 570);
    }

    /** Independently of where it stops: the exceedances among the first tables are counted by blocks. */
    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100, 300})
    void aSequentialTestStopsAtTheTableOfTheLastExceedanceWanted(int wanted) {
        int simulations = 1000;
        SingleTableTest test = SingleTableTest.ofMargins(ContingencyTable.of(3, 5, 2, 1, 9, 0, 3, 4, 4, 0), 42);
        double pValue = test.sequentialPValue(wanted, simulations);
        int all = Simulations.exceedances(test, simulations)[0];
        if (all < wanted) {
            assertThat(pValue).isEqualTo((all + 1.0) / (simulations + 1.0));
        } else {
            int last = Math.toIntExact(Math.round(wanted / pValue));
            assertThat(Simulations.exceedances(test, last)[0]).isEqualTo(wanted);
            assertThat(last == 1 ? 0 : Simulations.exceedances(test, last - 1)[0])
                    .isEqualTo(wanted - 1);
        }
    }

    @Test
    void countsOfTrillionsCostNoMoreThanCountsOfHundreds() {
        long huge = 1L << 50;
        assertThat(exceedances(
                        "huge", ContingencyTable.of(3, huge, huge + 40_000_000, 2, huge, huge, 1, 1, 1, 0), 2_000))
                .isBetween(1, 2_000);
    }
}

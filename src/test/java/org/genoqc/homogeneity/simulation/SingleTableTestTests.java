package org.genoqc.homogeneity.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The truth is complete enumeration. |z| &lt; 4.5 fails by chance with probability 7e-6 per table, 1e-3 per test of 145
 * tables; the seeds are fixed, so it fails always or never.
 */
class SingleTableTestTests {

    private static int exceedances(String id, ContingencyTable table, int simulations) {
        return Simulations.exceedances(
                SingleTableTest.ofProbeset(table.withoutEmptyRowsAndColumns(), 42, id), simulations)[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"small_exact", "extreme_mc"})
    void agreesWithCompleteEnumeration(String data) {
        int simulations = 20_000;
        Map<String, ContingencyTable> tables = TestData.tables(TestData.resource(data + ".tsv"));
        List<String> wrong = new ArrayList<>();
        for (Map<String, String> truth : TestData.rows(TestData.resource(data + "_truth.tsv"))) {
            if (truth.get("p_exact").equals("NA")) {
                continue;
            }
            String id = truth.get("probeset_id");
            double exact = Double.parseDouble(truth.get("p_exact"));
            int exceedances = exceedances(id, tables.get(id), simulations);
            double estimate = (double) exceedances / simulations;
            double z = (estimate - exact) / Math.sqrt(exact * (1 - exact) / simulations);
            boolean right = exact == 1 ? exceedances == simulations : Math.abs(z) < 4.5;
            if (!right) {
                wrong.add("%s: %s, not %s (z = %.1f)".formatted(id, estimate, exact, z));
            }
        }
        assertThat(wrong).isEmpty();
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

    @Test
    void countsOfTrillionsCostNoMoreThanCountsOfHundreds() {
        long huge = 1L << 50;
        assertThat(exceedances(
                        "huge", ContingencyTable.of(3, huge, huge + 40_000_000, 2, huge, huge, 1, 1, 1, 0), 2_000))
                .isBetween(1, 2_000);
    }
}

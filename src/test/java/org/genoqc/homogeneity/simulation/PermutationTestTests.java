package org.genoqc.homogeneity.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;
import org.junit.jupiter.api.Test;

class PermutationTestTests {

    private static int[] test(List<ContingencyTable> tables, int simulations, long seed) {
        RowTotals rowTotals = RowTotals.of(tables.getFirst());
        return Simulations.exceedances(
                Simulations.permutationTest(new SharedPermutations(rowTotals, seed, simulations, 50, 1 << 26), tables),
                simulations);
    }

    @Test
    void agreesWithCompleteEnumeration() {
        int simulations = 100_000;
        Map<String, ContingencyTable> tables = TestData.tables(TestData.resource("small_exact.tsv"));
        List<String> wrong = new ArrayList<>();
        for (Map<String, String> truth : TestData.rows(TestData.resource("small_exact_truth.tsv"))) {
            if (truth.get("p_exact").equals("NA")) {
                continue;
            }
            double exact = Double.parseDouble(truth.get("p_exact"));
            ContingencyTable table = tables.get(truth.get("probeset_id")).withoutEmptyRowsAndColumns();
            int exceedances = test(List.of(table), simulations, 42)[0];
            double estimate = (double) exceedances / simulations;
            double z = (estimate - exact) / Math.sqrt(exact * (1 - exact) / simulations);
            if (exact == 1 ? exceedances != simulations : Math.abs(z) >= 4.5) {
                wrong.add("%s: %s, not %s (z = %.1f)".formatted(truth.get("probeset_id"), estimate, exact, z));
            }
        }
        assertThat(wrong).isEmpty();
    }
}

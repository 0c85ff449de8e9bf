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

    private static List<Integer> test(List<ContingencyTable> tables, int simulations, long seed) {
        return new PermutationTest(RowTotals.of(tables.getFirst()), seed, simulations, 1 << 26)
                .test(tables, Cancellation.NEVER);
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
            int exceedances = test(List.of(table), simulations, 42).getFirst();
            double estimate = (double) exceedances / simulations;
            double z = (estimate - exact) / Math.sqrt(exact * (1 - exact) / simulations);
            if (exact == 1 ? exceedances != simulations : Math.abs(z) >= 4.5) {
                wrong.add("%s: %s, not %s (z = %.1f)".formatted(truth.get("probeset_id"), estimate, exact, z));
            }
        }
        assertThat(wrong).isEmpty();
    }
}

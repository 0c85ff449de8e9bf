package org.genoqc.homogeneity.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;
import org.junit.jupiter.api.Test;

class PermutationTestTests {

    private static int[] test(List<ContingencyTable> tables, int simulations, long seed) {
        RowTotals rowTotals = RowTotals.of(tables.getFirst());
        return Simulations.exceedances(
                Simulations.permutationTest(
                        new SharedPermutations(rowTotals, 0, seed, simulations, 50, 1 << 26), tables),
                simulations);
    }

    @Test
    void agreesWithCompleteEnumeration() {
        int simulations = 100_000;
        assertThat(Simulations.unlikeEnumeration(
                        "small_exact", simulations, (id, table) -> test(List.of(table), simulations, 42)[0]))
                .isEmpty();
    }
}

package org.genoqc.homogeneity.simulation;

import org.genoqc.homogeneity.table.ColumnTotals;
import org.genoqc.homogeneity.table.ContingencyTable;

/** A table to be tested by permutations: what its simulated tables are compared with. Immutable. */
public final class ObservedTable {

    private final ColumnTotals columns;
    private final Exceedance exceedance;

    /**
     * @param table of two to four columns with positive margins, that {@link PermutationTest#serves} is true for
     * @param permutations those of its row totals, which it is going to be tested by
     */
    public ObservedTable(ContingencyTable table, SharedPermutations permutations) {
        this.columns = ColumnTotals.of(table);
        this.exceedance = new Exceedance(table.withSortedMargins(), permutations.rowWeights());
    }

    ColumnTotals columns() {
        return columns;
    }

    /** S = chi2 / N + 1, right to about R C 2^-53. */
    double statistic() {
        return exceedance.observedApproximate();
    }

    /** @param simulated rows and columns in ascending order of their totals */
    boolean isReachedBy(long[] simulated) {
        return exceedance.isReachedBy(simulated);
    }
}

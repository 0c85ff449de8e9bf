package org.genoqc.homogeneity.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The tables of one or several strata, between which nothing is compared: under the null hypothesis the rows of each stratum
 * are permuted by themselves (restricted or stratified permutation, Good 2005, "Permutation, Parametric and Bootstrap Tests of
 * Hypotheses"), and statistics and degrees of freedom add up over the strata, which are independent given their margins.
 *
 * <p>The test of Cochran, Mantel and Haenszel has the same null hypothesis and permutes in the same way. It adds up
 * differences instead of their squares, (R - 1)(C - 1) degrees of freedom however many strata there are: more power against
 * what is the same in all strata, none against what is opposite in two. For one stratum its statistic is ours times (N - 1) / N.
 *
 * <p>Only tables that can be tested are kept, with positive margins and at least two rows and columns, in an order that
 * follows from their margins alone, not from the names of the strata. Immutable.
 *
 * @param strata none if nothing can be tested
 */
public record StratifiedTable(List<ContingencyTable> strata) {

    private static final Comparator<ContingencyTable> BY_MARGINS = Comparator.comparing(
                    (ContingencyTable table) -> RowTotals.of(table).ascending(), Arrays::compare)
            .thenComparing(StratifiedTable::sortedColumnTotals, Arrays::compare);

    public StratifiedTable {
        strata = List.copyOf(strata);
    }

    /** A table that is not divided into strata. */
    public static StratifiedTable of(ContingencyTable counts) {
        ContingencyTable kept = counts.withoutEmptyRowsAndColumns();
        return new StratifiedTable(isTestable(kept) ? List.of(kept) : List.of());
    }

    /** The tables of strata, in any order. */
    public static StratifiedTable of(List<ContingencyTable> strata) {
        if (strata.size() == 1) {
            return of(strata.getFirst());
        }
        List<ContingencyTable> kept = new ArrayList<>();
        for (ContingencyTable counts : strata) {
            kept.addAll(of(counts).strata);
        }
        kept.sort(BY_MARGINS);
        return new StratifiedTable(kept);
    }

    private static boolean isTestable(ContingencyTable table) {
        return table.rows() > 1 && table.columns() > 1;
    }

    private static long[] sortedColumnTotals(ContingencyTable table) {
        long[] totals = table.columnTotals();
        Arrays.sort(totals);
        return totals;
    }

    public boolean isTestable() {
        return !strata.isEmpty();
    }

    /** Whether there are several strata. */
    public boolean isDivided() {
        return strata.size() > 1;
    }

    /** The table, if it is not divided. */
    public ContingencyTable only() {
        if (strata.size() != 1) {
            throw new IllegalStateException("there are " + strata.size() + " strata");
        }
        return strata.getFirst();
    }

    /** The samples of all strata. */
    public long total() {
        return strata.stream().mapToLong(ContingencyTable::total).sum();
    }

    /** The sum of Pearson's chi-squared over the strata. */
    public double chiSquared() {
        double sum = 0;
        for (ContingencyTable table : strata) {
            sum += table.chiSquared();
        }
        return sum;
    }

    /** The sum of (R - 1)(C - 1) over the strata. */
    public int degreesOfFreedom() {
        int sum = 0;
        for (ContingencyTable table : strata) {
            sum += table.degreesOfFreedom();
        }
        return sum;
    }

    /** The smallest expected count of any stratum; NaN if there is none. */
    public double minExpectedCount() {
        return strata.stream()
                .mapToDouble(ContingencyTable::minExpectedCount)
                .min()
                .orElse(Double.NaN);
    }

    /** Whether every expected count of every stratum is at least {@code minimum}, decided exactly. */
    public boolean everyExpectedCountIsAtLeast(double minimum) {
        for (ContingencyTable table : strata) {
            if (!table.everyExpectedCountIsAtLeast(minimum)) {
                return false;
            }
        }
        return true;
    }
}

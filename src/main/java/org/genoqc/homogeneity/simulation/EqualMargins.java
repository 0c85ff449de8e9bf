package org.genoqc.homogeneity.simulation;

import java.util.ArrayList;
import java.util.List;
import org.genoqc.homogeneity.table.ColumnTotals;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;

/**
 * Tables with the same margins, which share a null distribution: the thresholds that each simulated statistic is
 * compared with. Not thread-safe.
 */
final class EqualMargins {

    /** Relative rounding of a float. */
    private static final double FLOAT_EPSILON = 0x1p-24;
    /** Relative error of S from everything in doubles: sums of at most 2^17 terms, each right to 2^-53. */
    private static final double DOUBLE_TOLERANCE = 1e-10;

    private final ColumnTotals columns;
    private final RowTotals rowTotals;
    private final double tolerance;
    private final List<Observed> observed = new ArrayList<>();

    /** A table and how many simulated statistics reached its own. */
    static final class Observed {
        private final Exceedance exceedance;
        private final double below;
        private final double above;
        private int exceedances;

        private Observed(ContingencyTable table, double tolerance) {
            this.exceedance = new Exceedance(table);
            double statistic = exceedance.observedApproximate();
            this.below = statistic * (1 - DOUBLE_TOLERANCE) - tolerance;
            this.above = statistic * (1 + DOUBLE_TOLERANCE) + tolerance;
        }

        int exceedances() {
            return exceedances;
        }
    }

    EqualMargins(ColumnTotals columns, RowTotals rowTotals) {
        this.columns = columns;
        this.rowTotals = rowTotals;
        // <P_a, S_t> is at most min(a, t), and <S_s, S_t> at most s; each of their positive terms is rounded at most
        // five times and then once for every four rows
        double roundings = (8 + rowTotals.rows() / 4) * FLOAT_EPSILON;
        double head = 2.0 * Math.min(columns.head(), columns.tail()) / columns.rest();
        double rare = columns.rare() == 0 ? 0 : 2.0 * columns.rare() / (columns.tail() - columns.rare());
        this.tolerance = roundings * (head + rare);
    }

    ColumnTotals columns() {
        return columns;
    }

    Observed add(ContingencyTable table) {
        Observed added = new Observed(table.withSortedMargins(), tolerance);
        observed.add(added);
        return added;
    }

    /**
     * Counts the exceedances among simulated statistics.
     *
     * @param statistics S of each permutation of a block
     * @param labels the permutations, N labels each
     */
    void count(double[] statistics, int lanes, char[] labels) {
        for (Observed table : observed) {
            int above = 0;
            int notBelow = 0;
            double upper = table.above;
            double lower = table.below;
            for (int lane = 0; lane < lanes; lane++) {
                double statistic = statistics[lane];
                above += statistic > upper ? 1 : 0;
                notBelow += statistic >= lower ? 1 : 0;
            }
            table.exceedances += above;
            if (above != notBelow) {
                table.exceedances += exceedancesBetween(table, statistics, lanes, labels);
            }
        }
    }

    /** Those that only the tables themselves can decide. */
    private int exceedancesBetween(Observed table, double[] statistics, int lanes, char[] labels) {
        int reached = 0;
        int n = labels.length / lanes;
        for (int lane = 0; lane < lanes; lane++) {
            if (statistics[lane] >= table.below
                    && statistics[lane] <= table.above
                    && table.exceedance.isReachedBy(simulated(labels, lane * n, n))) {
                reached++;
            }
        }
        return reached;
    }

    /** The table of a permutation, rows and columns in ascending order of their totals. */
    private long[] simulated(char[] labels, int from, int n) {
        int rows = rowTotals.rows();
        int width = 2 + (columns.tail() > 0 ? 1 : 0) + (columns.rare() > 0 ? 1 : 0);
        long[] table = new long[rows * width];
        for (int row = 0; row < rows; row++) {
            table[row * width + width - 1] = rowTotals.ascending()[row];
        }
        take(table, width, width - 2, labels, from, from + columns.head());
        if (columns.tail() > 0) {
            take(table, width, width - 3, labels, from + n - columns.tail(), from + n - columns.rare());
        }
        take(table, width, 0, labels, from + n - columns.rare(), from + n);
        return table;
    }

    private static void take(long[] table, int width, int column, char[] labels, int from, int to) {
        for (int i = from; i < to; i++) {
            table[labels[i] * width + column]++;
            table[labels[i] * width + width - 1]--;
        }
    }
}

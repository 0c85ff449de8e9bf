package org.genoqc.homogeneity.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.genoqc.homogeneity.table.ColumnTotals;
import org.genoqc.homogeneity.table.RowTotals;

/**
 * Tables with the same margins, which share a null distribution: the thresholds that each simulated statistic is
 * compared with. Immutable.
 */
final class EqualMargins {

    /** Relative rounding of a float. */
    private static final double FLOAT_ROUNDING = 0x1p-24;

    private static final double DOUBLE_ROUNDING = 0x1p-53;
    /** Relative error of S of the observed table. */
    private static final double OF_OBSERVED = 1e-10;

    private final ColumnTotals columns;
    private final List<Numbered> observed;
    /** How far S of a simulated table may be from its true value. */
    private final double tolerance;

    /** Makes the table simulated in a lane, rows and columns in ascending order of their totals. */
    @FunctionalInterface
    interface Simulated {
        long[] table(int lane);
    }

    /**
     * A table of the margins.
     *
     * @param number its place among all tables that are tested
     * @param lower a simulated statistic below this is surely below its own
     * @param upper one above this is surely above it
     */
    record Numbered(int number, ObservedTable table, double lower, double upper) {}

    private EqualMargins(ColumnTotals columns, double tolerance, List<Numbered> observed) {
        this.columns = columns;
        this.tolerance = tolerance;
        this.observed = List.copyOf(observed);
    }

    /**
     * Tables with the same row totals, those with the same margins together, in the order of these.
     *
     * @param observed numbered in this order
     */
    static List<EqualMargins> of(RowTotals rowTotals, List<ObservedTable> observed) {
        TreeMap<ColumnTotals, List<Integer>> byMargins = new TreeMap<>();
        for (int number = 0; number < observed.size(); number++) {
            byMargins
                    .computeIfAbsent(observed.get(number).columns(), columns -> new ArrayList<>())
                    .add(number);
        }
        return byMargins.entrySet().stream()
                .map(entry -> of(entry.getKey(), rowTotals, entry.getValue(), observed))
                .toList();
    }

    private static EqualMargins of(
            ColumnTotals columns, RowTotals rowTotals, List<Integer> numbers, List<ObservedTable> observed) {
        double tolerance = ofProducts(columns, rowTotals.rows()) + ofSquares(columns, (double) rowTotals.total());
        return new EqualMargins(
                columns,
                tolerance,
                numbers.stream()
                        .map(number -> numbered(number, observed.get(number), tolerance))
                        .toList());
    }

    private static Numbered numbered(int number, ObservedTable table, double tolerance) {
        double statistic = table.statistic();
        return new Numbered(
                number, table, statistic * (1 - OF_OBSERVED) - tolerance, statistic * (1 + OF_OBSERVED) + tolerance);
    }

    /**
     * The error from inner products in floats: &lt;P_m, P_t&gt; is at most t and &lt;P_s, P_t&gt; at most s; each of their
     * positive terms is rounded at most six times and then once for every four rows, and n roundings make an error of
     * at most n u / (1 - n u) (Higham 2002, "Accuracy and Stability of Numerical Algorithms", lemma 3.1).
     */
    private static double ofProducts(ColumnTotals columns, int rows) {
        double roundings = (8 + rows / LaneCounts.ROWS_AT_A_TIME) * FLOAT_ROUNDING;
        double head = 2.0 * columns.tail() / columns.head();
        double rare = columns.rare() == 0 ? 0 : 2.0 * columns.rare() / (columns.tail() - columns.rare());
        return roundings / (1 - roundings) * (head + rare);
    }

    /** The error from running sums in doubles: &lt;P_m, P_m&gt; is at most m, and a sum of m terms. */
    private static double ofSquares(ColumnTotals columns, double samples) {
        double tail = columns.tail();
        double others = tail - columns.rare();
        double amplification = (columns.drawn() + tail) / columns.head()
                + (columns.drawn() + samples) / columns.rest()
                + (others > 0 ? 1 + (tail + columns.rare()) / others : 0);
        return (columns.drawn() + 16) * DOUBLE_ROUNDING * amplification;
    }

    ColumnTotals columns() {
        return columns;
    }

    List<Numbered> observed() {
        return observed;
    }

    /** How far S of a simulated table may be from its true value. */
    double tolerance() {
        return tolerance;
    }

    /**
     * Finds the exceedances among simulated statistics.
     *
     * @param statistics S of each permutation of a block
     * @param found by the number of the table; is added to
     */
    void find(double[] statistics, int lanes, Simulated simulated, BlockExceedances found) {
        for (Numbered numbered : observed) {
            double lower = numbered.lower;
            double upper = numbered.upper;
            int above = 0;
            int notBelow = 0;
            for (int lane = 0; lane < lanes; lane++) {
                double statistic = statistics[lane];
                above += statistic > upper ? 1 : 0;
                notBelow += statistic >= lower ? 1 : 0;
            }
            if (found.isLocated() ? notBelow > 0 : above != notBelow) {
                for (int lane = 0; lane < lanes; lane++) {
                    // near the observed statistic only the tables themselves can decide
                    if (statistics[lane] >= lower
                            && (statistics[lane] > upper || numbered.table.isReachedBy(simulated.table(lane)))) {
                        found.addAt(numbered.number, lane);
                    }
                }
            } else {
                found.add(numbered.number, above);
            }
        }
    }
}

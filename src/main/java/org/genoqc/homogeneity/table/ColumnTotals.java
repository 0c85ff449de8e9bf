package org.genoqc.homogeneity.table;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The column totals of a table with two to four columns, as permutations deal them out: from the first place on, first
 * the rarest of four columns, then the next rarer one, then the second most common one; the most common column is never
 * drawn. Which places a column takes depends on the column totals of its own table alone.
 *
 * @param rare places of the rarest of four columns; 0 in tables of fewer
 * @param tail places of all but the two most common columns, from the first on; 0 in tables of two columns
 * @param head places of the second most common column, after those of the tail
 * @param rest samples of the most common column
 */
public record ColumnTotals(int rare, int tail, int head, int rest) implements Comparable<ColumnTotals> {

    public static final int MAX_COLUMNS = 4;

    private static final Comparator<ColumnTotals> ALONG_A_PERMUTATION = Comparator.comparingInt(ColumnTotals::drawn)
            .thenComparingInt(ColumnTotals::tail)
            .thenComparingInt(ColumnTotals::rare);

    /**
     * The column totals of a table.
     *
     * @throws IllegalArgumentException if it has fewer than two or more than four columns
     * @throws ArithmeticException if it has more than 2^31 - 1 samples
     */
    public static ColumnTotals of(ContingencyTable table) {
        long[] totals = table.columnTotals();
        Arrays.sort(totals);
        int columns = totals.length;
        if (columns < 2 || columns > MAX_COLUMNS) {
            throw new IllegalArgumentException("two to four columns, not " + columns);
        }
        int rest = Math.toIntExact(totals[columns - 1]);
        int head = Math.toIntExact(totals[columns - 2]);
        int tail = Math.toIntExact(table.total()) - rest - head;
        return new ColumnTotals(columns == MAX_COLUMNS ? Math.toIntExact(totals[0]) : 0, tail, head, rest);
    }

    /** The places taken by all columns that are drawn. */
    public int drawn() {
        return tail + head;
    }

    public int columns() {
        return 2 + (tail > 0 ? 1 : 0) + (rare > 0 ? 1 : 0);
    }

    /** The order in which they are met along a permutation, equal ones together. */
    @Override
    public int compareTo(ColumnTotals other) {
        return ALONG_A_PERMUTATION.compare(this, other);
    }
}

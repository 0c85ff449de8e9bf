package org.genoqc.homogeneity.table;

import java.util.Arrays;

/**
 * The column totals of a table with two to four columns, as shared permutations deal them out: the largest column is
 * never drawn, the next takes the first {@code head} places of a permutation, the rarest takes the last {@code rare}
 * places, and the one between, in tables of four columns, the places before those, so that both together take the last
 * {@code tail}.
 *
 * @param head places at the beginning
 * @param tail places at the end; 0 in tables of two columns
 * @param rare places at the very end, those of the rarest of four columns; 0 in tables of fewer
 * @param rest the places between, those of the largest column
 */
public record ColumnTotals(int head, int tail, int rare, int rest) implements Comparable<ColumnTotals> {

    public static final int MOST_COLUMNS = 4;

    public static ColumnTotals of(ContingencyTable table) {
        long[] totals = table.columnTotals();
        Arrays.sort(totals);
        int columns = totals.length;
        if (columns < 2 || columns > MOST_COLUMNS) {
            throw new IllegalArgumentException("two to four columns, not " + columns);
        }
        int rest = Math.toIntExact(totals[columns - 1]);
        int head = Math.toIntExact(totals[columns - 2]);
        int tail = Math.toIntExact(table.total()) - rest - head;
        return new ColumnTotals(head, tail, columns == MOST_COLUMNS ? Math.toIntExact(totals[0]) : 0, rest);
    }

    /** The order in which the engine meets them: along the permutation, tables with equal columns together. */
    @Override
    public int compareTo(ColumnTotals other) {
        int byHead = Integer.compare(head, other.head);
        int byTail = Integer.compare(tail, other.tail);
        return byHead != 0 ? byHead : byTail != 0 ? byTail : Integer.compare(rare, other.rare);
    }
}

package org.genoqc.homogeneity.simulation;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * Fills a table column by column with hypergeometric draws; the column with the largest total is what remains.
 *
 * <p>The items of a column are spread over what the rows still have room for: item by item where they are few, row by
 * row otherwise. A table costs at most O(RC) draws, whatever N is; time and memory do not grow with N.
 */
final class SequentialSampler implements TableSampler {

    private final int columns;
    private final int largestColumn;
    private final int[] drawnColumns;
    private final long[] rowTotals;
    private final long[] columnTotals;
    private final long total;
    private final long[] room;
    private final long[] table;

    SequentialSampler(ContingencyTable observed) {
        this.columns = observed.columns();
        this.rowTotals = observed.rowTotals();
        this.columnTotals = observed.columnTotals();
        this.total = observed.total();
        this.room = new long[rowTotals.length];
        this.table = new long[rowTotals.length * columns];
        int[] ascending = observed.columnsByTotal();
        this.largestColumn = ascending[columns - 1];
        this.drawnColumns = Arrays.copyOf(ascending, columns - 1);
    }

    @Override
    public double draw(RandomGenerator random) {
        System.arraycopy(rowTotals, 0, room, 0, room.length);
        long left = total;
        for (int column : drawnColumns) {
            long items = columnTotals[column];
            if (items <= 2L + room.length / 8) {
                spreadItems(random, column, left);
            } else {
                spreadRows(random, column, left);
            }
            left -= items;
        }
        for (int row = 0; row < room.length; row++) {
            table[row * columns + largestColumn] = room[row];
        }
        double sum = 0;
        for (int cell = 0; cell < table.length; cell++) {
            sum += (double) table[cell] * table[cell] / rowTotals[cell / columns] / columnTotals[cell % columns];
        }
        return sum;
    }

    @Override
    public void copyTo(long[] copy) {
        System.arraycopy(table, 0, copy, 0, table.length);
    }

    private void spreadItems(RandomGenerator random, int column, long left) {
        for (int row = 0; row < room.length; row++) {
            table[row * columns + column] = 0;
        }
        for (long item = 0; item < columnTotals[column]; item++) {
            long place = BoundedInts.below(left - item, random);
            int row = 0;
            while (place >= room[row]) {
                place -= room[row++];
            }
            room[row]--;
            table[row * columns + column]++;
        }
    }

    private void spreadRows(RandomGenerator random, int column, long left) {
        long items = columnTotals[column];
        for (int row = 0; row < room.length; row++) {
            long count = Hypergeometric.draw(random, left, room[row], items);
            left -= room[row];
            items -= count;
            room[row] -= count;
            table[row * columns + column] = count;
        }
    }
}

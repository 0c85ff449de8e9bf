package org.genoqc.homogeneity.statistics;

import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

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

    SequentialSampler(ContingencyTable observed) {
        this.columns = observed.columns();
        this.rowTotals = observed.rowTotals();
        this.columnTotals = observed.columnTotals();
        this.total = observed.total();
        this.room = new long[rowTotals.length];
        int[] ascending = IntStream.range(0, columns).boxed()
                .sorted(Comparator.comparingLong(column -> columnTotals[column])).mapToInt(Integer::intValue)
                .toArray();
        this.largestColumn = ascending[columns - 1];
        this.drawnColumns = IntStream.range(0, columns - 1).map(i -> ascending[i]).toArray();
    }

    @Override
    public void draw(RandomGenerator random, long[] table) {
        System.arraycopy(rowTotals, 0, room, 0, room.length);
        long left = total;
        for (int column : drawnColumns) {
            long items = columnTotals[column];
            if (items <= 2L + room.length / 8) {
                spreadItems(random, table, column, left);
            } else {
                spreadRows(random, table, column, left);
            }
            left -= items;
        }
        for (int row = 0; row < room.length; row++) {
            table[row * columns + largestColumn] = room[row];
        }
    }

    private void spreadItems(RandomGenerator random, long[] table, int column, long left) {
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

    private void spreadRows(RandomGenerator random, long[] table, int column, long left) {
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

package org.genoqc.homogeneity.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import org.apache.commons.numbers.gamma.InverseErf;
import org.jspecify.annotations.Nullable;

/**
 * Fills a table column by column, rarest first; the column with the largest total is what remains. A column of few
 * items is spread item by item. For one of many, every free place of a row is taken with the same probability p, so that
 * a row receives Binomial(free places, p) items, drawn from a table; then uniformly chosen items are removed or added
 * until the column's total is right. Independent choices given their number are a uniform subset, and stay one under
 * uniform removal and addition, so the draws are exact.
 *
 * <p>Costs O(R) table look-ups and about sqrt(c) repairs per column, and memory in proportion to N and to the square of
 * the largest row.
 */
final class BinomialSampler implements TableSampler {

    private static final int MOST_SAMPLES = 1 << 20;
    private static final int LARGEST_ROW = 1 << 10;
    private static final int FEW_ITEMS = 24;

    private final int columns;
    private final int largestColumn;
    private final Column[] drawn;
    private final int[] starts;
    private final char[] rowOfPlace;
    private final int[] room;
    private final int[] taken;

    /** A column to be drawn. */
    private static final class Column {
        private final int index;
        private final int items;
        private final double probability;
        /** By the number of free places of a row; made when first needed. */
        private final @Nullable BinomialTable[] tables;

        Column(int index, long items, long free, int largestRow) {
            this.index = index;
            this.items = (int) items;
            this.probability = probability((double) items, (double) free);
            this.tables = new BinomialTable[largestRow + 1];
        }

        /**
         * The cheapest p: removing an item takes N / c tries and adding one N / (free - c), so p is moved from c / free
         * towards the side where repairs are cheaper.
         */
        private static double probability(double items, double free) {
            double share = items / free;
            double z = Math.sqrt(2) * InverseErf.value(1 - 2 * share);
            double shifted = (items - z * Math.sqrt(free * share * (1 - share))) / free;
            return Math.clamp(shifted, 0.01 * share, 1 - 0.01 * (1 - share));
        }

        BinomialTable table(int places) {
            BinomialTable table = tables[places];
            if (table == null) {
                table = new BinomialTable(places, probability);
                tables[places] = table;
            }
            return table;
        }
    }

    /** Whether the table is of a size that this sampler is for. */
    static boolean suits(ContingencyTable observed) {
        return observed.total() <= MOST_SAMPLES && observed.rows() <= Character.MAX_VALUE
                && Arrays.stream(observed.rowTotals()).max().orElse(0) <= LARGEST_ROW;
    }

    BinomialSampler(ContingencyTable observed) {
        this.columns = observed.columns();
        int rows = observed.rows();
        int n = (int) observed.total();
        this.starts = new int[rows + 1];
        this.rowOfPlace = new char[n];
        for (int row = 0; row < rows; row++) {
            starts[row + 1] = starts[row] + (int) observed.rowTotal(row);
            Arrays.fill(rowOfPlace, starts[row], starts[row + 1], (char) row);
        }
        this.room = new int[rows];
        this.taken = new int[rows];
        int largestRow = (int) Arrays.stream(observed.rowTotals()).max().orElseThrow();
        int[] ascending = IntStream.range(0, columns).boxed()
                .sorted(Comparator.comparingLong(observed::columnTotal)).mapToInt(Integer::intValue).toArray();
        this.largestColumn = ascending[columns - 1];
        this.drawn = new Column[columns - 1];
        long free = n;
        for (int i = 0; i < drawn.length; i++) {
            long items = observed.columnTotal(ascending[i]);
            drawn[i] = new Column(ascending[i], items, free, largestRow);
            free -= items;
        }
    }

    @Override
    public void draw(RandomGenerator random, long[] table) {
        for (int row = 0; row < room.length; row++) {
            room[row] = starts[row + 1] - starts[row];
        }
        for (Column column : drawn) {
            if (column.items <= FEW_ITEMS) {
                Arrays.fill(taken, 0);
                add(random, column.items);
            } else {
                drawRows(random, column);
            }
            for (int row = 0; row < room.length; row++) {
                table[row * columns + column.index] = taken[row];
                room[row] -= taken[row];
            }
        }
        for (int row = 0; row < room.length; row++) {
            table[row * columns + largestColumn] = room[row];
        }
    }

    private void drawRows(RandomGenerator random, Column column) {
        int sum = 0;
        for (int row = 0; row < room.length; row++) {
            taken[row] = column.table(room[row]).draw(random);
            sum += taken[row];
        }
        add(random, column.items - sum);
        remove(random, sum - column.items);
    }

    /** Takes further free places. A row's places are thought of as those taken, then those free, then others' ones. */
    private void add(RandomGenerator random, int items) {
        for (int left = items; left > 0;) {
            int place = place(random);
            int row = rowOfPlace[place];
            int inRow = place - starts[row];
            if (inRow >= taken[row] && inRow < room[row]) {
                taken[row]++;
                left--;
            }
        }
    }

    private void remove(RandomGenerator random, int items) {
        for (int left = items; left > 0;) {
            int place = place(random);
            int row = rowOfPlace[place];
            if (place - starts[row] < taken[row]) {
                taken[row]--;
                left--;
            }
        }
    }

    private int place(RandomGenerator random) {
        return BoundedInts.below(rowOfPlace.length, random);
    }
}

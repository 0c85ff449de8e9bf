package org.genoqc.homogeneity.simulation;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.numbers.gamma.InverseErf;
import org.genoqc.homogeneity.table.ContingencyTable;

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

    private static final int MAX_SAMPLES = 1 << 20;
    private static final int MAX_ROW = 1 << 10;
    /** A column with fewer items per row is spread item by item. */
    private static final int ITEMS_PER_ROW = 2;

    private static final long LOW = 0xffffffffL;

    private final int columns;
    private final int largestColumn;
    private final Column[] drawn;
    private final long largestTotal;
    private final int[] rowTotals;
    private final double[] weights;
    private final int samples;
    /** For each of the N places, its row, and then anything; chars, that caches hold them. */
    private final char[] rowOf;
    /** The first place of each row. */
    private final int[] starts;

    private final long favouredBelow;
    private final int[] room;
    private final double[] squares;

    /** A column to be drawn. */
    private static final class Column {
        private final int index;
        private final int items;
        private final int[] counts;
        private final BinomialTables tables;

        Column(int index, long items, int rows, BinomialTables tables) {
            this.index = index;
            this.items = (int) items;
            this.counts = new int[rows];
            this.tables = tables;
        }
    }

    /** Whether the table is of a size that this sampler is for. */
    static boolean suits(ContingencyTable observed) {
        return observed.total() <= MAX_SAMPLES
                && observed.rows() <= Character.MAX_VALUE
                && observed.largestRowTotal() <= MAX_ROW;
    }

    BinomialSampler(ContingencyTable observed) {
        this(observed, new SamplerSpace());
    }

    /** @param space of no other sampler that is still used */
    BinomialSampler(ContingencyTable observed, SamplerSpace space) {
        this.columns = observed.columns();
        int rows = observed.rows();
        this.samples = (int) observed.total();
        this.rowTotals = new int[rows];
        this.weights = new double[rows];
        this.rowOf = space.places(samples);
        this.starts = new int[rows];
        int next = 0;
        int largestRow = 0;
        for (int row = 0; row < rows; row++) {
            int total = (int) observed.rowTotal(row);
            rowTotals[row] = total;
            weights[row] = 1.0 / total;
            starts[row] = next;
            next += total;
            Arrays.fill(rowOf, starts[row], next, (char) row);
            largestRow = Math.max(largestRow, total);
        }
        this.favouredBelow = (1L << 32) % samples;
        this.room = new int[rows];
        this.squares = new double[rows];
        int[] ascending = observed.columnsByTotal();
        this.largestColumn = ascending[columns - 1];
        this.largestTotal = observed.columnTotal(largestColumn);
        this.drawn = new Column[columns - 1];
        long free = samples;
        for (int i = 0; i < drawn.length; i++) {
            long items = observed.columnTotal(ascending[i]);
            double p = cheapestProbability((double) items, (double) free);
            drawn[i] = new Column(ascending[i], items, rows, space.binomialTables(i, p, largestRow));
            free -= items;
        }
    }

    /**
     * The cheapest p: removing an item takes N / c tries and adding one N / (free - c), so p is moved from c / free
     * towards the side where repairs are cheaper.
     */
    private static double cheapestProbability(double items, double free) {
        double share = items / free;
        double z = Math.sqrt(2) * InverseErf.value(1 - 2 * share);
        double shifted = (items - z * Math.sqrt(free * share * (1 - share))) / free;
        return Math.clamp(shifted, 0.01 * share, 1 - 0.01 * (1 - share));
    }

    @Override
    public double draw(RandomGenerator random) {
        System.arraycopy(rowTotals, 0, room, 0, room.length);
        Arrays.fill(squares, 0);
        for (Column column : drawn) {
            int[] taken = column.counts;
            if (column.items <= ITEMS_PER_ROW * room.length) {
                Arrays.fill(taken, 0);
                add(random, taken, column.items);
            } else {
                drawRows(random, column);
            }
            take(taken, 1.0 / column.items);
        }
        addSquares(room, 1.0 / largestTotal);
        return weightedSum();
    }

    /** Adds the squares of a column that was drawn, and takes its items from the free places. */
    private void take(int[] taken, double weight) {
        addSquares(taken, weight);
        for (int row = 0; row < room.length; row++) {
            room[row] -= taken[row];
        }
    }

    private void addSquares(int[] counts, double weight) {
        for (int row = 0; row < squares.length; row++) {
            squares[row] += weight * (counts[row] * counts[row]);
        }
    }

    /** The sum over rows of sum n_ij^2 / c_j / r_i; four sums side by side, so that an addition need not wait for the one before. */
    private double weightedSum() {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int row = 0;
        for (; row + 3 < squares.length; row += 4) {
            first += squares[row] * weights[row];
            second += squares[row + 1] * weights[row + 1];
            third += squares[row + 2] * weights[row + 2];
            fourth += squares[row + 3] * weights[row + 3];
        }
        for (; row < squares.length; row++) {
            first += squares[row] * weights[row];
        }
        return first + second + (third + fourth);
    }

    @Override
    public void copyTo(long[] table) {
        for (Column column : drawn) {
            copy(column.counts, column.index, table);
        }
        copy(room, largestColumn, table);
    }

    private void copy(int[] counts, int column, long[] table) {
        for (int row = 0, cell = column; row < counts.length; row++, cell += columns) {
            table[cell] = counts[row];
        }
    }

    private void drawRows(RandomGenerator random, Column column) {
        int[] taken = column.counts;
        int sum = column.tables.draw(room, taken, random);
        add(random, taken, column.items - sum);
        remove(random, taken, sum - column.items);
    }

    /**
     * Takes further free places. A row's places are thought of as those taken, then those free, then others' ones. No
     * branch depends on whether a place is free: it would be mispredicted half of the time. Local variables, since fields
     * would be read again after each random number.
     */
    private void add(RandomGenerator random, int[] taken, int items) {
        char[] rows = rowOf;
        int[] first = starts;
        int[] free = room;
        long favoured = favouredBelow;
        int n = samples;
        for (int left = items; left > 0; ) {
            long bits = random.nextLong();
            left -= addAt((bits >>> 32) * n, rows, first, free, taken, favoured);
            if (left > 0) {
                left -= addAt((bits & LOW) * n, rows, first, free, taken, favoured);
            }
        }
    }

    private static int addAt(long product, char[] rows, int[] first, int[] free, int[] taken, long favoured) {
        if (isFavoured(product, favoured)) {
            return 0;
        }
        int place = (int) (product >>> 32);
        int row = rows[place];
        int inRow = place - first[row];
        // 1 if taken <= inRow < room, else 0
        int found = (inRow - free[row] & ~(inRow - taken[row])) >>> 31;
        taken[row] += found;
        return found;
    }

    private void remove(RandomGenerator random, int[] taken, int items) {
        char[] rows = rowOf;
        int[] first = starts;
        long favoured = favouredBelow;
        int n = samples;
        for (int left = items; left > 0; ) {
            long bits = random.nextLong();
            left -= removeAt((bits >>> 32) * n, rows, first, taken, favoured);
            if (left > 0) {
                left -= removeAt((bits & LOW) * n, rows, first, taken, favoured);
            }
        }
    }

    private static int removeAt(long product, char[] rows, int[] first, int[] taken, long favoured) {
        if (isFavoured(product, favoured)) {
            return 0;
        }
        int place = (int) (product >>> 32);
        int row = rows[place];
        int found = (place - first[row] - taken[row]) >>> 31;
        taken[row] -= found;
        return found;
    }

    /** Whether this is one of the few cases that would favour some places (Lemire's method). */
    private static boolean isFavoured(long product, long favoured) {
        return (product & LOW) < favoured;
    }
}

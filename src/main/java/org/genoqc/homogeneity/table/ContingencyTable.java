package org.genoqc.homogeneity.table;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * An R x C contingency table of counts, with its margins: row totals r_i, column totals c_j and the total N.
 *
 * <p>Immutable. Rows are genotyping batches and columns genotypes, though nothing here depends on it. Counts are
 * whole numbers from 0 to {@link #MAX_COUNT}; N is at most {@link #MAX_TOTAL}, so that every product of two margins
 * fits into 128 bits.
 */
public final class ContingencyTable {

    /** The largest count, 2^53: the largest up to which a double, and so R or a data frame, holds every integer. */
    public static final long MAX_COUNT = 1L << 53;

    /** The largest total of a table, 2^62. */
    public static final long MAX_TOTAL = 1L << 62;

    private final int columns;
    private final long[] counts;
    private final long[] rowTotals;
    private final long[] columnTotals;
    private final long total;

    private ContingencyTable(int columns, long[] counts) {
        this.columns = columns;
        this.counts = counts;
        this.rowTotals = new long[columns == 0 ? 0 : counts.length / columns];
        this.columnTotals = new long[columns];
        long sum = 0;
        int cell = 0;
        for (int row = 0; row < rowTotals.length; row++) {
            long before = sum;
            for (int column = 0; column < columns; column++) {
                long count = counts[cell++];
                if (count < 0 || count > MAX_COUNT) {
                    throw new IllegalArgumentException("count " + count + " is not within 0 to 2^53");
                }
                columnTotals[column] += count;
                sum += count;
                if (sum > MAX_TOTAL) {
                    throw new IllegalArgumentException("the counts of the table add up to more than 2^62");
                }
            }
            rowTotals[row] = sum - before;
        }
        this.total = sum;
    }

    /**
     * A table from its counts, row after row.
     *
     * @param columns the number of columns C, at least 1
     * @param counts R * C counts, row-major; copied
     * @throws IllegalArgumentException if the counts do not fill whole rows, one is outside 0 to 2^53, or they add up
     *     to more than 2^62
     */
    public static ContingencyTable of(int columns, long... counts) {
        if (columns < 1 || counts.length % columns != 0) {
            throw new IllegalArgumentException(counts.length + " counts do not fill rows of " + columns);
        }
        return new ContingencyTable(columns, counts.clone());
    }

    public int rows() {
        return rowTotals.length;
    }

    public int columns() {
        return columns;
    }

    public long count(int row, int column) {
        return counts[row * columns + column];
    }

    public long rowTotal(int row) {
        return rowTotals[row];
    }

    public long columnTotal(int column) {
        return columnTotals[column];
    }

    /** N, the number of samples in the table. */
    public long total() {
        return total;
    }

    /** (R - 1)(C - 1); 0 for a table of a single row or column. */
    public int degreesOfFreedom() {
        return rows() == 0 ? 0 : (rows() - 1) * (columns - 1);
    }

    /**
     * The table without its empty rows, then without its empty columns: what is left has only positive margins. Empty
     * rows carry no information, and degrees of freedom must not count them.
     */
    public ContingencyTable withoutEmptyRowsAndColumns() {
        if (smallest(rowTotals) > 0 && smallest(columnTotals) > 0) {
            return this;
        }
        int[] keptRows = placesOfPositive(rowTotals);
        int[] keptColumns = placesOfPositive(columnTotals);
        long[] kept = new long[keptRows.length * keptColumns.length];
        int cell = 0;
        for (int row : keptRows) {
            for (int column : keptColumns) {
                kept[cell++] = count(row, column);
            }
        }
        return new ContingencyTable(keptColumns.length, kept);
    }

    /** The same table with rows and columns in ascending order of their totals; the statistic is the same. */
    public ContingencyTable withSortedMargins() {
        int[] rowOrder = ascending(rowTotals);
        int[] columnOrder = columnsByTotal();
        long[] sorted = new long[counts.length];
        int cell = 0;
        for (int row : rowOrder) {
            for (int column : columnOrder) {
                sorted[cell++] = count(row, column);
            }
        }
        return new ContingencyTable(columns, sorted);
    }

    /** The columns in ascending order of their totals, those with equal totals in their own order. */
    public int[] columnsByTotal() {
        return ascending(columnTotals);
    }

    /** The largest row total; 0 where there are no rows. */
    public long largestRowTotal() {
        return largest(rowTotals);
    }

    /** The places of totals in ascending order, of equal ones in the order of the places. */
    private static int[] ascending(long[] totals) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(totals.length);
        if (largest(totals) >= 1L << Long.SIZE - 1 - bits) {
            return IntStream.range(0, totals.length)
                    .boxed()
                    .sorted(Comparator.comparingLong(i -> totals[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        // total and place in one number: boxed places take longer to sort than small tables to simulate
        long[] sorted = new long[totals.length];
        for (int place = 0; place < sorted.length; place++) {
            sorted[place] = totals[place] << bits | place;
        }
        Arrays.sort(sorted);
        int[] places = new int[sorted.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = (int) (sorted[i] & (1L << bits) - 1);
        }
        return places;
    }

    /** min e_ij, where e_ij = r_i c_j / N: the product of the smallest margins over N; NaN for an empty table. */
    public double minExpectedCount() {
        return (double) smallest(rowTotals) * smallest(columnTotals) / total;
    }

    /**
     * Whether every expected count e_ij is at least {@code minimum}, decided exactly: r_min c_min &gt;= minimum * N
     * is compared in exact arithmetic where the rounded quotient cannot tell. The minimum is the decimal number that it
     * is written as, {@link Double#toString}: 4.9 is 49/10, not the double next to it, which is a little larger.
     */
    public boolean everyExpectedCountIsAtLeast(double minimum) {
        double expected = minExpectedCount();
        if (Math.abs(expected - minimum) > 1e-12 * minimum) {
            return expected >= minimum;
        }
        BigDecimal product =
                BigDecimal.valueOf(smallest(rowTotals)).multiply(BigDecimal.valueOf(smallest(columnTotals)));
        return product.compareTo(BigDecimal.valueOf(minimum).multiply(BigDecimal.valueOf(total))) >= 0;
    }

    /**
     * Pearson's chi-squared, without continuity correction: the sum over all cells of (N n_ij - r_i c_j)^2 / (N r_i
     * c_j).
     *
     * <p>The difference is taken in exact 128-bit arithmetic, so that nothing is lost where a count is near its
     * expectation, however large both are; with Kahan's summation the relative error is a few units in the last
     * place. Commons Numbers' {@code Sum} is as good, but differs in the last digit for one table of twenty, and results
     * keep their bytes. Needs positive margins; cost O(RC).
     */
    public double chiSquared() {
        double sum = 0;
        double lost = 0;
        for (int row = 0; row < rows(); row++) {
            for (int column = 0; column < columns; column++) {
                double difference = exactDifference(total, count(row, column), rowTotals[row], columnTotals[column]);
                double term = difference / total * difference / rowTotals[row] / columnTotals[column] - lost;
                double next = sum + term;
                lost = (next - sum) - term;
                sum = next;
            }
        }
        return sum;
    }

    /** a b - c d, exact in 128 bits, then rounded once. */
    private static double exactDifference(long a, long b, long c, long d) {
        long low = a * b - c * d;
        long high =
                Math.multiplyHigh(a, b) - Math.multiplyHigh(c, d) - (Long.compareUnsigned(a * b, c * d) < 0 ? 1 : 0);
        if (high == low >> 63) {
            return low;
        }
        return high * 0x1p64 + (low >>> 1) * 2.0;
    }

    private static int[] placesOfPositive(long[] totals) {
        int[] places = new int[totals.length];
        int found = 0;
        for (int place = 0; place < totals.length; place++) {
            if (totals[place] > 0) {
                places[found++] = place;
            }
        }
        return Arrays.copyOf(places, found);
    }

    private static long smallest(long[] totals) {
        long smallest = Long.MAX_VALUE;
        for (long t : totals) {
            smallest = Math.min(smallest, t);
        }
        return totals.length == 0 ? 0 : smallest;
    }

    private static long largest(long[] totals) {
        long largest = 0;
        for (long total : totals) {
            largest = Math.max(largest, total);
        }
        return largest;
    }

    public long[] counts() {
        return counts.clone();
    }

    public long[] rowTotals() {
        return rowTotals.clone();
    }

    public long[] columnTotals() {
        return columnTotals.clone();
    }
}

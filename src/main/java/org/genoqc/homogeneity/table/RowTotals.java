package org.genoqc.homogeneity.table;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The row totals of a table in ascending order. The null distribution of the statistic does not depend on the order of
 * the rows, so tables with equal row totals can be simulated together.
 */
public final class RowTotals {

    /** Beyond this many samples a permutation of all of them is no longer worth its memory. */
    private static final long MOST_PERMUTED = 1 << 17;
    /** Rows are numbered by chars. */
    private static final int MOST_ROWS = 1 << 16;
    /** A permutation costs about as much as one table drawn directly for this many samples. */
    private static final long SAMPLES_PER_DIRECT_TABLE = 200;

    private final long[] ascending;

    private RowTotals(long[] ascending) {
        this.ascending = ascending;
    }

    /** The row totals of a table with positive margins. */
    public static RowTotals of(ContingencyTable table) {
        long[] totals = table.rowTotals();
        Arrays.sort(totals);
        return new RowTotals(totals);
    }

    /** N. */
    public long total() {
        long sum = 0;
        for (long total : ascending) {
            sum += total;
        }
        return sum;
    }

    public int rows() {
        return ascending.length;
    }

    public long[] ascending() {
        return ascending;
    }

    /**
     * How many tables with these row totals are better simulated by shared permutations than each by itself;
     * Long.MAX_VALUE where permutations would take too much memory.
     */
    public long worthSharingFrom() {
        long total = total();
        return ascending.length <= MOST_ROWS && total <= MOST_PERMUTED
                ? 2 + total / SAMPLES_PER_DIRECT_TABLE
                : Long.MAX_VALUE;
    }

    /** The totals as bytes. */
    public ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(ascending.length * Long.BYTES);
        bytes.asLongBuffer().put(ascending);
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowTotals that && Arrays.equals(ascending, that.ascending);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ascending);
    }
}

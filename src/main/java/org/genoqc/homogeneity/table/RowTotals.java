package org.genoqc.homogeneity.table;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The row totals of a table in ascending order. The null distribution of the statistic does not depend on the order of
 * the rows, so tables with equal row totals can be simulated together.
 */
public final class RowTotals {

    private final long[] ascending;
    private final int hash;

    private RowTotals(long[] ascending) {
        this.ascending = ascending;
        this.hash = Arrays.hashCode(ascending);
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

    /** The smallest first; not to be changed. */
    public long[] ascending() {
        return ascending;
    }

    public long largest() {
        return ascending[ascending.length - 1];
    }

    /** The totals as bytes. */
    public ByteBuffer bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(ascending.length * Long.BYTES);
        bytes.asLongBuffer().put(ascending);
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowTotals that && hash == that.hash && Arrays.equals(ascending, that.ascending);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}

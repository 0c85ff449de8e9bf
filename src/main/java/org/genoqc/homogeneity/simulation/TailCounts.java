package org.genoqc.homogeneity.simulation;

import org.genoqc.homogeneity.table.RowTotals;

/**
 * The row counts at a place of the permutations of a block, kept for inner products with those at later places. There are
 * thousands of these, more than caches hold, so that what a count takes of memory is what an inner product takes of time: it
 * has as few bytes as the row totals allow. The classes differ by the type of their arrays alone. Not thread-safe.
 */
abstract sealed class TailCounts {

    private final int rows;

    private TailCounts(int rows) {
        this.rows = rows;
    }

    /** @param rows of {@link LaneCounts#counts}; none where there are no places */
    static TailCounts of(RowTotals rowTotals, int rows) {
        return switch (bytesPerCount(rowTotals)) {
            case Byte.BYTES -> new InBytes(rows);
            case Short.BYTES -> new InShorts(rows);
            default -> new InInts(rows);
        };
    }

    static int bytesPerCount(RowTotals rowTotals) {
        if (rowTotals.largest() <= Byte.MAX_VALUE) {
            return Byte.BYTES;
        }
        return rowTotals.largest() <= Short.MAX_VALUE ? Short.BYTES : Integer.BYTES;
    }

    /** Takes the counts as they are now. */
    void take(int[][] counts) {
        for (int row = 0; row < rows; row++) {
            take(row, counts[row]);
        }
    }

    /** Adds the inner products with weighted counts, for all lanes. */
    void multiply(float[][] weighted, float[] products) {
        for (int row = 0; row < rows; row += LaneCounts.ROWS_AT_A_TIME) {
            multiplyRows(row, weighted, products);
        }
    }

    abstract int count(int row, int lane);

    abstract void take(int row, int[] counts);

    /**
     * Adds what four rows add. Four at a time and each row an array of its own: in this form, and not with one array for all
     * rows, the compiler vectorizes it.
     */
    abstract void multiplyRows(int row, float[][] weighted, float[] products);

    private static final class InBytes extends TailCounts {

        private final byte[][] counts;

        InBytes(int rows) {
            super(rows);
            this.counts = new byte[rows][LaneCounts.LANES];
        }

        @Override
        int count(int row, int lane) {
            return counts[row][lane];
        }

        @Override
        void take(int row, int[] from) {
            byte[] to = counts[row];
            for (int lane = 0; lane < to.length; lane++) {
                to[lane] = (byte) from[lane];
            }
        }

        @Override
        void multiplyRows(int row, float[][] weighted, float[] products) {
            float[] left0 = weighted[row];
            float[] left1 = weighted[row + 1];
            float[] left2 = weighted[row + 2];
            float[] left3 = weighted[row + 3];
            byte[] right0 = counts[row];
            byte[] right1 = counts[row + 1];
            byte[] right2 = counts[row + 2];
            byte[] right3 = counts[row + 3];
            for (int lane = 0; lane < products.length; lane++) {
                products[lane] += left0[lane] * right0[lane]
                        + left1[lane] * right1[lane]
                        + left2[lane] * right2[lane]
                        + left3[lane] * right3[lane];
            }
        }
    }

    private static final class InShorts extends TailCounts {

        private final short[][] counts;

        InShorts(int rows) {
            super(rows);
            this.counts = new short[rows][LaneCounts.LANES];
        }

        @Override
        int count(int row, int lane) {
            return counts[row][lane];
        }

        @Override
        void take(int row, int[] from) {
            short[] to = counts[row];
            for (int lane = 0; lane < to.length; lane++) {
                to[lane] = (short) from[lane];
            }
        }

        @Override
        void multiplyRows(int row, float[][] weighted, float[] products) {
            float[] left0 = weighted[row];
            float[] left1 = weighted[row + 1];
            float[] left2 = weighted[row + 2];
            float[] left3 = weighted[row + 3];
            short[] right0 = counts[row];
            short[] right1 = counts[row + 1];
            short[] right2 = counts[row + 2];
            short[] right3 = counts[row + 3];
            for (int lane = 0; lane < products.length; lane++) {
                products[lane] += left0[lane] * right0[lane]
                        + left1[lane] * right1[lane]
                        + left2[lane] * right2[lane]
                        + left3[lane] * right3[lane];
            }
        }
    }

    private static final class InInts extends TailCounts {

        private final int[][] counts;

        InInts(int rows) {
            super(rows);
            this.counts = new int[rows][LaneCounts.LANES];
        }

        @Override
        int count(int row, int lane) {
            return counts[row][lane];
        }

        @Override
        void take(int row, int[] from) {
            System.arraycopy(from, 0, counts[row], 0, LaneCounts.LANES);
        }

        @Override
        void multiplyRows(int row, float[][] weighted, float[] products) {
            float[] left0 = weighted[row];
            float[] left1 = weighted[row + 1];
            float[] left2 = weighted[row + 2];
            float[] left3 = weighted[row + 3];
            int[] right0 = counts[row];
            int[] right1 = counts[row + 1];
            int[] right2 = counts[row + 2];
            int[] right3 = counts[row + 3];
            for (int lane = 0; lane < products.length; lane++) {
                products[lane] += left0[lane] * right0[lane]
                        + left1[lane] * right1[lane]
                        + left2[lane] * right2[lane]
                        + left3[lane] * right3[lane];
            }
        }
    }
}

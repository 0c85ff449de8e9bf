package org.genoqc.homogeneity.simulation;

import org.genoqc.homogeneity.table.RowTotals;

/**
 * The row counts of the first places of the permutations of a block, kept for inner products with the counts at later
 * places. There are thousands of these, far more than caches hold, so each count takes as few bytes as the largest row
 * total allows. Not thread-safe.
 */
abstract sealed class TailCounts {

    /** The inner product takes so many rows at a time. */
    private static final int ROWS_AT_A_TIME = LaneCounts.ROWS_AT_A_TIME;

    /** The bytes of one count. */
    static int bytesPerCount(RowTotals rowTotals) {
        if (rowTotals.largest() <= Byte.MAX_VALUE) {
            return Byte.BYTES;
        }
        return rowTotals.largest() <= Short.MAX_VALUE ? Short.BYTES : Integer.BYTES;
    }

    /** @param rows of {@link LaneCounts#counts}; 0 where there are no places */
    static TailCounts of(int bytesPerCount, int rows) {
        return switch (bytesPerCount) {
            case Byte.BYTES -> new InBytes(new byte[rows][LaneCounts.LANES]);
            case Short.BYTES -> new InShorts(new short[rows][LaneCounts.LANES]);
            default -> new InInts(new int[rows][LaneCounts.LANES]);
        };
    }

    /** Takes the counts as they are now. */
    abstract void take(int[][] counts);

    /**
     * The inner products with weighted counts, for all lanes. Four rows at a time and each row an array of its own: in
     * this form, and not with one array for all rows, the compiler vectorizes it.
     */
    abstract void multiply(float[][] weighted, float[] products);

    abstract int count(int row, int lane);

    private static final class InBytes extends TailCounts {

        private final byte[][] counts;

        InBytes(byte[][] counts) {
            this.counts = counts;
        }

        @Override
        void take(int[][] from) {
            for (int row = 0; row < counts.length; row++) {
                take(from[row], counts[row]);
            }
        }

        private static void take(int[] from, byte[] to) {
            for (int lane = 0; lane < to.length; lane++) {
                to[lane] = (byte) from[lane];
            }
        }

        @Override
        void multiply(float[][] weighted, float[] products) {
            for (int row = 0; row < counts.length; row += ROWS_AT_A_TIME) {
                multiplyRows(weighted, counts, row, products);
            }
        }

        private static void multiplyRows(float[][] left, byte[][] right, int row, float[] sums) {
            float[] left0 = left[row];
            float[] left1 = left[row + 1];
            float[] left2 = left[row + 2];
            float[] left3 = left[row + 3];
            byte[] right0 = right[row];
            byte[] right1 = right[row + 1];
            byte[] right2 = right[row + 2];
            byte[] right3 = right[row + 3];
            for (int lane = 0; lane < sums.length; lane++) {
                sums[lane] += left0[lane] * right0[lane]
                        + left1[lane] * right1[lane]
                        + left2[lane] * right2[lane]
                        + left3[lane] * right3[lane];
            }
        }

        @Override
        int count(int row, int lane) {
            return counts[row][lane];
        }
    }

    private static final class InShorts extends TailCounts {

        private final short[][] counts;

        InShorts(short[][] counts) {
            this.counts = counts;
        }

        @Override
        void take(int[][] from) {
            for (int row = 0; row < counts.length; row++) {
                take(from[row], counts[row]);
            }
        }

        private static void take(int[] from, short[] to) {
            for (int lane = 0; lane < to.length; lane++) {
                to[lane] = (short) from[lane];
            }
        }

        @Override
        void multiply(float[][] weighted, float[] products) {
            for (int row = 0; row < counts.length; row += ROWS_AT_A_TIME) {
                multiplyRows(weighted, counts, row, products);
            }
        }

        private static void multiplyRows(float[][] left, short[][] right, int row, float[] sums) {
            float[] left0 = left[row];
            float[] left1 = left[row + 1];
            float[] left2 = left[row + 2];
            float[] left3 = left[row + 3];
            short[] right0 = right[row];
            short[] right1 = right[row + 1];
            short[] right2 = right[row + 2];
            short[] right3 = right[row + 3];
            for (int lane = 0; lane < sums.length; lane++) {
                sums[lane] += left0[lane] * right0[lane]
                        + left1[lane] * right1[lane]
                        + left2[lane] * right2[lane]
                        + left3[lane] * right3[lane];
            }
        }

        @Override
        int count(int row, int lane) {
            return counts[row][lane];
        }
    }

    private static final class InInts extends TailCounts {

        private final int[][] counts;

        InInts(int[][] counts) {
            this.counts = counts;
        }

        @Override
        void take(int[][] from) {
            for (int row = 0; row < counts.length; row++) {
                System.arraycopy(from[row], 0, counts[row], 0, counts[row].length);
            }
        }

        @Override
        void multiply(float[][] weighted, float[] products) {
            for (int row = 0; row < counts.length; row += ROWS_AT_A_TIME) {
                multiplyRows(weighted, counts, row, products);
            }
        }

        private static void multiplyRows(float[][] left, int[][] right, int row, float[] sums) {
            float[] left0 = left[row];
            float[] left1 = left[row + 1];
            float[] left2 = left[row + 2];
            float[] left3 = left[row + 3];
            int[] right0 = right[row];
            int[] right1 = right[row + 1];
            int[] right2 = right[row + 2];
            int[] right3 = right[row + 3];
            for (int lane = 0; lane < sums.length; lane++) {
                sums[lane] += left0[lane] * right0[lane]
                        + left1[lane] * right1[lane]
                        + left2[lane] * right2[lane]
                        + left3[lane] * right3[lane];
            }
        }

        @Override
        int count(int row, int lane) {
            return counts[row][lane];
        }
    }
}

package org.genoqc.homogeneity.simulation;

import java.util.Arrays;
import org.genoqc.homogeneity.table.RowTotals;

/** The row counts of the labels taken so far of each lane, with the sums of their weighted squares. */
final class LaneCounts {

    static final int LANES = TableSimulation.BLOCK;
    /** The inner product takes so many rows at a time; the arrays are padded with empty rows. */
    static final int ROWS_AT_A_TIME = 4;

    /** By row and lane. */
    final int[][] counts;
    /** By lane: the sum of count^2 / row total, when it was last taken. */
    final double[] squares = new double[LANES];

    final double[] weights;
    final float[] floatWeights;

    LaneCounts(RowTotals rowTotals) {
        int rows = rowTotals.rows();
        this.counts = new int[Math.ceilDiv(rows, ROWS_AT_A_TIME) * ROWS_AT_A_TIME][LANES];
        this.weights = new double[rows];
        this.floatWeights = new float[rows];
        for (int row = 0; row < rows; row++) {
            weights[row] = 1.0 / rowTotals.ascending()[row];
            floatWeights[row] = (float) weights[row];
        }
    }

    void clear() {
        for (int[] ofRow : counts) {
            Arrays.fill(ofRow, 0);
        }
        Arrays.fill(squares, 0);
    }

    /**
     * Takes the squares of the counts as they are now: once for all lanes this costs less than a running sum of each,
     * unless there is but one label since the last time.
     */
    void square() {
        double[] sums = squares;
        Arrays.fill(sums, 0);
        for (int row = 0; row < weights.length; row++) {
            addSquares(sums, counts[row], weights[row]);
        }
    }

    private static void addSquares(double[] sums, int[] ofRow, double weight) {
        for (int lane = 0; lane < sums.length; lane++) {
            double count = ofRow[lane];
            sums[lane] += count * count * weight;
        }
    }

    int rows() {
        return weights.length;
    }
}

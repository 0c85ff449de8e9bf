package org.genoqc.homogeneity.simulation;

import java.util.Arrays;
import org.genoqc.homogeneity.table.RowTotals;

/** The row counts of the labels taken so far of each lane, with the sums of their weighted squares. */
final class LaneCounts {

    static final int LANES = TableSimulation.BLOCK;
    /** The inner product takes so many rows at a time; the arrays are padded with empty rows. */
    static final int ROWS_AT_A_TIME = 4;

    /** By row and lane: whole numbers, exact up to 2^24. */
    final float[][] counts;
    /** By lane: the sum of count^2 / row total. */
    final double[] squares = new double[LANES];

    final double[] weights;
    final float[] floatWeights;

    LaneCounts(RowTotals rowTotals) {
        int rows = rowTotals.rows();
        this.counts = new float[Math.ceilDiv(rows, ROWS_AT_A_TIME) * ROWS_AT_A_TIME][LANES];
        this.weights = new double[rows];
        this.floatWeights = new float[rows];
        for (int row = 0; row < rows; row++) {
            weights[row] = 1.0 / rowTotals.ascending()[row];
            floatWeights[row] = (float) weights[row];
        }
    }

    void clear() {
        for (float[] ofRow : counts) {
            Arrays.fill(ofRow, 0);
        }
        Arrays.fill(squares, 0);
    }

    int rows() {
        return weights.length;
    }
}

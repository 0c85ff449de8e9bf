package org.genoqc.homogeneity.simulation;

import java.util.Arrays;
import org.genoqc.homogeneity.table.RowTotals;

/**
 * The row counts of the labels taken so far of each lane, their products with the weights of the rows, and the sums of their
 * weighted squares. Whoever takes labels keeps all of them right. Not thread-safe.
 */
final class LaneCounts {

    static final int LANES = TableSimulation.BLOCK;
    /** The inner product takes so many rows at a time; the arrays are padded with empty rows. */
    static final int ROWS_AT_A_TIME = 4;

    /** By row and lane. */
    final int[][] counts;
    /** By row and lane: count / row total. */
    final float[][] weighted;
    /** By lane: the sum of count^2 / row total. */
    final double[] squares = new double[LANES];
    /** By row: 1 / row total. */
    final double[] weights;

    private final float[] floatWeights;

    LaneCounts(RowTotals rowTotals) {
        int rows = rowTotals.rows();
        this.counts = new int[Math.ceilDiv(rows, ROWS_AT_A_TIME) * ROWS_AT_A_TIME][LANES];
        this.weights = new double[rows];
        this.floatWeights = new float[rows];
        this.weighted = new float[counts.length][LANES];
        for (int row = 0; row < rows; row++) {
            weights[row] = 1.0 / rowTotals.ascending()[row];
            floatWeights[row] = (float) weights[row];
        }
    }

    void clear() {
        for (int[] ofRow : counts) {
            Arrays.fill(ofRow, 0);
        }
        for (float[] ofRow : weighted) {
            Arrays.fill(ofRow, 0);
        }
        Arrays.fill(squares, 0);
    }

    /** Weighs the counts as they are now: where many labels were taken, this costs less than doing so for each of them. */
    void weigh() {
        double[] sums = squares;
        Arrays.fill(sums, 0);
        for (int row = 0; row < weights.length; row++) {
            addSquares(sums, counts[row], weights[row]);
            weigh(counts[row], floatWeights[row], weighted[row]);
        }
    }

    private static void addSquares(double[] sums, int[] ofRow, double weight) {
        for (int lane = 0; lane < sums.length; lane++) {
            double count = ofRow[lane];
            sums[lane] += count * count * weight;
        }
    }

    private static void weigh(int[] ofRow, float weight, float[] to) {
        for (int lane = 0; lane < to.length; lane++) {
            to[lane] = ofRow[lane] * weight;
        }
    }

    int rows() {
        return weights.length;
    }
}

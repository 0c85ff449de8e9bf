package org.genoqc.homogeneity.findings;

import java.util.Arrays;

/** The p-values that a false discovery rate is controlled over, eight bytes for each that was added. */
final class StepUp {

    private double[] lnPValues = new double[1024];
    private int size;

    /** @param lnPValue the natural logarithm; NaN where no test was made, which is not added */
    void add(double lnPValue) {
        if (!Double.isNaN(lnPValue)) {
            if (size == lnPValues.length) {
                lnPValues = Arrays.copyOf(lnPValues, size + (size >> 1));
            }
            lnPValues[size++] = lnPValue;
        }
    }

    int size() {
        return size;
    }

    /**
     * The logarithm of the largest p(k) with p(k) &lt;= k q / m (Benjamini and Hochberg 1995); NaN if there is none.
     *
     * @param rate q
     * @param tests m, all tests, of which those that were not added have larger p-values than those that were
     */
    double lnThreshold(double rate, long tests) {
        double[] sorted = Arrays.copyOf(lnPValues, size);
        Arrays.sort(sorted);
        for (int k = size; k > 0; k--) {
            if (sorted[k - 1] <= Math.log(rate * k / tests)) {
                return sorted[k - 1];
            }
        }
        return Double.NaN;
    }
}

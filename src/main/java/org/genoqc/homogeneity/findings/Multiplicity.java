package org.genoqc.homogeneity.findings;

import java.util.Arrays;
import java.util.List;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.TestResult;

/**
 * P-values adjusted for the number of tests. NaN stands for a test that was not made: it stays NaN and does not count in
 * m, as in R's {@code p.adjust}, whose operations these are, in the same order.
 */
public final class Multiplicity {

    private Multiplicity() {}

    /** The p-values of the tests of probesets; NaN where one was skipped. */
    public static double[] pValues(List<ProbesetResult> results) {
        return results.stream()
                .mapToDouble(result -> {
                    TestResult test = result.test();
                    return test == null ? Double.NaN : test.pValue();
                })
                .toArray();
    }

    /**
     * Benjamini and Hochberg (1995): of the rows with an adjusted p-value of at most q, no more than the share q is
     * expected to be wrong. With p(1) &lt;= ... &lt;= p(m) that of p(i) is the smallest of 1 and m / j p(j), j &gt;= i.
     *
     * @param pValues in [0, 1] or NaN; not changed
     */
    public static double[] benjaminiHochberg(double[] pValues) {
        double[] sorted = tested(pValues);
        Arrays.sort(sorted);
        double[] adjusted = new double[sorted.length];
        double smallest = 1;
        for (int i = sorted.length - 1; i >= 0; i--) {
            smallest = Math.min(smallest, (double) sorted.length / (i + 1) * sorted[i]);
            adjusted[i] = smallest;
        }
        double[] result = pValues.clone();
        for (int i = 0; i < result.length; i++) {
            if (!Double.isNaN(result[i])) {
                // whichever of several equal ones is found: they have the same adjusted value
                result[i] = adjusted[Arrays.binarySearch(sorted, result[i])];
            }
        }
        return result;
    }

    /**
     * Bonferroni: min(1, m p). Of all rows together, the chance that any with an adjusted p-value of at most q is wrong
     * is at most q.
     *
     * @param pValues in [0, 1] or NaN; not changed
     */
    public static double[] bonferroni(double[] pValues) {
        int m = tested(pValues).length;
        return Arrays.stream(pValues).map(p -> Math.min(1, m * p)).toArray();
    }

    private static double[] tested(double[] pValues) {
        return Arrays.stream(pValues).filter(p -> !Double.isNaN(p)).toArray();
    }
}

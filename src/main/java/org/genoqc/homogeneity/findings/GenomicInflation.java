package org.genoqc.homogeneity.findings;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.InverseErfc;

/**
 * The genomic inflation factor lambda: the median of chi-squared statistics of one degree of freedom over the median that
 * they have where nothing is wrong, qchisq(0.5, 1) = 0.4549364 (Devlin and Roeder 1999, Biometrics 55:997-1004, who write
 * 0.456; GWASTools' {@code batchChisqTest} takes the exact value). About 1 where most probesets are sound, whatever a few
 * faulty ones are.
 *
 * <p>A statistic of other degrees of freedom takes part with the statistic of one degree of freedom that has the same
 * p-value, in R {@code qchisq(p, 1, lower.tail = FALSE)}. The quantile falls as p grows, so that only the median of the
 * p-values has to be transformed.
 *
 * <p>P-values of exact tests don't belong here: they are discrete and larger than uniform, and lambda would be too small.
 *
 * @param lambda NaN where there are no tests
 * @param tests the number of tests it is of
 */
public record GenomicInflation(double lambda, long tests) {

    /** qchisq(0.5, 1), the median of the chi-squared distribution with one degree of freedom. */
    public static final double MEDIAN_OF_ONE_DEGREE = 0.4549364231195727;

    private static final double SMALLEST_ACCURATE_LN = -690;
    private static final int STEPS = 20;

    /**
     * That of asymptotic p-values.
     *
     * @param lnPValues natural logarithms of p-values, at most 0; NaN where no test was made; not changed
     */
    public static GenomicInflation ofLnPValues(double[] lnPValues) {
        double[] sorted = Arrays.stream(lnPValues)
                .filter(ln -> !Double.isNaN(ln))
                .sorted()
                .toArray();
        int n = sorted.length;
        if (n == 0) {
            return new GenomicInflation(Double.NaN, 0);
        }
        double median = (chiSquared(sorted[(n - 1) / 2]) + chiSquared(sorted[n / 2])) / 2;
        return new GenomicInflation(median / MEDIAN_OF_ONE_DEGREE, n);
    }

    /**
     * The statistic of one degree of freedom with a p-value: x with P(X &gt;= x) = erfc(sqrt(x / 2)) = p.
     *
     * @param lnPValue its natural logarithm, at most 0
     */
    static double chiSquared(double lnPValue) {
        if (lnPValue >= SMALLEST_ACCURATE_LN) {
            double root = InverseErfc.value(Math.exp(lnPValue));
            return 2 * root * root;
        }
        return 2 * farOut(lnPValue);
    }

    /**
     * y = x / 2 where p underflows, from erfc(sqrt(y)) = e^-y / sqrt(pi y) (1 - 1 / (2 y) + 3 / (4 y^2) - ...), NIST DLMF
     * 7.12.1. Each step multiplies the error by 1 / (2 y), less than 1 / 1000; what the series leaves out is below 1e-8
     * of y's last term of order 1.
     */
    private static double farOut(double lnPValue) {
        double y = -lnPValue;
        for (int i = 0; i < STEPS; i++) {
            double series = -1 / (2 * y) + 3 / (4 * y * y) - 15 / (8 * y * y * y);
            y = -lnPValue - Math.log(Math.PI * y) / 2 + Math.log1p(series);
        }
        return y;
    }
}

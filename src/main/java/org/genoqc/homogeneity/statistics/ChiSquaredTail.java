package org.genoqc.homogeneity.statistics;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * The upper tail of the chi-squared distribution: P(X &gt;= x) = Q(dof / 2, x / 2), Q the regularized upper incomplete
 * gamma function.
 *
 * <p>Commons Numbers' Q is used rather than the {@code 1 - cumulativeProbability(x)} of Commons Math's
 * ChiSquaredDistribution: that difference has no digits left below p = 1e-16 and is exactly 0 soon after, while Q is
 * computed as a small number and keeps its relative accuracy down to the smallest normal double. Commons Math's own
 * {@code regularizedGammaQ} is sound too, but less accurate far out: its worst relative error against 80-digit arithmetic
 * is 3e-13, that of Commons Numbers 2e-14 (the cases of extreme_truth.tsv).
 */
final class ChiSquaredTail {

    /** Below this, Q loses digits to subnormal numbers and its logarithm is computed without it. */
    private static final double MIN_ACCURATE_Q = 1e-290;

    /** By how much the argument is moved away from underflow, e^-100 = 4e-44. */
    private static final double SHIFT = 100;

    private static final int MAX_TERMS = 100_000;

    private ChiSquaredTail() {}

    /** P(X &gt;= x) for X ~ chi-squared(dof); 0 only where the true value is below the smallest double. */
    static double survival(double x, int dof) {
        double a = dof / 2.0;
        double y = x / 2;
        double q = RegularizedGamma.Q.value(a, y);
        return q > MIN_ACCURATE_Q || y < 2 * SHIFT ? q : survivalNearUnderflow(a, y);
    }

    /**
     * Q(a, y) = y^a e^-y / Gamma(a) F with the prefix taken at y - SHIFT, where it is far from underflow, and brought
     * to y by (y / (y - SHIFT))^a e^-SHIFT: only the last multiplication rounds to a subnormal number.
     */
    private static double survivalNearUnderflow(double a, double y) {
        double shifted = y - SHIFT;
        double prefix = RegularizedGamma.P.derivative(a, shifted) * shifted;
        return prefix * Math.pow(y / shifted, a) * continuedFraction(a, y) * Math.exp(-SHIFT);
    }

    /** ln P(X &gt;= x), finite wherever x is. */
    static double logSurvival(double x, int dof) {
        double a = dof / 2.0;
        double q = RegularizedGamma.Q.value(a, x / 2);
        if (q > 0.5) {
            return Math.log1p(0.0 - RegularizedGamma.P.value(a, x / 2));
        }
        return q > MIN_ACCURATE_Q ? Math.log(q) : logOfContinuedFraction(a, x / 2);
    }

    /** ln Q(a, y) = a ln y - y - ln Gamma(a) + ln F. */
    private static double logOfContinuedFraction(double a, double y) {
        return a * Math.log(y) - y - LogGamma.value(a) + Math.log(continuedFraction(a, y));
    }

    /**
     * F, Legendre's continued fraction (NIST DLMF 8.9.2), evaluated from the front by Steed's method; all its terms are
     * positive for y &gt; a, which holds wherever Q is tiny. Commons Numbers' {@code GeneralizedContinuedFraction} (Lentz)
     * gives the same but for the last two bits, which would change the bytes of results below 1e-290 without need.
     */
    private static double continuedFraction(double a, double y) {
        double b = y + 1 - a;
        double d = 1 / b;
        double delta = d;
        double sum = d;
        for (int i = 1; i < MAX_TERMS && Math.abs(delta) > Math.ulp(sum) / 4; i++) {
            double numerator = i * (a - i);
            b += 2;
            d = 1 / (b + numerator * d);
            delta *= b * d - 1;
            sum += delta;
        }
        return sum;
    }
}

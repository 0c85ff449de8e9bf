package org.genoqc.homogeneity.statistics;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Quantiles of beta distributions with parameters of at least 1, to a relative accuracy of 1e-9 at least.
 *
 * <p>Commons Math's {@code inverseCumulativeProbability} bisects to an absolute accuracy, which for quantiles of 1e-8 takes
 * ten times as long. Here Halley's method begins near the quantile; it is kept within the bracket that its own steps find.
 */
final class BetaQuantile {

    /** Halley's method triples the digits with each step: after one as small as this, all are there. */
    private static final double LAST_STEP = 1e-6;

    private static final int MAX_STEPS = 200;

    private BetaQuantile() {}

    /** The x with P(X &lt;= x) = tail, X ~ beta(a, b). */
    static double lower(double tail, double a, double b) {
        if (a == 1) {
            return -Math.expm1(Math.log1p(-tail) / b);
        }
        if (b == 1) {
            return Math.pow(tail, 1 / a);
        }
        return solve(x -> RegularizedBeta.value(x, a, b) - tail, near(normal(tail), a, b), a, b);
    }

    /** The x with P(X &gt; x) = tail, X ~ beta(a, b). */
    static double upper(double tail, double a, double b) {
        if (a == 1) {
            return -Math.expm1(Math.log(tail) / b);
        }
        if (b == 1) {
            return Math.exp(Math.log1p(-tail) / a);
        }
        return solve(x -> tail - RegularizedBeta.complement(x, a, b), near(-normal(tail), a, b), a, b);
    }

    /** About the z with P(Z &lt;= z) = tail &lt; 1/2, Z standard normal: Abramowitz and Stegun (1964), 26.2.22. */
    private static double normal(double tail) {
        double t = Math.sqrt(-2 * Math.log(tail));
        return (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + t * 0.04481)) - t;
    }

    /** About the quantile of beta(a, b) at a standard normal quantile z: Abramowitz and Stegun (1964), 26.5.22. */
    private static double near(double z, double a, double b) {
        double lambda = (z * z - 3) / 6;
        double inverseA = 1 / (2 * a - 1);
        double inverseB = 1 / (2 * b - 1);
        double h = 2 / (inverseA + inverseB);
        double w = -z * Math.sqrt(h + lambda) / h - (inverseB - inverseA) * (lambda + 5.0 / 6 - 2 / (3 * h));
        return a / (a + b * Math.exp(2 * w));
    }

    /** The zero of a function that increases by the density of beta(a, b). */
    private static double solve(DoubleUnaryOperator excess, double start, double a, double b) {
        double low = 0;
        double high = 1;
        double x = start;
        for (int i = 0; i < MAX_STEPS; i++) {
            double above = excess.applyAsDouble(x);
            if (above > 0) {
                high = x;
            } else {
                low = x;
            }
            double newton = above / RegularizedBeta.derivative(x, a, b);
            double bend = newton / 2 * ((a - 1) / x - (b - 1) / (1 - x));
            double next = x - newton / Math.clamp(1 - bend, 0.5, 2);
            if (!(next >= low && next <= high)) {
                next = (low + high) / 2;
            }
            double step = Math.abs(next - x);
            x = next;
            if (step <= LAST_STEP * Math.min(x, 1 - x)) {
                break;
            }
        }
        return x;
    }
}

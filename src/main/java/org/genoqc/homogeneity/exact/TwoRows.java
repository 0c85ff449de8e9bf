package org.genoqc.homogeneity.exact;

import java.util.function.DoubleBinaryOperator;

/**
 * The margins of a table of two rows and three columns, and the probability of a table that has them, if each sample is
 * as likely as another to be in the first row: n! m! A! B! C! / (N! times the factorials of the six counts).
 */
final class TwoRows {

    private static final double TWO_PI = 2 * Math.PI;

    /** The most that Stirling's formula lacks for six counts. */
    private static final double MAX_ERRORS_OF_COUNTS = 6 / 12.0;

    final double n;
    final double total;
    final double a;
    final double b;
    final double c;

    private final double share;
    private final double otherShare;
    private final double rootsOfMargins;
    /** NaN until it is needed. */
    private double errorsOfMargins = Double.NaN;

    /**
     * @param n the total of the first row
     * @param a the total of the first column
     * @param b of the second
     * @param c of the third
     */
    TwoRows(double n, double a, double b, double c) {
        this.n = n;
        this.total = a + b + c;
        this.a = a;
        this.b = b;
        this.c = c;
        this.share = n / total;
        this.otherShare = (total - n) / total;
        this.rootsOfMargins = root(n) * root(total - n) / root(total) * root(a) * root(b) * root(c);
    }

    /**
     * The natural logarithm of the probability of the table whose first row is x, y, z, without a difference of large
     * numbers: with Stirling's formula for each factorial all that is large comes together in the deviance of each count
     * from its expectation (Loader 2000, Fast and Accurate Computation of Binomial Probabilities).
     */
    double lnProbability(double x, double y, double z) {
        double errorsOfCounts = StirlingError.of(x)
                + StirlingError.of(y)
                + StirlingError.of(z)
                + StirlingError.of(a - x)
                + StirlingError.of(b - y)
                + StirlingError.of(c - z);
        return errorsOfMargins() - errorsOfCounts - sum(TwoRows::deviance, x, y, z) + Math.log(roots(x, y, z)) / 2;
    }

    /**
     * A number that {@link #lnProbability} is not below, but for rounding, and cheaper. The errors of the margins
     * are at least 0 together, since that of N is below that of n, and k ln(k / e) + e - k is at most (k - e)^2 / (2 min(k, e)):
     * as a function of k, its value and its slope are 0 at e, and its second derivative is 1 / k.
     */
    double lnProbabilityAtLeast(double x, double y, double z) {
        return Math.log(roots(x, y, z)) / 2 - sum(TwoRows::devianceAtMost, x, y, z) - MAX_ERRORS_OF_COUNTS;
    }

    /** Over the six counts, each with its expectation. */
    private double sum(DoubleBinaryOperator deviance, double x, double y, double z) {
        return deviance.applyAsDouble(x, a * share)
                + deviance.applyAsDouble(y, b * share)
                + deviance.applyAsDouble(z, c * share)
                + deviance.applyAsDouble(a - x, a * otherShare)
                + deviance.applyAsDouble(b - y, b * otherShare)
                + deviance.applyAsDouble(c - z, c * otherShare);
    }

    private double errorsOfMargins() {
        if (Double.isNaN(errorsOfMargins)) {
            errorsOfMargins = StirlingError.of(n)
                    + StirlingError.of(total - n)
                    + StirlingError.of(a)
                    + StirlingError.of(b)
                    + StirlingError.of(c)
                    - StirlingError.of(total);
        }
        return errorsOfMargins;
    }

    /** The square of what the roots in Stirling's formula give; a factorial of 0 has none. */
    private double roots(double x, double y, double z) {
        return rootsOfMargins / (root(x) * root(y) * root(z)) / (root(a - x) * root(b - y) * root(c - z));
    }

    private static double root(double n) {
        return n == 0 ? 1 : TWO_PI * n;
    }

    /** k ln(k / e) + e - k, accurate also where k is near e. */
    private static double deviance(double k, double e) {
        double difference = k - e;
        if (Math.abs(difference) < 0.1 * (k + e)) {
            return devianceNear(k, e);
        }
        return k == 0 ? e : k * Math.log(k / e) - difference;
    }

    private static double devianceAtMost(double k, double e) {
        double difference = k - e;
        return k == 0 ? e : difference * difference / (2 * Math.min(k, e));
    }

    /** With v = (k - e) / (k + e), ln(k / e) is 2 (v + v^3 / 3 + v^5 / 5 ...). */
    private static double devianceNear(double k, double e) {
        double difference = k - e;
        double v = difference / (k + e);
        double sum = difference * v;
        double power = 2 * k * v;
        for (int i = 3; ; i += 2) {
            power *= v * v;
            double next = sum + power / i;
            if (next == sum) {
                return sum;
            }
            sum = next;
        }
    }
}

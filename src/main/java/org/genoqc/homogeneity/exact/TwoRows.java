package org.genoqc.homogeneity.exact;

/**
 * The margins of a table of two rows and three columns, and the probability of a table that has them, if each sample is
 * as likely as another to be in the first row: n! m! A! B! C! / (N! times the factorials of the six counts).
 */
final class TwoRows {

    private static final double TWO_PI = 2 * Math.PI;

    final double n;
    final double total;
    final double a;
    final double b;
    final double c;

    private final double share;
    private final double otherShare;
    private final double errorsOfMargins;
    private final double rootsOfMargins;

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
        this.errorsOfMargins = StirlingError.of(n)
                + StirlingError.of(total - n)
                + StirlingError.of(a)
                + StirlingError.of(b)
                + StirlingError.of(c)
                - StirlingError.of(total);
        this.rootsOfMargins = root(n) * root(total - n) / root(total) * root(a) * root(b) * root(c);
    }

    /**
     * The natural logarithm of the probability of the table whose first row is x, y, z, without a difference of large
     * numbers: with Stirling's formula for each factorial all that is large comes together in the deviance of each count
     * from its expectation (Loader 2000, Fast and Accurate Computation of Binomial Probabilities).
     */
    double lnProbability(double x, double y, double z) {
        double deviance = deviance(x, a * share)
                + deviance(y, b * share)
                + deviance(z, c * share)
                + deviance(a - x, a * otherShare)
                + deviance(b - y, b * otherShare)
                + deviance(c - z, c * otherShare);
        double errorsOfCounts = StirlingError.of(x)
                + StirlingError.of(y)
                + StirlingError.of(z)
                + StirlingError.of(a - x)
                + StirlingError.of(b - y)
                + StirlingError.of(c - z);
        return errorsOfMargins - errorsOfCounts - deviance + Math.log(roots(x, y, z)) / 2;
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

package org.genoqc.homogeneity.statistics;

import java.math.BigInteger;

/**
 * Decides exactly whether the statistic of a simulated table is at least that of the observed one with the same
 * margins.
 *
 * <p>Given the margins, chi2 = N (S - 1) with S the sum of n_ij^2 / (r_i c_j). S in doubles, summed over R * C
 * positive terms, is right to about R C 2^-53, and where two values differ by more than a wide multiple of that, it
 * decides. Otherwise the integers L S are compared, L = lcm(r_i) lcm(c_j). They may be far beyond 64 bits, but their
 * difference is then known to be small, and while it is below 2^63 it comes out right of arithmetic modulo 2^64; only
 * beyond that are big integers needed.
 */
final class Exceedance {

    /** A relative difference of two S that rounding cannot make: far above R C 2^-53 up to 10,000 cells. */
    private static final double TOLERANCE = 1e-11;

    private final double[] weights;
    private final double observedApproximate;
    private final double clearlyBelow;
    private final double clearlyAbove;
    private final BigInteger[] exactWeights;
    private final BigInteger exactObserved;
    private final long[] wrappedWeights;
    private final long wrappedObserved;
    private final boolean differenceFitsLong;

    Exceedance(ContingencyTable observed) {
        int columns = observed.columns();
        long[] counts = observed.counts();
        BigInteger common = leastCommonMultiple(observed.rowTotals())
                .multiply(leastCommonMultiple(observed.columnTotals()));
        weights = new double[counts.length];
        exactWeights = new BigInteger[counts.length];
        wrappedWeights = new long[counts.length];
        for (int cell = 0; cell < counts.length; cell++) {
            long rowTotal = observed.rowTotal(cell / columns);
            long columnTotal = observed.columnTotal(cell % columns);
            weights[cell] = 1.0 / rowTotal / columnTotal;
            exactWeights[cell] = common.divide(BigInteger.valueOf(rowTotal).multiply(BigInteger.valueOf(columnTotal)));
            wrappedWeights[cell] = exactWeights[cell].longValue();
        }
        double tolerance = Math.max(TOLERANCE, counts.length * 1e-15);
        double approximate = approximate(counts);
        observedApproximate = approximate;
        clearlyBelow = approximate * (1 - tolerance);
        clearlyAbove = approximate * (1 + tolerance);
        exactObserved = exact(counts);
        wrappedObserved = wrapped(counts);
        differenceFitsLong = common.doubleValue() * approximate * tolerance * 4 < 0x1p63;
    }

    /** S of the observed table, right to about R C 2^-53. */
    double observedApproximate() {
        return observedApproximate;
    }

    /** Whether S in doubles is far enough from the observed value to decide. */
    boolean isClear(double statistic) {
        return statistic < clearlyBelow || statistic > clearlyAbove;
    }

    /** Whether S in doubles, if it is clear, exceeds the observed value. */
    boolean isExceededBy(double statistic) {
        return statistic > clearlyAbove;
    }

    /** Whether the statistic of a table is at least the observed one; exact. */
    boolean isReachedBy(long[] simulated) {
        double statistic = approximate(simulated);
        if (isClear(statistic)) {
            return isExceededBy(statistic);
        }
        return differenceFitsLong
                ? wrapped(simulated) - wrappedObserved >= 0
                : exact(simulated).compareTo(exactObserved) >= 0;
    }

    private double approximate(long[] counts) {
        double sum = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            sum += (double) counts[cell] * counts[cell] * weights[cell];
        }
        return sum;
    }

    private long wrapped(long[] counts) {
        long sum = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            sum += counts[cell] * counts[cell] * wrappedWeights[cell];
        }
        return sum;
    }

    private BigInteger exact(long[] counts) {
        BigInteger sum = BigInteger.ZERO;
        for (int cell = 0; cell < counts.length; cell++) {
            if (counts[cell] != 0) {
                sum = sum.add(BigInteger.valueOf(counts[cell]).pow(2).multiply(exactWeights[cell]));
            }
        }
        return sum;
    }

    private static BigInteger leastCommonMultiple(long[] totals) {
        BigInteger multiple = BigInteger.ONE;
        for (long total : totals) {
            BigInteger value = BigInteger.valueOf(total);
            multiple = multiple.divide(multiple.gcd(value)).multiply(value);
        }
        return multiple;
    }
}

package org.genoqc.homogeneity.simulation;

import java.math.BigInteger;
import java.util.Arrays;
import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * Decides exactly whether the statistic of a simulated table is at least that of the observed one with the same
 * margins.
 *
 * <p>Given the margins, chi2 = N (S - 1) with S the sum of n_ij^2 / (r_i c_j). S in doubles, summed over R * C
 * positive terms, is right to about R C 2^-53, and where two values differ by more than a wide multiple of that, it
 * decides. Otherwise the integers L S are compared, L = lcm(r_i) lcm(c_j), by their difference: it is then known to be
 * small, and while it is below 2^63 it comes out right of arithmetic modulo 2^64. Beyond that the sign of the
 * difference is that of a {@link FractionSum}.
 *
 * <p>Memory is in proportion to R + C, whatever the margins are.
 */
final class Exceedance {

    /** A relative difference of two S that rounding cannot make: far above R C 2^-53 up to 10,000 cells. */
    private static final double TOLERANCE = 1e-11;
    /** An L of more bits is never small enough for differences below 2^63. */
    private static final int MOST_BITS = 128;

    private final ContingencyTable observed;
    private final double[] rowWeights;
    private final double[] columnWeights;
    private final double observedApproximate;
    private final double clearlyBelow;
    private final double clearlyAbove;
    private final boolean differenceFitsLong;
    /** lcm(r_i) / r_i and lcm(c_j) / c_j modulo 2^64; empty where they are not needed. */
    private long[] wrappedRowWeights = {};

    private long[] wrappedColumnWeights = {};
    private long wrappedObserved;

    Exceedance(ContingencyTable observed) {
        this.observed = observed;
        long[] rowTotals = observed.rowTotals();
        long[] columnTotals = observed.columnTotals();
        rowWeights = Arrays.stream(rowTotals).mapToDouble(total -> 1.0 / total).toArray();
        columnWeights =
                Arrays.stream(columnTotals).mapToDouble(total -> 1.0 / total).toArray();
        long[] counts = observed.counts();
        double tolerance = Math.max(TOLERANCE, counts.length * 1e-15);
        observedApproximate = approximate(counts);
        clearlyBelow = observedApproximate * (1 - tolerance);
        clearlyAbove = observedApproximate * (1 + tolerance);
        BigInteger ofRows = leastCommonMultiple(rowTotals);
        BigInteger ofColumns = leastCommonMultiple(columnTotals);
        differenceFitsLong = ofRows.bitLength() <= MOST_BITS
                && ofColumns.bitLength() <= MOST_BITS
                && ofRows.doubleValue() * ofColumns.doubleValue() * observedApproximate * tolerance * 4 < 0x1p63;
        if (differenceFitsLong) {
            wrappedRowWeights = wrappedWeights(ofRows, rowTotals);
            wrappedColumnWeights = wrappedWeights(ofColumns, columnTotals);
            wrappedObserved = wrapped(counts);
        }
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
                : FractionSum.signOfDifference(observed, simulated) >= 0;
    }

    private double approximate(long[] counts) {
        double sum = 0;
        int cell = 0;
        for (double rowWeight : rowWeights) {
            double ofRow = 0;
            for (double columnWeight : columnWeights) {
                ofRow += (double) counts[cell] * counts[cell] * columnWeight;
                cell++;
            }
            sum += ofRow * rowWeight;
        }
        return sum;
    }

    private long wrapped(long[] counts) {
        long sum = 0;
        int cell = 0;
        for (long rowWeight : wrappedRowWeights) {
            long ofRow = 0;
            for (long columnWeight : wrappedColumnWeights) {
                ofRow += counts[cell] * counts[cell] * columnWeight;
                cell++;
            }
            sum += ofRow * rowWeight;
        }
        return sum;
    }

    private static long[] wrappedWeights(BigInteger common, long[] totals) {
        return Arrays.stream(totals)
                .map(total -> common.divide(BigInteger.valueOf(total)).longValue())
                .toArray();
    }

    /** The least common multiple, or the first of its divisors that has too many bits to be of use. */
    private static BigInteger leastCommonMultiple(long[] totals) {
        BigInteger multiple = BigInteger.ONE;
        for (long total : totals) {
            BigInteger value = BigInteger.valueOf(total);
            multiple = multiple.divide(multiple.gcd(value)).multiply(value);
            if (multiple.bitLength() > MOST_BITS) {
                return multiple;
            }
        }
        return multiple;
    }
}

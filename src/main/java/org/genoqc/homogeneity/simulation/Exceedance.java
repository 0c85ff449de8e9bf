package org.genoqc.homogeneity.simulation;

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
 * <p>Memory is in proportion to R + C besides the table, whatever the margins are.
 */
final class Exceedance {

    /** A relative difference of two S that rounding cannot make: far above R C 2^-53 up to 10,000 cells. */
    private static final double TOLERANCE = 1e-11;

    private final ContingencyTable observed;
    private final MarginWeights rowWeights;
    private final MarginWeights columnWeights;
    private final double observedApproximate;
    private final double clearlyBelow;
    private final double clearlyAbove;
    private final boolean differenceFitsLong;
    private final long wrappedObserved;

    Exceedance(ContingencyTable observed) {
        this(observed, new MarginWeights(observed.rowTotals()));
    }

    /** @param rowWeights of the table's row totals */
    Exceedance(ContingencyTable observed, MarginWeights rowWeights) {
        this.observed = observed;
        this.rowWeights = rowWeights;
        this.columnWeights = new MarginWeights(observed.columnTotals());
        long[] counts = observed.counts();
        double tolerance = Math.max(TOLERANCE, counts.length * 1e-15);
        observedApproximate = approximate(counts);
        clearlyBelow = observedApproximate * (1 - tolerance);
        clearlyAbove = observedApproximate * (1 + tolerance);
        differenceFitsLong = rowWeights.isExact()
                && columnWeights.isExact()
                && rowWeights.commonMultiple() * columnWeights.commonMultiple() * observedApproximate * tolerance * 4
                        < 0x1p63;
        wrappedObserved = differenceFitsLong ? wrapped(counts) : 0;
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
        double[] ofColumns = columnWeights.approximate();
        for (double rowWeight : rowWeights.approximate()) {
            double ofRow = 0;
            for (double columnWeight : ofColumns) {
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
        long[] ofColumns = columnWeights.wrapped();
        for (long rowWeight : rowWeights.wrapped()) {
            long ofRow = 0;
            for (long columnWeight : ofColumns) {
                ofRow += counts[cell] * counts[cell] * columnWeight;
                cell++;
            }
            sum += ofRow * rowWeight;
        }
        return sum;
    }
}

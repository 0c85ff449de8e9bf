package org.genoqc.homogeneity.simulation;

import java.util.List;
import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * Decides exactly whether the sum of chi-squared over simulated strata is at least that over the observed ones with the same
 * margins. What is summed is N S of each stratum, that is chi2 + N, whose terms are all positive. Where that in floating point
 * is too close to call, a {@link FractionSum} decides. Immutable.
 */
final class StratifiedExceedance {

    /** A relative difference that rounding cannot make: far above R C 2^-53 up to 10,000 cells. */
    private static final double TOLERANCE = 1e-11;

    private final List<ContingencyTable> observed;
    private final double sum;
    private final double tolerance;

    /** @param observed rows and columns in ascending order of their totals */
    StratifiedExceedance(List<ContingencyTable> observed) {
        this.observed = List.copyOf(observed);
        double samples = 0;
        double chiSquared = 0;
        double cells = 0;
        for (ContingencyTable table : observed) {
            samples += table.total();
            chiSquared += table.chiSquared();
            cells += (double) table.rows() * table.columns();
        }
        this.sum = samples + chiSquared;
        this.tolerance = sum * Math.max(TOLERANCE, cells * 1e-15);
    }

    /** Whether a sum is below the observed one, and not only by rounding. */
    boolean isBelow(double simulated, double error) {
        return simulated < sum - tolerance - error;
    }

    /**
     * Whether a sum is above the observed one, and not only by rounding.
     *
     * @param error of the sum, beside that of doubles
     */
    boolean isAbove(double simulated, double error) {
        return simulated > sum + tolerance + error;
    }

    /** Whether the sum over strata is at least the observed one; exact. */
    boolean isReachedBy(List<long[]> simulated) {
        return FractionSum.signOfDifference(observed, simulated) >= 0;
    }
}

package org.genoqc.homogeneity.statistics;

import org.genoqc.homogeneity.table.StratifiedTable;

/**
 * The upper tail of the chi-squared distribution with (R - 1)(C - 1) degrees of freedom at Pearson's statistic, which
 * follows that distribution where every expected count is large.
 *
 * @param value in [0, 1]; 0 only where the true value is below the smallest double
 * @param ln its natural logarithm, finite even where {@code value} underflows
 */
public record AsymptoticPValue(double value, double ln) {

    /**
     * That of a table, or of the sums over strata.
     *
     * @throws IllegalArgumentException if there is no degree of freedom
     */
    public static AsymptoticPValue of(StratifiedTable table) {
        if (!table.isTestable()) {
            throw new IllegalArgumentException("a test needs two rows and two columns with samples");
        }
        return of(table.chiSquared(), table.degreesOfFreedom());
    }

    /** That of a value of Pearson's statistic. */
    public static AsymptoticPValue of(double statistic, int degreesOfFreedom) {
        return new AsymptoticPValue(
                ChiSquaredTail.survival(statistic, degreesOfFreedom),
                ChiSquaredTail.logSurvival(statistic, degreesOfFreedom));
    }
}

package org.genoqc.homogeneity.statistics;

import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * The upper tail of the chi-squared distribution with (R - 1)(C - 1) degrees of freedom at Pearson's statistic, which
 * follows that distribution where every expected count is large.
 *
 * @param value in [0, 1]; 0 only where the true value is below the smallest double
 * @param ln its natural logarithm, finite even where {@code value} underflows
 */
public record AsymptoticPValue(double value, double ln) {

    /**
     * That of a table.
     *
     * @param table a table with positive margins and at least two rows and columns
     * @throws IllegalArgumentException if the table has no degree of freedom or an empty row or column
     */
    public static AsymptoticPValue of(ContingencyTable table) {
        if (table.degreesOfFreedom() == 0 || table.minExpectedCount() == 0) {
            throw new IllegalArgumentException("a test needs two rows, two columns and positive margins, not "
                    + table.rows() + " x " + table.columns());
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

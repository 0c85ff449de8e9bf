package org.genoqc.homogeneity.statistics;

import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * A test of the hypothesis that the rows of a contingency table are samples of one distribution, by Pearson's
 * chi-squared statistic; the two kinds differ in the null distribution they compare it with.
 */
public sealed interface HomogeneityTest permits AsymptoticTest, MonteCarloTest {

    /**
     * Tests a table.
     *
     * @param table a table with positive margins and at least two rows and columns
     * @throws IllegalArgumentException if the table has no degree of freedom or an empty row or column
     */
    TestResult test(ContingencyTable table);

    /** Throws unless the table can be tested. */
    static void requireTestable(ContingencyTable table) {
        if (table.degreesOfFreedom() == 0 || table.minExpectedCount() == 0) {
            throw new IllegalArgumentException("a test needs two rows, two columns and positive margins, not "
                    + table.rows() + " x " + table.columns());
        }
    }
}

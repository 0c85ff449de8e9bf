package org.genoqc.homogeneity.statistics;

import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * Pearson's chi-squared test: the statistic against the upper tail of the chi-squared distribution with (R - 1)(C - 1)
 * degrees of freedom, which it follows where every expected count is large.
 */
public record AsymptoticTest() implements HomogeneityTest {

    @Override
    public TestResult test(ContingencyTable table) {
        HomogeneityTest.requireTestable(table);
        double statistic = table.chiSquared();
        int dof = table.degreesOfFreedom();
        return new TestResult(
                statistic,
                dof,
                ChiSquaredTail.survival(statistic, dof),
                ChiSquaredTail.logSurvival(statistic, dof),
                0,
                0);
    }
}

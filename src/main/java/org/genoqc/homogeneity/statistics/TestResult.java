package org.genoqc.homogeneity.statistics;

import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * The outcome of a test of one table.
 *
 * @param chiSquared Pearson's statistic
 * @param degreesOfFreedom (R - 1)(C - 1)
 * @param pValue in [0, 1]; 0 only where the true value is below the smallest double, never for a simulated one
 * @param lnPValue its natural logarithm, finite even where {@code pValue} underflows
 * @param simulations the number of simulated tables; 0 for the asymptotic test
 * @param exceedances how many of them had a statistic at least the observed one
 */
public record TestResult(
        double chiSquared, int degreesOfFreedom, double pValue, double lnPValue, int simulations, int exceedances) {

    /** (b + 1) / (B + 1): Phipson and Smyth (2010), "Permutation p-values should never be zero", equation 2. */
    static TestResult ofExceedances(ContingencyTable table, int simulations, int exceedances) {
        double pValue = (exceedances + 1.0) / (simulations + 1.0);
        return new TestResult(
                table.chiSquared(), table.degreesOfFreedom(), pValue, Math.log(pValue), simulations, exceedances);
    }
}

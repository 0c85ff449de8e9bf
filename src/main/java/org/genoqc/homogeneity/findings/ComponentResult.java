package org.genoqc.homogeneity.findings;

import org.genoqc.homogeneity.statistics.Method;

/**
 * The outcome of the two-tier test of some columns of a probeset's table.
 *
 * @param pValue in [0, 1]; NaN where the method is skipped
 * @param lnPValue its natural logarithm, finite even where {@code pValue} underflows; NaN where skipped
 */
public record ComponentResult(Method method, double pValue, double lnPValue) {

    /** The smallest simulated p-value, where no table reached the observed statistic. */
    public static final double FLOOR = 1.0 / (ComponentTest.MAX_SIMULATIONS + 1);

    /** There is nothing to compare. */
    public static final ComponentResult SKIPPED = new ComponentResult(Method.SKIPPED, Double.NaN, Double.NaN);

    /** Whether it was simulated and no table reached the observed statistic. */
    public boolean isAtFloor() {
        // one that ended early is at least EXCEEDANCES / MAX_SIMULATIONS, one with an exceedance twice the floor
        return method == Method.MONTE_CARLO && pValue < 1.5 * FLOOR;
    }
}

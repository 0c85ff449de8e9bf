package org.genoqc.homogeneity.findings;

import org.genoqc.homogeneity.statistics.Method;

/**
 * The outcome of the two-tier test of some columns of a probeset's table.
 *
 * @param pValue in [0, 1]; NaN where the method is skipped
 * @param lnPValue its natural logarithm, finite even where {@code pValue} underflows; NaN where skipped
 */
public record ComponentResult(Method method, double pValue, double lnPValue) {

    /** There is nothing to compare. */
    public static final ComponentResult SKIPPED = new ComponentResult(Method.SKIPPED, Double.NaN, Double.NaN);
}

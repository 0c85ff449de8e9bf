package org.genoqc.homogeneity.findings;

import java.util.Set;

/** What a rule of a policy looks at: a pair of probeset and genotyping batch, or a probeset as a whole. */
sealed interface Judged permits NamedFinding, ProbesetTests {

    /** NaN where there is no such number. */
    double value(Quantity quantity);

    Set<FindingKind> kinds();

    /**
     * The natural logarithm of the smaller p-value of calls and of missing calls, times two where both were tested: a
     * p-value of the hypothesis that neither differs (Bonferroni). NaN where none was tested.
     */
    static double lnSmallerOfTwo(double lnCalls, double lnNocalls) {
        if (Double.isNaN(lnCalls) || Double.isNaN(lnNocalls)) {
            return Double.isNaN(lnCalls) ? lnNocalls : lnCalls;
        }
        return Math.min(0, Math.log(2) + Math.min(lnCalls, lnNocalls));
    }
}

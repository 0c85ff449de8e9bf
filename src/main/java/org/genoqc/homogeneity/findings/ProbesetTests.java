package org.genoqc.homogeneity.findings;

import java.util.Set;

/**
 * The component tests of a probeset over all genotyping batches.
 *
 * @param lnPValueCalls the natural logarithm of the p-value of AA, AB and BB; NaN where it was not tested
 * @param lnPValueNocalls that of called against NC
 */
public record ProbesetTests(String probesetId, double lnPValueCalls, double lnPValueNocalls) implements Judged {

    static ProbesetTests of(String probesetId, ProbesetAssessment assessment) {
        return new ProbesetTests(
                probesetId, assessment.calls().lnPValue(), assessment.nocalls().lnPValue());
    }

    @Override
    public double value(Quantity quantity) {
        return switch (quantity) {
            case PROBESET_P -> Judged.lnSmallerOfTwo(lnPValueCalls, lnPValueNocalls);
            case PROBESET_CALLS_P -> lnPValueCalls;
            case PROBESET_NOCALLS_P -> lnPValueNocalls;
            default -> Double.NaN;
        };
    }

    @Override
    public Set<FindingKind> kinds() {
        return Set.of();
    }
}

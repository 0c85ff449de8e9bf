package org.genoqc.homogeneity.findings;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.genoqc.homogeneity.counts.ProbesetNames;

/**
 * A finding with the names of its probeset and genotyping batch, as it is stored: a row of findings.tsv.
 *
 * @param stratum the name of its stratum; empty where the data has none
 * @param lnPValueCalls the natural logarithm of the p-value of AA, AB and BB, batch against rest; 0 where there is nothing
 *     to compare
 * @param lnPValueNocalls that of called against NC
 */
public record NamedFinding(
        String probesetId,
        String batchName,
        String stratum,
        GenotypeCounts batch,
        GenotypeCounts rest,
        double lnPValueCalls,
        double lnPValueNocalls,
        Set<FindingKind> kinds)
        implements Judged {

    public NamedFinding {
        kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    }

    /** A finding of a data set. */
    public static NamedFinding of(Finding finding, ProbesetNames names) {
        return new NamedFinding(
                names.probesetId(finding.probeset()),
                names.genotypingBatchName(finding.genotypingBatch()),
                names.hasStrata() ? names.stratumName(finding.stratum()) : "",
                finding.batch(),
                finding.rest(),
                finding.lnPValueCalls(),
                finding.lnPValueNocalls(),
                finding.kinds());
    }

    @Override
    public double value(Quantity quantity) {
        return switch (quantity) {
            case P -> Math.min(lnPValueCalls, lnPValueNocalls);
            case CALLS_P -> lnPValueCalls;
            case NOCALLS_P -> lnPValueNocalls;
            case FREQUENCY_DIFFERENCE -> Math.abs(batch.alleleFrequency() - rest.alleleFrequency());
            case HETEROZYGOTE_DIFFERENCE -> Math.abs(batch.heterozygoteFrequency() - rest.heterozygoteFrequency());
            case NOCALL_DIFFERENCE -> batch.nocallRate() - rest.nocallRate();
            case PAIR_P -> lnPValueOfPair();
            case PROBESET_P, PROBESET_CALLS_P, PROBESET_NOCALLS_P -> Double.NaN;
        };
    }

    private double lnPValueOfPair() {
        return Judged.lnSmallerOfTwo(
                Testable.ofCalls(batch, rest) ? lnPValueCalls : Double.NaN,
                Testable.ofNocalls(batch, rest) ? lnPValueNocalls : Double.NaN);
    }
}

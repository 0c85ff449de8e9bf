package org.genoqc.homogeneity.library;

import java.util.List;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.findings.Effects;
import org.genoqc.homogeneity.findings.Finding;
import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.findings.GenotypeCounts;
import org.jspecify.annotations.Nullable;

/**
 * A genotyping batch that differs from all others together in a probeset: a row of the findings TSV. Differences are batch
 * minus rest; what has no calls, or no samples, gives NaN.
 *
 * @param stratum that it was found in; null where the data has no strata
 * @param kinds what is wrong, at least one of {@code calls}, {@code nocalls}, {@code swapped_alleles} and
 *     {@code collapsed_cluster}
 * @param batch the counts of the genotyping batch
 * @param rest those of all others together
 * @param pValueCalls the exact p-value of AA, AB and BB, batch against rest; 1 where there is nothing to compare
 * @param lnPValueCalls its natural logarithm, finite even where {@code pValueCalls} underflows
 * @param pValueNocalls the exact p-value of called against NC
 * @param lnPValueNocalls its natural logarithm
 * @param alleleFrequency of the B allele in the batch
 * @param alleleFrequencyRest in the rest
 * @param frequencyDifference of the B allele
 * @param heterozygoteDifference of the share of AB among the calls
 * @param nocallDifference of the share of samples without a call
 * @param oddsRatio the odds of the B allele in the batch over those in the rest; 0.5 is added to each of the four numbers
 *     of alleles where one is 0
 * @param oddsRatioLow the lower limit of its 95 % confidence interval
 * @param oddsRatioHigh the upper limit
 * @param hardyWeinbergPValue exact, of the batch alone; NaN where an annotation has the probeset on X, on Y or in the
 *     mitochondria
 */
public record FindingRow(
        String probesetId,
        String batchName,
        @Nullable String stratum,
        List<String> kinds,
        Genotypes batch,
        Genotypes rest,
        double pValueCalls,
        double lnPValueCalls,
        double pValueNocalls,
        double lnPValueNocalls,
        double alleleFrequency,
        double alleleFrequencyRest,
        double frequencyDifference,
        double heterozygoteDifference,
        double nocallDifference,
        double oddsRatio,
        double oddsRatioLow,
        double oddsRatioHigh,
        double hardyWeinbergPValue) {

    public FindingRow {
        kinds = List.copyOf(kinds);
    }

    /** How many samples have which genotype; NC is no call. */
    public record Genotypes(long aa, long ab, long bb, long nc) {

        private static Genotypes of(GenotypeCounts counts) {
            return new Genotypes(counts.aa(), counts.ab(), counts.bb(), counts.nc());
        }
    }

    static FindingRow of(Finding finding, ProbesetCounts counts) {
        Effects effects = finding.effects();
        return new FindingRow(
                counts.probesetId(finding.probeset()),
                counts.genotypingBatchName(finding.genotypingBatch()),
                counts.hasStrata() ? counts.stratumName(finding.stratum()) : null,
                finding.kinds().stream().map(FindingKind::label).toList(),
                Genotypes.of(finding.batch()),
                Genotypes.of(finding.rest()),
                Math.exp(finding.lnPValueCalls()),
                finding.lnPValueCalls(),
                Math.exp(finding.lnPValueNocalls()),
                finding.lnPValueNocalls(),
                effects.alleleFrequency(),
                effects.alleleFrequencyRest(),
                effects.frequencyDifference(),
                effects.heterozygoteDifference(),
                effects.nocallDifference(),
                effects.oddsRatio(),
                effects.oddsRatioLow(),
                effects.oddsRatioHigh(),
                counts.isOnSexChromosome(finding.probeset()) ? Double.NaN : effects.hardyWeinbergPValue());
    }
}

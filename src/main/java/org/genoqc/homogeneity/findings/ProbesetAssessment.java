package org.genoqc.homogeneity.findings;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a probeset, and where.
 *
 * @param calls the test of AA, AB and BB
 * @param nocalls the test of called against NC
 * @param callRate the share of samples with a call; NaN where there are no samples
 * @param maf the frequency of the rarer allele among the calls; NaN where there are none
 * @param cramersV Cramer's V of AA, AB and BB, corrected for bias; NaN where there is nothing to compare
 * @param largestFrequencyDifference the largest difference of a batch's allele frequency from that of the rest, absolute;
 *     NaN where there is nothing to compare
 * @param largestNocallDifference the same of the share of missing calls
 * @param worstBatch the number of the genotyping batch that differs most from the rest; -1 where there is none
 * @param pValueWithoutWorst the p-value of the probeset's test repeated without that batch; NaN where the p-value was not
 *     below 0.05, or nothing is left to test
 * @param findings in the order of the genotyping batches
 */
public record ProbesetAssessment(
        ComponentResult calls,
        ComponentResult nocalls,
        double callRate,
        double maf,
        double cramersV,
        double largestFrequencyDifference,
        double largestNocallDifference,
        int worstBatch,
        double pValueWithoutWorst,
        List<Finding> findings) {

    /** In the place of a genotyping batch's number. */
    public static final int NO_BATCH = -1;

    public ProbesetAssessment {
        findings = List.copyOf(findings);
    }

    /** The same of a probeset that has another number among those of the data set. */
    public ProbesetAssessment numbered(int probeset) {
        return findings.isEmpty()
                ? this
                : new ProbesetAssessment(
                        calls,
                        nocalls,
                        callRate,
                        maf,
                        cramersV,
                        largestFrequencyDifference,
                        largestNocallDifference,
                        worstBatch,
                        pValueWithoutWorst,
                        findings.stream()
                                .map(finding -> finding.numbered(probeset))
                                .toList());
    }

    /** That of a probeset that is not to be tested: what its counts are, and nothing of how they differ. */
    static ProbesetAssessment notTested(GenotypeCounts all) {
        return new ProbesetAssessment(
                ComponentResult.SKIPPED,
                ComponentResult.SKIPPED,
                (double) all.called() / all.samples(),
                Math.min(all.alleleFrequency(), 1 - all.alleleFrequency()),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                NO_BATCH,
                Double.NaN,
                List.of());
    }

    /** How many findings are of each kind, 0 included; a finding may be of several. */
    public static Map<FindingKind, Long> findingsByKind(List<ProbesetAssessment> assessments) {
        Map<FindingKind, Long> numbers = new EnumMap<>(FindingKind.class);
        for (FindingKind kind : FindingKind.values()) {
            numbers.put(kind, 0L);
        }
        assessments.stream()
                .flatMap(assessment -> assessment.findings().stream())
                .flatMap(finding -> finding.kinds().stream())
                .forEach(kind -> numbers.merge(kind, 1L, Long::sum));
        return numbers;
    }
}

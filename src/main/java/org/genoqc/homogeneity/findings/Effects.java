package org.genoqc.homogeneity.findings;

import org.genoqc.homogeneity.exact.HardyWeinberg;

/**
 * How much a genotyping batch differs from the rest. Differences are batch minus rest; what has no calls, or no samples,
 * gives NaN.
 *
 * @param alleleFrequency of the B allele in the batch
 * @param alleleFrequencyRest in the rest
 * @param frequencyDifference of the B allele
 * @param heterozygoteDifference of the share of AB among the calls
 * @param nocallDifference of the share of samples without a call
 * @param oddsRatio the odds of the B allele in the batch over those in the rest; 0.5 is added to each of the four numbers
 *     of alleles where one is 0 (Haldane and Anscombe)
 * @param oddsRatioLow the lower end of its interval of 95 % (Woolf's, by the logarithm)
 * @param oddsRatioHigh the upper
 * @param hardyWeinbergPValue exact, of the batch alone
 */
public record Effects(
        double alleleFrequency,
        double alleleFrequencyRest,
        double frequencyDifference,
        double heterozygoteDifference,
        double nocallDifference,
        double oddsRatio,
        double oddsRatioLow,
        double oddsRatioHigh,
        double hardyWeinbergPValue) {

    /** The 97.5th percentile of the standard normal distribution. */
    private static final double Z = 1.959963984540054;

    /** Those of counts. */
    static Effects of(GenotypeCounts batch, GenotypeCounts rest) {
        double added = anAlleleIsMissing(batch) || anAlleleIsMissing(rest) ? 0.5 : 0;
        double a = batch.allelesA() + added;
        double b = batch.allelesB() + added;
        double restA = rest.allelesA() + added;
        double restB = rest.allelesB() + added;
        double ratio = batch.called() == 0 || rest.called() == 0 ? Double.NaN : b / a * (restA / restB);
        double factor = Math.exp(Z * Math.sqrt(1 / a + 1 / b + 1 / restA + 1 / restB));
        return new Effects(
                batch.alleleFrequency(),
                rest.alleleFrequency(),
                batch.alleleFrequency() - rest.alleleFrequency(),
                batch.heterozygoteFrequency() - rest.heterozygoteFrequency(),
                batch.nocallRate() - rest.nocallRate(),
                ratio,
                ratio / factor,
                ratio * factor,
                HardyWeinberg.pValue(batch.aa(), batch.ab(), batch.bb()));
    }

    private static boolean anAlleleIsMissing(GenotypeCounts counts) {
        return counts.allelesA() == 0 || counts.allelesB() == 0;
    }
}

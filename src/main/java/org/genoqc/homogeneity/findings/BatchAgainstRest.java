package org.genoqc.homogeneity.findings;

import java.util.EnumSet;
import java.util.Set;
import org.genoqc.homogeneity.exact.FisherFreemanHalton;
import org.genoqc.homogeneity.statistics.AsymptoticPValue;
import org.jspecify.annotations.Nullable;

/**
 * A genotyping batch of a probeset beside all others together: calls, a table of 2 x 3, and missing calls, one of 2 x 2,
 * called against NC. Pearson's chi-squared is without continuity correction, and 0 where there is nothing to compare.
 */
public record BatchAgainstRest(GenotypeCounts batch, GenotypeCounts rest) {

    /**
     * A batch fits the rest with its alleles swapped if the p-value is above this: 99 of 100 batches with nothing but
     * swapped alleles are recognized, while one that fits in neither way is most often far below.
     */
    private static final double MIN_PVALUE_OF_A_FIT = 0.01;

    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    /** Pearson's chi-squared of AA, AB and BB; of two degrees of freedom where all three occur. */
    public double chiSquaredCalls() {
        return PearsonOfTwoRows.ofCalls(batch, rest);
    }

    /** Pearson's chi-squared of called against NC, of one degree of freedom. */
    public double chiSquaredNocalls() {
        return PearsonOfTwoRows.ofNocalls(batch, rest);
    }

    /** Pearson's chi-squared of all four counts. */
    public double chiSquared() {
        return PearsonOfTwoRows.ofAll(batch, rest);
    }

    /**
     * The natural logarithm of the exact p-value of AA, AB and BB; 0 where there is nothing to compare. Where the table is
     * too large for {@link FisherFreemanHalton}, that of the chi-squared test.
     */
    public double lnPValueCalls() {
        return lnPValueCallsUpTo(NO_LIMIT, batch);
    }

    /** The same of called against NC. */
    public double lnPValueNocalls() {
        return lnPValueNocallsUpTo(NO_LIMIT);
    }

    /**
     * What is wrong with the batch; null where nothing is, which for most batches is known without their p-values.
     *
     * @param alpha a p-value at or below it is a finding
     */
    @Nullable
    Finding finding(int probeset, int genotypingBatch, int stratum, double alpha) {
        double lnAlpha = Math.log(alpha);
        double lnCalls = lnPValueCallsUpTo(lnAlpha, batch);
        double lnNocalls = lnPValueNocallsUpTo(lnAlpha);
        boolean calls = lnCalls <= lnAlpha;
        boolean nocalls = lnNocalls <= lnAlpha;
        if (!calls && !nocalls) {
            return null;
        }
        return new Finding(
                probeset,
                genotypingBatch,
                stratum,
                batch,
                rest,
                calls ? lnCalls : lnPValueCalls(),
                nocalls ? lnNocalls : lnPValueNocalls(),
                kinds(calls, nocalls));
    }

    /** The frequency of the B allele in the batch less that in the rest; NaN where one of them has no calls. */
    public double frequencyDifference() {
        return batch.alleleFrequency() - rest.alleleFrequency();
    }

    /** The share of missing calls in the batch less that in the rest; NaN where one of them has no samples. */
    public double nocallDifference() {
        return batch.nocallRate() - rest.nocallRate();
    }

    private Set<FindingKind> kinds(boolean calls, boolean nocalls) {
        Set<FindingKind> kinds = EnumSet.noneOf(FindingKind.class);
        if (calls) {
            kinds.add(FindingKind.CALLS);
        }
        if (nocalls) {
            kinds.add(FindingKind.NOCALLS);
        }
        if (calls && fitsWithSwappedAlleles()) {
            kinds.add(FindingKind.SWAPPED_ALLELES);
        }
        if (calls && batch.genotypes() == 1 && rest.genotypes() > 1) {
            kinds.add(FindingKind.COLLAPSED_CLUSTER);
        }
        return kinds;
    }

    private boolean fitsWithSwappedAlleles() {
        double lnLimit = Math.log(MIN_PVALUE_OF_A_FIT);
        GenotypeCounts swapped = new GenotypeCounts(batch.bb(), batch.ab(), batch.aa(), batch.nc());
        return lnPValueCallsAtMost(swapped) > lnLimit && lnPValueCallsUpTo(lnLimit, swapped) > lnLimit;
    }

    private double lnPValueCallsAtMost(GenotypeCounts of) {
        return FisherFreemanHalton.lnPValueAtMost(of.aa(), of.ab(), of.bb(), rest.aa(), rest.ab(), rest.bb());
    }

    private double lnPValueCallsUpTo(double lnLimit, GenotypeCounts of) {
        double ln =
                FisherFreemanHalton.lnPValueUpTo(lnLimit, of.aa(), of.ab(), of.bb(), rest.aa(), rest.ab(), rest.bb());
        return Double.isNaN(ln) ? lnAsymptoticPValueCalls(of) : ln;
    }

    /** With so many samples that the exact test is refused, more than one genotype occurs. */
    private double lnAsymptoticPValueCalls(GenotypeCounts of) {
        return AsymptoticPValue.of(
                        new BatchAgainstRest(of, rest).chiSquaredCalls(),
                        of.plus(rest).genotypes() - 1)
                .ln();
    }

    private double lnPValueNocallsUpTo(double lnLimit) {
        double ln = FisherFreemanHalton.lnPValueUpTo(lnLimit, batch.called(), batch.nc(), rest.called(), rest.nc());
        return Double.isNaN(ln) ? AsymptoticPValue.of(chiSquaredNocalls(), 1).ln() : ln;
    }
}

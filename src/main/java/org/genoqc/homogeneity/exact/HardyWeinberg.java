package org.genoqc.homogeneity.exact;

import org.apache.commons.numbers.gamma.Erfc;

/**
 * The exact test of Hardy-Weinberg equilibrium (Wigginton, Cutler and Abecasis 2005, A Note on Exact Tests of Hardy-Weinberg
 * Equilibrium): with the number of samples and of alleles given, how probable is a number of heterozygotes that is at most
 * as probable as the observed one? Numbers whose probabilities differ by less than a factor of 1 + 1e-7 count as equally
 * probable. No mid-p.
 */
public final class HardyWeinberg {

    /** With more than these the chi-squared test is taken: exact would be expensive, and hardly differ. */
    public static final long MAX_RARE_ALLELES = 10_000_000;

    private static final double TIE = 1 + 1e-7;

    private HardyWeinberg() {}

    /**
     * The p-value of counts of genotypes, which are symmetric in AA and BB. The cost is at most proportional to the number
     * of rare alleles.
     *
     * @return in [0, 1], 0 only below about 1e-308; NaN without samples
     */
    public static double pValue(long aa, long ab, long bb) {
        if (aa + ab + bb == 0) {
            return Double.NaN;
        }
        return 2 * Math.min(aa, bb) + ab > MAX_RARE_ALLELES ? asymptotic(aa, ab, bb) : exact(aa, ab, bb);
    }

    private static double exact(long aa, long ab, long bb) {
        double rare = 2.0 * Math.min(aa, bb) + ab;
        double observed = (double) ab;
        double samples = (double) aa + ab + bb;
        double middle = mostProbable(rare, samples);
        double threshold = TIE * relative(middle, observed, rare, samples);
        double sum = 1;
        double tail = threshold >= 1 ? 1 : 0;
        double probability = 1;
        for (double count = middle; count >= 2 && probability > 0; count -= 2) {
            probability *= down(count, rare, samples);
            sum += probability;
            tail += probability <= threshold ? probability : 0;
        }
        probability = 1;
        for (double count = middle; count + 2 <= rare && probability > 0; count += 2) {
            probability /= down(count + 2, rare, samples);
            sum += probability;
            tail += probability <= threshold ? probability : 0;
        }
        return Math.min(1, tail / sum);
    }

    /** The probability of a number of heterozygotes relative to that of the most probable number. */
    private static double relative(double middle, double observed, double rare, double samples) {
        double probability = 1;
        for (double ab = middle; ab > observed; ab -= 2) {
            probability *= down(ab, rare, samples);
        }
        for (double ab = middle; ab < observed; ab += 2) {
            probability /= down(ab + 2, rare, samples);
        }
        return probability;
    }

    /** P(ab - 2) / P(ab): two heterozygotes become one of each homozygote. */
    private static double down(double ab, double rare, double samples) {
        double rareHomozygotes = (rare - ab) / 2;
        double commonHomozygotes = samples - ab - rareHomozygotes;
        return ab * (ab - 1) / (4 * (rareHomozygotes + 1) * (commonHomozygotes + 1));
    }

    /** Of the same parity as the number of rare alleles. */
    private static double mostProbable(double rare, double samples) {
        double expected = Math.floor(rare * (1 - rare / (2 * samples)));
        double middle = Math.min(rare, expected + (expected % 2 == rare % 2 ? 0 : 1));
        while (middle >= 2 && down(middle, rare, samples) > 1) {
            middle -= 2;
        }
        while (middle + 2 <= rare && down(middle + 2, rare, samples) < 1) {
            middle += 2;
        }
        return middle;
    }

    /** Chi-squared with one degree of freedom: N F^2, F = 1 - observed / expected heterozygotes. */
    private static double asymptotic(long aa, long ab, long bb) {
        double samples = (double) aa + ab + bb;
        double expected = (2.0 * aa + ab) * (2.0 * bb + ab) / (2 * samples);
        double f = 1 - ab / expected;
        return Erfc.value(Math.abs(f) * Math.sqrt(samples / 2));
    }
}

package org.genoqc.homogeneity.findings;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How each genotyping batch compares with the rest over all probesets, but those that an annotation has on X, on Y or in the
 * mitochondria: a bad plate is the first.
 *
 * @param probesets those of the data set that it is of
 * @param significant how many of them have a p-value below {@link org.genoqc.homogeneity.statistics.TestResult#SIGNIFICANCE_LEVEL}
 * @param batches those with most findings first, then by the larger mean statistic, then by name
 */
public record ReportCard(long probesets, long significant, List<Grade> batches) {

    public ReportCard {
        batches = List.copyOf(batches);
    }

    /** The pairs of probeset and genotyping batch in which there is anything to compare with the rest. */
    public long testedPairs() {
        return batches.stream().mapToLong(Grade::tested).sum();
    }

    /**
     * One genotyping batch.
     *
     * @param name its name
     * @param samples the most that it has in any probeset, which is its number of samples unless rows are missing
     * @param callRate the share of calls among the counts of all its probesets together; NaN without samples
     * @param tested the probesets in which it has anything to compare with the rest, calls or missing calls
     * @param calls the alleles of its calls against those of the rest
     * @param nocalls its missing calls against those of the rest
     * @param findings how many probesets it has a finding in
     * @param kinds how many of these are of each kind; a finding may be of several
     * @param worstOf how many significant probesets it differs most from the rest in
     * @param significantOnlyWithIt how many of these are not significant when tested without it; those that can't be
     *     tested without it don't count
     */
    public record Grade(
            String name,
            long samples,
            double callRate,
            long tested,
            AgainstRest calls,
            AgainstRest nocalls,
            long findings,
            Map<FindingKind, Long> kinds,
            long worstOf,
            long significantOnlyWithIt) {

        public Grade {
            kinds = Collections.unmodifiableMap(new EnumMap<>(kinds));
        }

        double largerMean() {
            // a mean that is missing is no reason to come first
            return Math.max(orZero(calls.meanChiSquared), orZero(nocalls.meanChiSquared));
        }

        private static double orZero(double mean) {
            return Double.isNaN(mean) ? 0 : mean;
        }
    }

    /**
     * Pearson's statistics of one degree of freedom, without continuity correction, of one genotyping batch over all
     * probesets: of alleles by calls, or of called against missing.
     *
     * <p>The mean is over all tests: given its margins, the expectation of the statistic is N / (N - 1) for any table,
     * however small its expected counts are, so that a sound batch has 1 even where few calls are missing. The median is
     * that of the chi-squared distribution only where expected counts are not small, so that lambda is of those alone.
     *
     * @param tests the probesets that have something to compare
     * @param meanChiSquared the mean over these, in GWASTools {@code mean.chisq}; NaN without tests
     * @param standardTests those of them whose expected counts all reach the parameter min_expected_count
     * @param lambda the genomic inflation factor of these, see {@link GenomicInflation}, to a relative 1e-3 for up to 128
     *     genotyping batches; 0 below 0.034, 2251 above that; NaN without standard tests
     */
    public record AgainstRest(long tests, double meanChiSquared, long standardTests, double lambda) {}
}

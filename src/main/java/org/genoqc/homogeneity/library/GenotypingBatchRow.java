package org.genoqc.homogeneity.library;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.genoqc.homogeneity.findings.ReportCard;

/**
 * How a genotyping batch compares with the rest over all probesets: a row of the report card.
 *
 * @param samples the most that it has in any probeset, which is its number of samples unless rows are missing
 * @param callRate the share of calls among the counts of all its probesets together; NaN without samples
 * @param tested the probesets in which it has anything to compare with the rest, calls or missing calls
 * @param calls the alleles of its calls against those of the rest
 * @param nocalls its missing calls against those of the rest
 * @param findings how many probesets it has a finding in
 * @param findingsByKind how many of these are {@code calls}, {@code nocalls}, {@code swapped_alleles} and
 *     {@code collapsed_cluster}, in this order; a finding may be of several kinds
 * @param worstOf how many probesets with a p-value below 0.05 it differs most from the rest in
 * @param significantOnlyWithIt how many of these have a p-value of 0.05 or more without it
 */
public record GenotypingBatchRow(
        String batchName,
        long samples,
        double callRate,
        long tested,
        AgainstRest calls,
        AgainstRest nocalls,
        long findings,
        Map<String, Long> findingsByKind,
        long worstOf,
        long significantOnlyWithIt) {

    public GenotypingBatchRow {
        findingsByKind = Collections.unmodifiableMap(new LinkedHashMap<>(findingsByKind));
    }

    /**
     * Pearson's statistics of one degree of freedom, batch against rest, over all probesets.
     *
     * @param tests the probesets that have something to compare
     * @param meanChiSquared the mean over these, about 1 in a sound batch; NaN without tests
     * @param standardTests those of them whose expected counts all reach the parameter min_expected_count
     * @param lambda the genomic inflation factor of these: their median over 0.4549; NaN without any
     */
    public record AgainstRest(long tests, double meanChiSquared, long standardTests, double lambda) {

        private static AgainstRest of(ReportCard.AgainstRest known) {
            return new AgainstRest(known.tests(), known.meanChiSquared(), known.standardTests(), known.lambda());
        }
    }

    static GenotypingBatchRow of(ReportCard.Grade grade) {
        Map<String, Long> byKind = new LinkedHashMap<>();
        grade.kinds().forEach((kind, number) -> byKind.put(kind.label(), number));
        return new GenotypingBatchRow(
                grade.name(),
                grade.samples(),
                grade.callRate(),
                grade.tested(),
                AgainstRest.of(grade.calls()),
                AgainstRest.of(grade.nocalls()),
                grade.findings(),
                byKind,
                grade.worstOf(),
                grade.significantOnlyWithIt());
    }
}

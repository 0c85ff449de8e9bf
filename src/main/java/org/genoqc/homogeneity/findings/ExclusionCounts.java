package org.genoqc.homogeneity.findings;

import java.util.List;

/**
 * How much a policy takes out.
 *
 * @param rules what each rule takes; some is taken by several
 * @param pairs pairs of probeset and genotyping batch taken by any rule
 * @param probesets probesets that these are of
 * @param batches genotyping batches that these are of
 * @param inTooManyBatches probesets that are taken out whole because they are bad in more genotyping batches than may be
 * @param withoutSingleBatch those that are taken out whole although no genotyping batch of theirs is bad
 * @param blankedPairs pairs of the other probesets, which stay but for these
 * @param probesetsInAll of the data set
 * @param leftOutOfPlinkLists lines that PLINK's two lists lack because PLINK can't be given the names
 * @param leftOutWithoutId probesets of which something is taken out that lists lack because they have no such name
 */
public record ExclusionCounts(
        List<RuleCounts> rules,
        long pairs,
        long probesets,
        long batches,
        long inTooManyBatches,
        long withoutSingleBatch,
        long blankedPairs,
        long probesetsInAll,
        long leftOutOfPlinkLists,
        long leftOutWithoutId) {

    public ExclusionCounts {
        rules = List.copyOf(rules);
    }

    /** Probesets that are taken out whole. */
    public long wholeProbesets() {
        return inTooManyBatches + withoutSingleBatch;
    }

    /**
     * What a rule takes.
     *
     * @param name its name
     * @param rule as it is written
     * @param pairs of probeset and genotyping batch; 0 for a rule of probesets
     * @param probesets of these pairs; for a rule of probesets, those of them without a bad genotyping batch
     * @param batches of these pairs
     */
    public record RuleCounts(String name, String rule, long pairs, long probesets, long batches) {}
}

package org.genoqc.homogeneity.findings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genoqc.homogeneity.findings.Condition.FalseDiscoveryRate;
import org.genoqc.homogeneity.findings.Condition.UpTo;
import org.genoqc.homogeneity.findings.ExclusionCounts.RuleCounts;
import org.genoqc.homogeneity.findings.FindingsSource.Cursor;
import org.genoqc.homogeneity.findings.FindingsSource.Evidence;
import org.genoqc.homogeneity.findings.Verdict.ExcludedBatch;
import org.genoqc.homogeneity.parameters.ListFormat;
import org.genoqc.homogeneity.parameters.ListIds;
import org.genoqc.homogeneity.parameters.ParameterException;

/**
 * What a policy takes out of a data set: single genotyping batches of a probeset, and whole probesets, which are bad in more
 * than some number of genotyping batches, or by the test over all of them without any that is bad by itself.
 *
 * <p>Probesets are gone through one at a time; what is kept is a number for each finding where the policy has a false
 * discovery rate, and nothing else.
 */
public final class Exclusions {

    private final FindingsSource source;
    private final Policy policy;
    private final int maxBatches;

    private Exclusions(FindingsSource source, Policy policy, int maxBatches) {
        this.source = source;
        this.policy = policy;
        this.maxBatches = maxBatches;
    }

    /**
     * Applies a policy.
     *
     * <p>A false discovery rate of pairs is that of Benjamini and Hochberg (1995) over all pairs that were tested, each
     * with the smaller of its two p-values, times two if both were tested. Pairs that are no findings count with a p-value
     * of 1, which can only take less than their own would. Probesets on sex chromosomes are taken by the limits that come of
     * the others, which are those that the report card counts.
     *
     * @param testedPairs the pairs of probeset and genotyping batch that were tested, {@link ReportCard#testedPairs}; of no
     *     effect unless {@link Policy#hasFalseDiscoveryRates}
     * @param maxBatches in how many genotyping batches a probeset may be bad and stay in the others, 0 or more
     */
    public static Exclusions of(FindingsSource source, Policy policy, long testedPairs, int maxBatches)
            throws IOException {
        checkMaxBatches(maxBatches);
        return new Exclusions(
                source,
                policy.hasFalseDiscoveryRates() ? withKnownRates(source, policy, testedPairs) : policy,
                maxBatches);
    }

    private static Policy withKnownRates(FindingsSource source, Policy policy, long testedPairs) throws IOException {
        StepUp pairs = new StepUp();
        StepUp probesets = new StepUp();
        try (Cursor cursor = source.open()) {
            for (Evidence next = cursor.next(); next != null; next = cursor.next()) {
                if (!next.isOnSexChromosome()) {
                    probesets.add(next.tests().value(Quantity.PROBESET_P));
                    next.findings().forEach(finding -> pairs.add(finding.value(Quantity.PAIR_P)));
                }
            }
        }
        return policy.with(condition -> condition instanceof FalseDiscoveryRate rate
                ? new UpTo(
                        rate,
                        rate.isOfPair()
                                ? pairs.lnThreshold(rate.rate(), testedPairs)
                                : probesets.lnThreshold(rate.rate(), probesets.size()))
                : condition);
    }

    /** @throws ParameterException if it is negative */
    public static void checkMaxBatches(int maxBatches) {
        if (maxBatches < 0) {
            throw new ParameterException("max_batches", maxBatches, "0 or more");
        }
    }

    /** A tenth of the genotyping batches, at least one: beyond that, it is the probeset that is bad. */
    public static int defaultMaxBatches(int genotypingBatches) {
        return Math.max(1, genotypingBatches / 10);
    }

    /** What each rule takes, and all together. */
    public ExclusionCounts count() throws IOException {
        return count(ListIds.PROBESET_ID);
    }

    /** @param ids what the lists call probesets by, in what is counted of the lists */
    public ExclusionCounts count(ListIds ids) throws IOException {
        Counting counting = new Counting(policy.rules(), ids);
        try (Cursor cursor = source.open()) {
            for (Evidence next = cursor.next(); next != null; next = cursor.next()) {
                counting.add(judge(next));
            }
        }
        return counting.counts();
    }

    /**
     * Writes the list. Names that PLINK can't be given, with white space or beyond ASCII, are left out of its lists: it
     * would take them for others.
     *
     * @param batchNames of all genotyping batches in the order of the columns; used by the matrix alone
     * @param ids what probesets are called by; those without such a name are left out
     * @return what was left out
     */
    public LeftOut write(ListFormat format, ListIds ids, List<String> batchNames, Appendable out) throws IOException {
        ExclusionWriter writer = new ExclusionWriter(format, ids, batchNames, out);
        writer.writeHeader();
        try (Cursor cursor = source.open()) {
            for (Evidence next = cursor.next(); next != null; next = cursor.next()) {
                writer.write(judge(next));
            }
        }
        return writer.leftOut();
    }

    /** What is taken out of a probeset. */
    public Verdict judge(Evidence probeset) {
        List<ExcludedBatch> batches = badBatches(probeset);
        if (batches.size() > maxBatches) {
            Stream<String> rules = batches.stream().flatMap(batch -> batch.rules().stream());
            return whole(probeset, Verdict.MORE_THAN_MAX_BATCHES, rules, batches);
        }
        List<String> rules = batches.isEmpty() ? taking(List.of(probeset.tests()), false) : List.of();
        return rules.isEmpty()
                ? new Verdict(probeset.tests().probesetId(), probeset.snpId(), false, List.of(), batches)
                : whole(probeset, Verdict.NO_SINGLE_BATCH, rules.stream(), batches);
    }

    /** A genotyping batch that is bad in one stratum is taken out in all. */
    private List<ExcludedBatch> badBatches(Evidence probeset) {
        SequencedMap<String, List<NamedFinding>> byBatch = probeset.findings().stream()
                .collect(Collectors.groupingBy(NamedFinding::batchName, LinkedHashMap::new, Collectors.toList()));
        return byBatch.entrySet().stream()
                .map(batch -> new ExcludedBatch(batch.getKey(), taking(batch.getValue(), true)))
                .filter(batch -> !batch.rules().isEmpty())
                .toList();
    }

    private static Verdict whole(Evidence probeset, String reason, Stream<String> rules, List<ExcludedBatch> batches) {
        // sorted, so that the reasons of a probeset don't depend on which genotyping batch comes first
        Stream<String> sorted = rules.distinct().sorted();
        return new Verdict(
                probeset.tests().probesetId(),
                probeset.snpId(),
                true,
                Stream.concat(Stream.of(reason), sorted).toList(),
                batches);
    }

    /** The rules that take any of them. */
    private List<String> taking(List<? extends Judged> judged, boolean isPair) {
        return policy.rules().stream()
                .filter(rule -> rule.isOfPair() == isPair && judged.stream().anyMatch(rule::takes))
                .map(Rule::name)
                .toList();
    }

    private static final class Counting {

        private final List<Rule> rules;
        private final List<Taken> byRule;
        private final ListIds ids;
        private final Taken together = new Taken();
        private long inTooManyBatches;
        private long withoutSingleBatch;
        private long blankedPairs;
        private long leftOutOfPlinkLists;
        private long withoutId;
        private long probesets;

        private static final class Taken {
            private long pairs;
            private long probesets;
            private final Set<String> batches = new HashSet<>();
        }

        Counting(List<Rule> rules, ListIds ids) {
            this.rules = rules;
            this.ids = ids;
            this.byRule = rules.stream().map(rule -> new Taken()).toList();
        }

        void add(Verdict verdict) {
            probesets++;
            boolean isBadInBatches = !verdict.batches().isEmpty();
            if (verdict.isWhole()) {
                inTooManyBatches += isBadInBatches ? 1 : 0;
                withoutSingleBatch += isBadInBatches ? 0 : 1;
            } else {
                blankedPairs += verdict.batches().size();
            }
            if (verdict.id(ids).isEmpty()) {
                withoutId += verdict.takesOut() ? 1 : 0;
            } else {
                leftOutOfPlinkLists += verdict.linesUnfitForPlink(ids);
            }
            together.probesets += isBadInBatches ? 1 : 0;
            for (ExcludedBatch batch : verdict.batches()) {
                together.pairs++;
                together.batches.add(batch.name());
            }
            for (int rule = 0; rule < rules.size(); rule++) {
                count(verdict, rules.get(rule).name(), byRule.get(rule));
            }
        }

        private static void count(Verdict verdict, String rule, Taken taken) {
            boolean takes = verdict.batches().isEmpty() && verdict.reasons().contains(rule);
            for (ExcludedBatch batch : verdict.batches()) {
                if (batch.rules().contains(rule)) {
                    taken.pairs++;
                    taken.batches.add(batch.name());
                    takes = true;
                }
            }
            taken.probesets += takes ? 1 : 0;
        }

        ExclusionCounts counts() {
            List<RuleCounts> ofRules = new ArrayList<>();
            for (int rule = 0; rule < rules.size(); rule++) {
                Taken taken = byRule.get(rule);
                ofRules.add(new RuleCounts(
                        rules.get(rule).name(),
                        rules.get(rule).text(),
                        taken.pairs,
                        taken.probesets,
                        taken.batches.size()));
            }
            return new ExclusionCounts(
                    ofRules,
                    together.pairs,
                    together.probesets,
                    together.batches.size(),
                    inTooManyBatches,
                    withoutSingleBatch,
                    blankedPairs,
                    probesets,
                    leftOutOfPlinkLists,
                    withoutId);
        }
    }
}

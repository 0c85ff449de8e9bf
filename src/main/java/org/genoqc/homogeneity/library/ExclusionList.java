package org.genoqc.homogeneity.library;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.findings.ExclusionCounts;
import org.genoqc.homogeneity.findings.Exclusions;
import org.genoqc.homogeneity.findings.FindingsSource;
import org.genoqc.homogeneity.findings.FindingsSource.Evidence;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.parameters.ListFormat;
import org.genoqc.homogeneity.parameters.ListIds;
import org.genoqc.homogeneity.result.WholeFile;

/** What an {@link ExclusionPolicy} takes out of a data set. Immutable and thread-safe. */
public final class ExclusionList {

    private final ProbesetCounts counts;
    private final List<ProbesetAssessment> assessments;
    private final Exclusions exclusions;

    ExclusionList(ProbesetCounts counts, List<ProbesetAssessment> assessments, ExclusionPolicy policy, long testedPairs)
            throws IOException {
        this.counts = counts;
        this.assessments = assessments;
        this.exclusions = Exclusions.of(
                FindingsSource.of(counts, assessments::get),
                policy.parsed(),
                testedPairs,
                policy.maxBatchesOf(counts.genotypingBatches()));
    }

    /**
     * How much is taken out.
     *
     * @param rules what each rule takes; some is taken by several
     * @param pairs pairs of probeset and genotyping batch taken by any rule
     * @param probesets probesets that these are of
     * @param batches genotyping batches that these are of
     * @param wholeProbesets probesets that are taken out in all genotyping batches
     * @param blankedPairs pairs of the other probesets, which stay but for these
     */
    public record Totals(
            List<RuleTotals> rules, long pairs, long probesets, long batches, long wholeProbesets, long blankedPairs) {

        public Totals {
            rules = List.copyOf(rules);
        }
    }

    /**
     * What a rule takes.
     *
     * @param name its name, as in the reasons of a row
     * @param rule as it is written
     * @param pairs of probeset and genotyping batch; 0 for a rule of probesets
     * @param probesets of these pairs; for a rule of probesets, those of them without a bad genotyping batch
     * @param batches of these pairs
     */
    public record RuleTotals(String name, String rule, long pairs, long probesets, long batches) {}

    public Totals totals() throws IOException {
        ExclusionCounts known = exclusions.count();
        return new Totals(
                known.rules().stream()
                        .map(rule -> new RuleTotals(
                                rule.name(), rule.rule(), rule.pairs(), rule.probesets(), rule.batches()))
                        .toList(),
                known.pairs(),
                known.probesets(),
                known.batches(),
                known.wholeProbesets(),
                known.blankedPairs());
    }

    /** All that is taken out, in code point order of the probeset ids, then of the names of the genotyping batches. */
    public Stream<ExclusionRow> stream() {
        return IntStream.range(0, assessments.size())
                .mapToObj(probeset -> Evidence.of(counts, probeset, assessments.get(probeset)))
                .map(exclusions::judge)
                .flatMap(ExclusionRow::of);
    }

    /**
     * What a list lacks.
     *
     * @param unfitLines lines with white space in names, or characters beyond ASCII, which PLINK would take for others; 0 in
     *     lists that are not for PLINK
     * @param probesetsWithoutId probesets that would be in the list, had they an id of the kind that it has
     */
    public record LeftOut(long unfitLines, long probesetsWithoutId) {}

    /**
     * Writes the list. Names with white space or beyond ASCII, which PLINK would take for others, are left out of its
     * lists.
     *
     * @return how many lines were left out
     */
    public long write(ListFormat format, Appendable out) throws IOException {
        return write(format, ListIds.PROBESET_ID, out).unfitLines();
    }

    /**
     * Writes the list, see {@link #write(ListFormat, Appendable)}.
     *
     * @param ids what probesets are called by. Where several have the same {@code snp_id}, a line for any of them is one for
     *     all of them
     */
    public LeftOut write(ListFormat format, ListIds ids, Appendable out) throws IOException {
        List<String> batchNames = IntStream.range(0, counts.genotypingBatches())
                .mapToObj(counts::genotypingBatchName)
                .toList();
        org.genoqc.homogeneity.findings.LeftOut left = exclusions.write(format, ids, batchNames, out);
        return new LeftOut(left.unfitLines(), left.probesetsWithoutId());
    }

    /** Writes the list to a file, which appears or is replaced only when it is whole. */
    public long write(ListFormat format, Path file) throws IOException {
        AtomicLong leftOut = new AtomicLong();
        WholeFile.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                leftOut.set(write(format, out));
            }
        });
        return leftOut.get();
    }
}

package org.genoqc.homogeneity.result;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.counts.ProbesetNames;
import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.findings.GenomicInflation;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.TestResult;
import org.genoqc.homogeneity.table.Genotype;
import org.genoqc.homogeneity.table.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * What a run found: totals by method, genomic inflation and findings if there are assessments, the significant probesets,
 * those with excluded genotypes, those skipped.
 */
public final class Summary {

    private final ProbesetNames names;
    private final List<ProbesetResult> results;
    private final List<String> warnings;
    private final Map<Method, Integer> totals = new EnumMap<>(Method.class);
    private final int[] significant;
    private final int[] excluding;
    private final int[] skipped;
    private final @Nullable Assessed assessed;

    /** A significant probeset. */
    public record Significant(String probesetId, double chi2Statistic, double pvalue, double lnPvalue, String method) {}

    /** A probeset with genotypes left out. */
    public record Excluding(String probesetId, String excludedGenotypes) {}

    /** A probeset that could not be tested. */
    public record Skipped(String probesetId, String reason) {}

    /**
     * What a full analysis adds.
     *
     * @param inflation of the probesets that were tested by the standard test and are not on a sex chromosome
     * @param pairs the pairs of probeset and genotyping batch that are findings
     * @param kinds how many of them are of each kind; a finding may be of several
     */
    public record Assessed(GenomicInflation inflation, long pairs, Map<FindingKind, Long> kinds) {

        public Assessed {
            kinds = Collections.unmodifiableMap(new EnumMap<>(kinds));
        }

        private static Assessed of(
                ProbesetNames names, List<ProbesetResult> results, List<ProbesetAssessment> assessments) {
            double[] lnPValues = IntStream.range(0, results.size())
                    .filter(probeset -> !names.isOnSexChromosome(probeset))
                    .mapToObj(results::get)
                    .mapToDouble(Assessed::lnPValueOfStandardTest)
                    .toArray();
            return new Assessed(
                    GenomicInflation.ofLnPValues(lnPValues),
                    assessments.stream()
                            .mapToLong(assessment -> assessment.findings().size())
                            .sum(),
                    ProbesetAssessment.findingsByKind(assessments));
        }

        private static double lnPValueOfStandardTest(ProbesetResult result) {
            TestResult test = result.test();
            return test == null || test.method() != Method.STANDARD ? Double.NaN : test.lnPValue();
        }
    }

    /**
     * @param results one for each probeset of {@code names}
     * @param assessments likewise, or none
     * @param warnings what may surprise, in sentences
     */
    public Summary(
            ProbesetNames names,
            List<ProbesetResult> results,
            List<ProbesetAssessment> assessments,
            List<String> warnings) {
        this.names = names;
        this.results = results;
        this.warnings = List.copyOf(warnings);
        for (Method method : Method.values()) {
            totals.put(method, 0);
        }
        results.forEach(result -> totals.merge(result.method(), 1, Integer::sum));
        this.significant = IntStream.of(
                        select(probeset -> lnPvalue(probeset) < Math.log(TestResult.SIGNIFICANCE_LEVEL)))
                .boxed()
                .sorted(Comparator.comparingDouble(this::lnPvalue)
                        .thenComparingDouble(this::lnAsymptotic)
                        .thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
        this.excluding =
                select(probeset -> !results.get(probeset).excludedGenotypes().isEmpty());
        this.skipped = select(probeset -> results.get(probeset).skipReason() != null);
        this.assessed = assessments.isEmpty() ? null : Assessed.of(names, results, assessments);
    }

    private int[] select(IntPredicate wanted) {
        return IntStream.range(0, results.size()).filter(wanted).toArray();
    }

    private double lnPvalue(int probeset) {
        TestResult test = results.get(probeset).test();
        return test == null ? 0 : test.lnPValue();
    }

    private double lnAsymptotic(int probeset) {
        TestResult test = results.get(probeset).test();
        return test == null ? 0 : test.asymptotic().ln();
    }

    public int probesets() {
        return results.size();
    }

    public int total(Method method) {
        return totals.getOrDefault(method, 0);
    }

    public int tested() {
        return probesets() - total(Method.SKIPPED);
    }

    public int significantCount() {
        return significant.length;
    }

    /** Of the tested probesets; 0 if none was tested. */
    public double significantPercent() {
        return tested() == 0 ? 0 : 100.0 * significant.length / tested();
    }

    public int excludingCount() {
        return excluding.length;
    }

    /** Genomic inflation and findings; empty if there are no assessments. */
    public Optional<Assessed> assessed() {
        return Optional.ofNullable(assessed);
    }

    /** What was accepted or found but may surprise, in sentences. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * The significant probesets, smallest p-value first; of those with the same, as many simulated ones have, that with
     * the smallest asymptotic p-value.
     */
    public Iterable<Significant> significant() {
        return () -> IntStream.of(significant)
                .mapToObj(probeset -> {
                    ProbesetResult result = results.get(probeset);
                    TestResult test = result.test();
                    if (test == null) {
                        throw new AssertionError("a significant probeset was tested");
                    }
                    return new Significant(
                            names.probesetId(probeset),
                            test.chiSquared(),
                            test.pValue(),
                            test.lnPValue(),
                            result.method().label());
                })
                .iterator();
    }

    /** The probesets with excluded genotypes. */
    public Iterable<Excluding> excluding() {
        return () -> IntStream.of(excluding)
                .mapToObj(probeset -> {
                    Set<Genotype> excluded = results.get(probeset).excludedGenotypes();
                    return new Excluding(names.probesetId(probeset), ResultWriter.excluded(excluded));
                })
                .iterator();
    }

    /** The skipped probesets. */
    public Iterable<Skipped> skipped() {
        return () -> IntStream.of(skipped)
                .mapToObj(probeset -> {
                    SkipReason reason = results.get(probeset).skipReason();
                    return new Skipped(names.probesetId(probeset), reason == null ? "" : reason.message());
                })
                .iterator();
    }

    /** Writes the summary as text: the totals and all lists. */
    public void writeText(Appendable out, Duration processingTime) throws IOException {
        line(out, "chi2-homogeneity summary");
        line(out, "");
        writeTotals(out, processingTime);
        for (String warning : warnings) {
            line(out, "warning: " + warning);
        }
        line(out, "");
        line(
                out,
                "Significant probesets, by p-value, then by asymptotic p-value (probeset_id, pvalue, ln_pvalue,"
                        + " chi2_statistic, method)");
        for (Significant probeset : significant()) {
            line(
                    out,
                    String.format(
                            Locale.ROOT,
                            "%s\t%s\t%s\t%s\t%s",
                            probeset.probesetId(),
                            probeset.pvalue(),
                            probeset.lnPvalue(),
                            probeset.chi2Statistic(),
                            probeset.method()));
        }
        line(out, "");
        line(out, "Probesets with excluded genotypes");
        for (Excluding probeset : excluding()) {
            line(out, String.format(Locale.ROOT, "%s\t%s", probeset.probesetId(), probeset.excludedGenotypes()));
        }
        line(out, "");
        line(out, "Skipped probesets");
        for (Skipped probeset : skipped()) {
            line(out, String.format(Locale.ROOT, "%s\t%s", probeset.probesetId(), probeset.reason()));
        }
    }

    /** Writes the totals alone. */
    public void writeTotals(Appendable out, Duration processingTime) throws IOException {
        if (names.hasStrata()) {
            line(out, String.format(Locale.ROOT, "Strata                 %d", names.strata()));
        }
        line(out, String.format(Locale.ROOT, "Probesets              %d", probesets()));
        line(out, String.format(Locale.ROOT, "  standard             %d", total(Method.STANDARD)));
        line(out, String.format(Locale.ROOT, "  monte_carlo          %d", total(Method.MONTE_CARLO)));
        line(out, String.format(Locale.ROOT, "  skipped              %d", total(Method.SKIPPED)));
        line(
                out,
                String.format(
                        Locale.ROOT,
                        "Significant (p < %s)  %d of %d tested (%.2f %%; at most %.1f expected by chance)",
                        TestResult.SIGNIFICANCE_LEVEL,
                        significantCount(),
                        tested(),
                        significantPercent(),
                        TestResult.SIGNIFICANCE_LEVEL * tested()));
        line(out, String.format(Locale.ROOT, "Excluded genotypes     %d probesets", excludingCount()));
        if (assessed != null) {
            writeAssessed(assessed, out);
        }
        line(out, String.format(Locale.ROOT, "Processing time        %.3f s", processingTime.toMillis() / 1000.0));
    }

    private static void writeAssessed(Assessed assessed, Appendable out) throws IOException {
        GenomicInflation inflation = assessed.inflation();
        line(
                out,
                inflation.tests() == 0
                        ? "Genomic inflation      unknown: no standard tests"
                        : String.format(
                                Locale.ROOT,
                                "Genomic inflation      %.3f (lambda of %d standard tests)",
                                inflation.lambda(),
                                inflation.tests()));
        line(
                out,
                String.format(
                        Locale.ROOT,
                        "Findings               %d pairs of probeset and genotyping batch",
                        assessed.pairs()));
        for (Map.Entry<FindingKind, Long> kind : assessed.kinds().entrySet()) {
            line(out, String.format(Locale.ROOT, "  %-19s  %d", kind.getKey().label(), kind.getValue()));
        }
    }

    private static void line(Appendable out, String text) throws IOException {
        out.append(text).append('\n');
    }
}

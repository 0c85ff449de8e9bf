package org.genoqc.homogeneity.library;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genoqc.homogeneity.analysis.CompletedDataSet;
import org.genoqc.homogeneity.batch.BatchVerdict;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.figures.Figures;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.findings.ReportCard;
import org.genoqc.homogeneity.findings.ReportCardWriter;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.report.Report;
import org.genoqc.homogeneity.report.ReportSubject;
import org.genoqc.homogeneity.result.ResultWriter;
import org.genoqc.homogeneity.result.Sha256;
import org.genoqc.homogeneity.result.Summary;
import org.genoqc.homogeneity.result.WholeFile;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.jspecify.annotations.Nullable;

/** What a {@link HomogeneityAnalysis} has found. Immutable and thread-safe. */
public final class AnalysisResult {

    private final CompletedDataSet completed;
    private final ProbesetCounts counts;
    private final List<ProbesetResult> results;
    private final List<ProbesetAssessment> assessments;
    private final Outline outline;
    private final BatchVerdict verdict;
    private final Duration elapsed;
    private final Instant ended = Instant.now();
    /** Made when it is first asked for, since it takes a while; guarded by this. */
    private @Nullable ReportCard card;

    AnalysisResult(CompletedDataSet completed, Outline outline, Duration elapsed) {
        this.completed = completed;
        this.counts = completed.counts();
        this.results = completed.results();
        this.assessments = completed.assessments();
        this.outline = outline;
        this.verdict = completed.verdict().orElseThrow();
        this.elapsed = elapsed;
    }

    /** The results of all probesets, in code point order of their ids. */
    public Stream<ProbesetRow> stream() {
        ProbesetRows rows = new ProbesetRows(counts, results, assessments);
        return IntStream.range(0, results.size()).mapToObj(rows::row);
    }

    /** Whether the analysis was full, so that there are findings. */
    public boolean isAssessed() {
        return completed.isAssessed();
    }

    /**
     * The genotyping batches that differ from the rest, in code point order of the probeset ids, then of their names.
     *
     * @throws IllegalStateException if the analysis was basic
     */
    public Stream<FindingRow> findings() {
        requireAssessed();
        return assessments.stream()
                .flatMap(assessment -> assessment.findings().stream())
                .map(finding -> FindingRow.of(finding, counts));
    }

    /**
     * How each genotyping batch compares with the rest: those with most findings first, then by the larger mean statistic,
     * then by name.
     *
     * @throws IllegalStateException if the analysis was basic
     */
    public List<GenotypingBatchRow> reportCard() {
        return card().batches().stream().map(GenotypingBatchRow::of).toList();
    }

    /**
     * What a policy takes out.
     *
     * @throws IllegalStateException if the analysis was basic
     */
    public ExclusionList exclusions(ExclusionPolicy policy) throws IOException {
        requireAssessed();
        long testedPairs = policy.parsed().hasFalseDiscoveryRates() ? card().testedPairs() : 0;
        return new ExclusionList(counts, assessments, policy, testedPairs);
    }

    /** What was run: the size of the data, the batch size and why, warnings. */
    public Outline outline() {
        return outline;
    }

    /** From the beginning of reading to the last result. */
    public Duration elapsed() {
        return elapsed;
    }

    /** A better batch size and why, in a sentence; empty where the one used was fine. */
    public Optional<String> batchSizeAdvice() {
        return verdict.recommendedBatchSize() == null ? Optional.empty() : Optional.of(verdict.recommendation());
    }

    /** Writes the result TSV, as the service gives it. */
    public void writeTsv(Appendable out) throws IOException {
        new ResultWriter(out).writeAll(counts, results, assessments, Cancellation.NEVER);
    }

    /** Writes the result TSV to a file, which appears or is replaced only when the result is whole. */
    public void writeTsv(Path file) throws IOException {
        write(file, this::writeTsv);
    }

    /**
     * Writes the findings as TSV, as the service gives them.
     *
     * @throws IllegalStateException if the analysis was basic
     */
    public void writeFindings(Appendable out) throws IOException {
        requireAssessed();
        completed.writeFindings(out);
    }

    /** Writes the findings to a file, which appears or is replaced only when they are whole. */
    public void writeFindings(Path file) throws IOException {
        requireAssessed();
        write(file, this::writeFindings);
    }

    /**
     * Writes the report card as TSV, as the service gives it.
     *
     * @throws IllegalStateException if the analysis was basic
     */
    public void writeReportCard(Appendable out) throws IOException {
        ReportCardWriter.write(card(), out);
    }

    /** Writes the report card to a file, which appears or is replaced only when it is whole. */
    public void writeReportCard(Path file) throws IOException {
        requireAssessed();
        write(file, this::writeReportCard);
    }

    /** Writes the totals by method as text, a line for each. */
    public void writeTotals(Appendable out) throws IOException {
        summary().writeTotals(out, elapsed);
    }

    /** Writes the summary as text: the totals, the significant probesets, those with excluded genotypes, those skipped. */
    public void writeSummary(Appendable out) throws IOException {
        summary().writeText(out, elapsed);
    }

    /**
     * Writes the report: one HTML file with the answer, pictures, the first findings and what the result is of. It opens
     * without a network.
     *
     * @param input the files that were read, for their checksum
     */
    public void writeReport(InputFiles input, Appendable out) throws IOException {
        StringBuilder figures = new StringBuilder();
        Figures.write(completed, isAssessed() ? card() : null, figures, Cancellation.NEVER);
        StringBuilder timeline = new StringBuilder();
        Figures.writeTimeline(completed.timings(), verdict, timeline);
        Map<String, String> parameters =
                new LinkedHashMap<>(completed.run().parameters().effective());
        parameters.put(Parameter.BATCH_SIZE.name(), String.valueOf(outline.batchSize()));
        Report.write(
                new ReportSubject(
                        null,
                        new ReportSubject.File(
                                ReportSubject.File.nameOf(
                                        input.files().getFirst().baseName(),
                                        input.files().size()),
                                input.bytes(),
                                Sha256.of(input)),
                        ReportSubject.File.of("result.tsv", this::writeTsvBytes),
                        outline.rows(),
                        ended,
                        elapsed.toMillis() / 1000.0,
                        parameters,
                        outline.warnings()),
                figures,
                timeline,
                out);
    }

    private void writeTsvBytes(OutputStream bytes) throws IOException {
        Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
        writeTsv(out);
        out.flush();
    }

    /** Writes text. */
    @FunctionalInterface
    private interface WriteText {
        void to(Appendable out) throws IOException;
    }

    private static void write(Path file, WriteText write) throws IOException {
        WholeFile.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                write.to(out);
            }
        });
    }

    private synchronized ReportCard card() {
        requireAssessed();
        ReportCard known = card == null ? completed.reportCard() : card;
        card = known;
        return known;
    }

    private void requireAssessed() {
        if (!isAssessed()) {
            throw new IllegalStateException("there are no findings with analysis=basic");
        }
    }

    private Summary summary() {
        return new Summary(counts, results, assessments, outline.warnings());
    }
}

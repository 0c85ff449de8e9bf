package org.genoqc.homogeneity.library;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genoqc.homogeneity.analysis.CompletedDataSet;
import org.genoqc.homogeneity.batch.BatchVerdict;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.result.ResultWriter;
import org.genoqc.homogeneity.result.Summary;
import org.genoqc.homogeneity.result.WholeFile;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.ProbesetResult;

/** What a {@link HomogeneityAnalysis} has found. Immutable and thread-safe. */
public final class AnalysisResult {

    private final ProbesetCounts counts;
    private final List<ProbesetResult> results;
    private final List<ProbesetAssessment> assessments;
    private final Outline outline;
    private final BatchVerdict verdict;
    private final Duration elapsed;

    AnalysisResult(CompletedDataSet completed, Outline outline, Duration elapsed) {
        this.counts = completed.counts();
        this.results = completed.results();
        this.assessments = completed.assessments();
        this.outline = outline;
        this.verdict = completed.verdict().orElseThrow();
        this.elapsed = elapsed;
    }

    /** The results of all probesets, in code point order of their ids. */
    public Stream<ProbesetRow> stream() {
        return IntStream.range(0, results.size())
                .mapToObj(probeset -> ProbesetRow.of(counts.probesetId(probeset), results.get(probeset)));
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
        WholeFile.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                writeTsv(out);
            }
        });
    }

    /** Writes the totals by method as text, a line for each. */
    public void writeTotals(Appendable out) throws IOException {
        summary().writeTotals(out, elapsed);
    }

    /** Writes the summary as text: the totals, the significant probesets, those with excluded genotypes, those skipped. */
    public void writeSummary(Appendable out) throws IOException {
        summary().writeText(out, elapsed);
    }

    private Summary summary() {
        return new Summary(counts, results, outline.warnings());
    }
}

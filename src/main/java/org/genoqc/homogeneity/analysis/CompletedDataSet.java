package org.genoqc.homogeneity.analysis;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.BatchVerdict;
import org.genoqc.homogeneity.batch.DataSetRun;
import org.genoqc.homogeneity.batch.TimeBreakdown;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.findings.FindingsWriter;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.findings.ReportCard;
import org.genoqc.homogeneity.findings.ReportCardBuilder;
import org.genoqc.homogeneity.parameters.Analysis;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.jspecify.annotations.Nullable;

/**
 * A data set of which every probeset has a result.
 *
 * @param warnings those of {@link PlannedDataSet}
 * @param ranTimes where the time went up to the last batch; null where no batch ran, all having been restored
 * @param endNanos when the last batch had ended, as {@link System#nanoTime()}
 */
public record CompletedDataSet(
        ProbesetCounts counts,
        DataSetRun run,
        List<String> warnings,
        @Nullable TimeBreakdown ranTimes,
        long endNanos) {

    /** One for each probeset, in the order of {@code counts}. */
    public List<ProbesetResult> results() {
        return run.results();
    }

    /** One for each probeset, in the order of {@code counts}; none if the analysis is basic. */
    public List<ProbesetAssessment> assessments() {
        return run.assessments();
    }

    /** Whether there are assessments. */
    public boolean isAssessed() {
        return run.parameters().analysis() == Analysis.FULL;
    }

    /** How each genotyping batch compares with the rest; if there are assessments. */
    public ReportCard reportCard() {
        return ReportCardBuilder.of(
                counts, results(), assessments(), run.parameters().minExpectedCount());
    }

    /** How many findings are of each kind. */
    public Map<FindingKind, Long> findingsByKind() {
        return ProbesetAssessment.findingsByKind(assessments());
    }

    /** Writes the findings of all probesets, as TSV; if there are assessments. */
    public void writeFindings(Appendable out) throws IOException {
        FindingsWriter.writeAll(counts, assessments(), out);
    }

    /** Each probeset batch, in the order of completion, those restored first. */
    public List<BatchTiming> timings() {
        return run.timings();
    }

    /**
     * Where the time went, everything since the last batch having been spent on writing the results; empty where no batch
     * ran.
     */
    public Optional<TimeBreakdown> times() {
        return Optional.ofNullable(ranTimes)
                .map(times -> times.withWriting(Duration.ofNanos(System.nanoTime() - endNanos)));
    }

    /** What {@link #times} say about the batch size. */
    public Optional<BatchVerdict> verdict() {
        return times().map(BatchVerdict::of);
    }
}

package org.genoqc.homogeneity.batch;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.result.ResultWriter;
import org.genoqc.homogeneity.result.Summary;
import org.genoqc.homogeneity.result.WholeFile;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.TestResult;

/** What a {@link TwoTierTest} has found. Immutable and thread-safe. */
public final class DataSetResult {

    private final ProbesetCounts counts;
    private final List<ProbesetResult> results;
    private final PlannedRun run;
    private final List<BatchTiming> timings;
    private final BatchVerdict verdict;
    private final Duration elapsed;

    DataSetResult(ProbesetCounts counts, DataSetRun completed, PlannedRun run, RunStopwatch times, Duration elapsed) {
        this.counts = counts;
        this.results = completed.results();
        this.run = run;
        this.timings = completed.timings();
        this.verdict = BatchVerdict.of(times.written().orElseThrow());
        this.elapsed = elapsed;
    }

    /**
     * The result for one probeset.
     *
     * @param result what came out, or why it was skipped
     */
    public record Row(String probesetId, ProbesetResult result) {

        /** The p-value; NaN where the probeset was skipped. */
        public double pValue() {
            TestResult test = result.test();
            return test == null ? Double.NaN : test.pValue();
        }

        /** Pearson's statistic; NaN where the probeset was skipped. */
        public double chiSquared() {
            TestResult test = result.test();
            return test == null ? Double.NaN : test.chiSquared();
        }
    }

    /** The results of all probesets, in code point order of their ids. */
    public Stream<Row> stream() {
        return IntStream.range(0, results.size())
                .mapToObj(probeset -> new Row(counts.probesetId(probeset), results.get(probeset)));
    }

    /** Totals by method, significant, excluding and skipped probesets. */
    public Summary summary() {
        return new Summary(counts, results);
    }

    /** What was run: the size of the data, the batch size and why, warnings. */
    public PlannedRun run() {
        return run;
    }

    /** Where and when each probeset batch ran. */
    public List<BatchTiming> timings() {
        return timings;
    }

    /** What the timings say about the batch size. */
    public BatchVerdict verdict() {
        return verdict;
    }

    /** From the begin of reading to the last result. */
    public Duration elapsed() {
        return elapsed;
    }

    /** Writes the result TSV, as the service gives it. */
    public void writeTsv(Appendable out) throws IOException {
        new ResultWriter(out).writeAll(counts, results, Cancellation.NEVER);
    }

    /** Writes the result TSV to a file, which appears or is replaced only when the result is whole. */
    public void writeTsv(Path file) throws IOException {
        WholeFile.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                writeTsv(out);
            }
        });
    }
}

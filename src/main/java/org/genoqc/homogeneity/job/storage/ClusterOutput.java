package org.genoqc.homogeneity.job.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.Progress;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.result.Sha256;
import org.genoqc.homogeneity.result.WholeFile;
import org.genoqc.homogeneity.statistics.Method;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the driver of a job writes on a cluster into the folder of its submission, each file whole: progress, faults of the
 * input, and in the end the tables, the summary last.
 */
@Component
public class ClusterOutput {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterOutput.class);

    private static final String RESULT = "result.tsv";
    private static final String FINDINGS = "findings.tsv";
    private static final String REPORT_CARD = "genotyping-batches.tsv";
    private static final String SUMMARY = "summary.json";
    private static final String SUMMARY_TEXT = "summary.txt";
    private static final String FIGURES = "figures.json";
    private static final String TIMINGS = "timings.tsv";
    private static final String PROGRESS = "progress.json";
    private static final String FAULT = "fault.json";
    private static final String FAILURE = "failure.json";

    private final JobFiles files;
    private final JobResults results;
    private final JsonMapper json;

    ClusterOutput(JobFiles files, JobResults results, JsonMapper json) {
        this.files = files;
        this.results = results;
        this.json = json;
    }

    /** Makes the folder, which is empty. */
    public Path prepare(ClusterSubmission submission) throws IOException {
        return Files.createDirectory(folder(submission));
    }

    public Path folder(ClusterSubmission submission) {
        return files.cluster(submission.job(), submission.attempt());
    }

    /** Removes the folder; a driver whose folder is gone ends. */
    public void delete(ClusterSubmission submission) throws IOException {
        files.deleteCluster(submission.job(), submission.attempt());
    }

    /** How far it is, as last written. */
    public ClusterProgress progress(ClusterSubmission submission) throws IOException {
        JsonNode progress = read(submission, PROGRESS);
        if (progress == null) {
            return ClusterProgress.NONE;
        }
        long completed = progress.path("completed_probesets").asLong(0);
        long monteCarlo = progress.path(Method.MONTE_CARLO.label()).asLong(0);
        long skipped = progress.path(Method.SKIPPED.label()).asLong(0);
        return new ClusterProgress(
                progress.path("rows").asLong(0),
                progress.path("genotyping_batches").asInt(0),
                progress.path("executors").asInt(-1),
                new Progress.Snapshot(
                        progress.path("probesets").asLong(0),
                        Math.max(0, completed - monteCarlo - skipped),
                        monteCarlo,
                        skipped,
                        progress.path("batches").asLong(0),
                        progress.path("batches_running").asLong(0),
                        progress.path("completed_batches").asLong(0)));
    }

    /** Whether all of it is written. */
    public boolean isComplete(ClusterSubmission submission) {
        return Files.exists(folder(submission).resolve(SUMMARY));
    }

    /** @throws InvalidInputException if the driver has found faults of the input */
    public void throwIfFaulty(ClusterSubmission submission) throws IOException {
        JsonNode fault = read(submission, FAULT);
        if (fault == null) {
            return;
        }
        List<InputFault> faults = new ArrayList<>();
        for (JsonNode error : fault.path("errors")) {
            faults.add(new InputFault(
                    text(error.path("file")),
                    error.path("line").asLong(1),
                    text(error.path("column")),
                    text(error.path("value")),
                    InputFault.Code.valueOf(error.path("code").asString().toUpperCase(Locale.ROOT)),
                    error.path("rule").asString("")));
        }
        throw new InvalidInputException(faults);
    }

    /** Why the driver has failed, as far as it says so itself; empty where it does not. */
    public String failure(ClusterSubmission submission) throws IOException {
        JsonNode failure = read(submission, FAILURE);
        return failure == null ? "" : failure.path("detail").asString("");
    }

    private static @Nullable String text(JsonNode value) {
        return value.isString() ? value.asString() : null;
    }

    private @Nullable JsonNode read(ClusterSubmission submission, String name) throws IOException {
        try {
            return json.readTree(Files.readAllBytes(folder(submission).resolve(name)));
        } catch (NoSuchFileException e) {
            return null;
        } catch (JacksonException e) {
            // between two files of a file system that does not replace one by the other at once
            return null;
        }
    }

    /**
     * What a job has come to.
     *
     * @param probesets how many, by method
     * @param warnings what was accepted but may surprise
     * @param findings how many of each kind; empty where the analysis is basic
     */
    public record Outcome(
            JobState.ResultFile result,
            Progress.Snapshot probesets,
            List<String> warnings,
            Map<FindingKind, Long> findings,
            List<BatchTiming> timings) {}

    /**
     * Makes what is written the files of the job, the result last. May be done again, by whoever did not see it done.
     *
     * @param submission whose output is complete
     */
    public Outcome take(ClusterSubmission submission) throws IOException {
        JsonNode summary = Optional.ofNullable(read(submission, SUMMARY))
                .orElseThrow(() -> new IOException("the summary of the driver can't be read"));
        List<BatchTiming> timings = timings(folder(submission).resolve(TIMINGS));
        results.writeTimings(submission.job(), timings);
        move(submission, REPORT_CARD, files.reportCard(submission.job()));
        move(submission, FINDINGS, files.findings(submission.job()));
        move(submission, FIGURES, files.figures(submission.job()));
        move(submission, SUMMARY_TEXT, files.summaryText(submission.job()));
        // by this it is known to be complete, so it stays until all else is there
        WholeFile.write(
                files.summaryJson(submission.job()),
                file -> Files.copy(folder(submission).resolve(SUMMARY), file, StandardCopyOption.REPLACE_EXISTING));
        Path result = files.result(submission.job());
        move(submission, RESULT, result);
        return new Outcome(
                new JobState.ResultFile(Files.size(result), Sha256.of(result)),
                probesets(summary.path("probesets"), timings.size()),
                summary.path("warnings").valueStream().map(JsonNode::asString).toList(),
                findings(summary.path("findings")),
                timings);
    }

    private void move(ClusterSubmission submission, String name, Path target) throws IOException {
        Path source = folder(submission).resolve(name);
        if (Files.exists(source)) {
            closeToOthers(source);
            WholeFile.sync(source);
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
            WholeFile.sync(files.folder(submission.job()));
        }
    }

    /** As all that this service keeps; where it is someone else's it stays as it is. */
    private static void closeToOthers(Path file) {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        try {
            if (view != null) {
                view.setPermissions(PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException e) {
            LOG.warn("{} may be open to others: {}", file, e.toString());
        }
    }

    private static Progress.Snapshot probesets(JsonNode byMethod, int batches) {
        return new Progress.Snapshot(
                byMethod.path("total").asLong(0),
                byMethod.path(Method.STANDARD.label()).asLong(0),
                byMethod.path(Method.MONTE_CARLO.label()).asLong(0),
                byMethod.path(Method.SKIPPED.label()).asLong(0),
                batches,
                0,
                batches);
    }

    private static Map<FindingKind, Long> findings(JsonNode byKind) {
        Map<FindingKind, Long> numbers = new EnumMap<>(FindingKind.class);
        for (FindingKind kind : FindingKind.values()) {
            if (byKind.has(kind.label())) {
                numbers.put(kind, byKind.path(kind.label()).asLong());
            }
        }
        return numbers;
    }

    /** Columns by the names of the fields of {@code GET /jobs/ID/batches}; empty where there is no such file. */
    private static List<BatchTiming> timings(Path file) throws IOException {
        List<BatchTiming> timings = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            String header = in.readLine();
            List<String> columns = header == null ? List.of() : List.of(header.split("\t", -1));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                timings.add(timing(columns, line.split("\t", -1)));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DateTimeParseException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(file + " can't be read: " + e, e);
        }
        return timings;
    }

    private static BatchTiming timing(List<String> columns, String[] fields) {
        Function<String, String> field = name -> fields[columns.indexOf(name)];
        return new BatchTiming(
                Integer.parseInt(field.apply("batch")),
                Integer.parseInt(field.apply("worker")),
                Instant.parse(field.apply("started")),
                seconds(field.apply("queue_wait_seconds")),
                seconds(field.apply("duration_seconds")),
                Integer.parseInt(field.apply("standard")),
                Integer.parseInt(field.apply("monte_carlo")),
                Integer.parseInt(field.apply("skipped")),
                Long.parseLong(field.apply("simulations")),
                seconds(field.apply("busy_seconds")),
                Integer.parseInt(field.apply("slices")),
                Integer.parseInt(field.apply("workers")));
    }

    private static Duration seconds(String text) {
        return Duration.ofNanos(Math.round(Double.parseDouble(text) * 1e9));
    }
}

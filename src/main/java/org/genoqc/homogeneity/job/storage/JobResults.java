package org.genoqc.homogeneity.job.storage;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.genoqc.homogeneity.analysis.CompletedDataSet;
import org.genoqc.homogeneity.batch.BatchContent;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.BatchVerdict;
import org.genoqc.homogeneity.batch.TimingsPage;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.figures.Figures;
import org.genoqc.homogeneity.findings.GenomicInflation;
import org.genoqc.homogeneity.findings.ReportCard;
import org.genoqc.homogeneity.findings.ReportCardWriter;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.query.StoredCounts;
import org.genoqc.homogeneity.result.ResultWriter;
import org.genoqc.homogeneity.result.Sha256;
import org.genoqc.homogeneity.result.Summary;
import org.genoqc.homogeneity.result.WholeFile;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.TestResult;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads the files of a job that has run: result, summary, timings. */
@Component
public class JobResults {

    private final JobFiles files;
    private final JsonMapper json;
    private final Clock clock;

    JobResults(JobFiles files, JsonMapper json, Clock clock) {
        this.files = files;
        this.json = json;
        this.clock = clock;
    }

    /** Writes all files of a run that has ended, each whole or not at all; the result last. */
    public JobState.ResultFile write(Job job, CompletedDataSet completed, Cancellation cancellation)
            throws IOException {
        UUID id = job.id();
        ProbesetCounts counts = completed.counts();
        List<ProbesetResult> results = completed.results();
        Instant started = job.times().started();
        Duration time = Duration.between(started == null ? job.times().submitted() : started, clock.instant());
        Summary summary = new Summary(counts, results, completed.assessments(), completed.warnings());
        WholeFile.write(files.summaryJson(id), file -> writeJson(file, summary, time));
        WholeFile.write(files.summaryText(id), file -> {
            try (Writer out = Files.newBufferedWriter(file)) {
                summary.writeText(out, time);
            }
        });
        ReportCard card = completed.isAssessed() ? completed.reportCard() : null;
        if (card != null) {
            WholeFile.write(files.reportCard(id), file -> {
                try (Writer out = Files.newBufferedWriter(file)) {
                    ReportCardWriter.write(card, out);
                }
            });
            WholeFile.write(files.findings(id), file -> {
                try (Writer out = Files.newBufferedWriter(file)) {
                    completed.writeFindings(out);
                }
            });
        }
        WholeFile.write(files.figures(id), file -> {
            try (Writer out = Files.newBufferedWriter(file)) {
                Figures.write(completed, card, out, cancellation);
            }
        });
        WholeFile.write(files.counts(id), file -> StoredCounts.write(counts, cancellation, file));
        WholeFile.write(files.batches(id), file -> writeTimings(file, completed.timings()));
        MessageDigest sha256 = Sha256.digest();
        WholeFile.write(files.result(id), file -> writeResult(file, completed, sha256, cancellation));
        return new JobState.ResultFile(Files.size(files.result(id)), Sha256.hexadecimal(sha256));
    }

    private static void writeResult(
            Path file, CompletedDataSet completed, MessageDigest sha256, Cancellation cancellation) throws IOException {
        try (OutputStream bytes = new DigestOutputStream(Files.newOutputStream(file), sha256);
                BufferedWriter out =
                        new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), 1 << 16)) {
            new ResultWriter(out)
                    .writeAll(completed.counts(), completed.results(), completed.assessments(), cancellation);
        }
    }

    /** The compressed result; made when it is first asked for. */
    public Path compressed(UUID id) throws IOException {
        Path compressed = files.compressedResult(id);
        if (!Files.exists(compressed)) {
            WholeFile.write(compressed, file -> {
                try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
                    Files.copy(files.result(id), out);
                }
            });
        }
        return compressed;
    }

    private void writeJson(Path file, Summary summary, Duration time) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file);
                JsonGenerator generator = json.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeName("probesets").writeStartObject();
            generator.writeNumberProperty("total", summary.probesets());
            for (Method method : Method.values()) {
                generator.writeNumberProperty(method.label(), summary.total(method));
            }
            generator.writeEndObject();
            generator.writeNumberProperty("significance_level", TestResult.SIGNIFICANCE_LEVEL);
            generator.writeNumberProperty("significant_count", summary.significantCount());
            generator.writeNumberProperty("significant_percent", summary.significantPercent());
            generator.writeNumberProperty("excluded_genotypes_count", summary.excludingCount());
            summary.assessed().ifPresent(assessed -> writeAssessed(generator, assessed));
            generator.writeNumberProperty("processing_seconds", time.toMillis() / 1000.0);
            writeArray(generator, "warnings", summary.warnings());
            writeArray(generator, "significant", summary.significant());
            writeArray(generator, "excluded_genotypes", summary.excluding());
            writeArray(generator, "skipped", summary.skipped());
            generator.writeEndObject();
        }
    }

    private static void writeAssessed(JsonGenerator generator, Summary.Assessed assessed) {
        GenomicInflation inflation = assessed.inflation();
        generator.writeName("genomic_inflation").writeStartObject();
        if (inflation.tests() == 0) {
            generator.writeNullProperty("lambda");
        } else {
            generator.writeNumberProperty("lambda", inflation.lambda());
        }
        generator.writeNumberProperty("tests", inflation.tests());
        generator.writeEndObject();
        generator.writeName("findings").writeStartObject();
        generator.writeNumberProperty("pairs", assessed.pairs());
        assessed.kinds().forEach((kind, number) -> generator.writeNumberProperty(kind.label(), number));
        generator.writeEndObject();
    }

    private void writeArray(JsonGenerator generator, String name, Iterable<?> values) {
        generator.writeName(name).writeStartArray();
        for (Object value : values) {
            json.writeValue(generator, value);
        }
        generator.writeEndArray();
    }

    /** Writes the timings of the batches of a job that has run elsewhere. */
    void writeTimings(UUID id, List<BatchTiming> timings) throws IOException {
        WholeFile.write(files.batches(id), file -> writeTimings(file, timings));
    }

    private static void writeTimings(Path file, List<BatchTiming> timings) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(-PartPlan.VERSION);
            out.writeInt(timings.size());
            for (BatchTiming timing : timings) {
                BatchContent.writeTiming(out, timing);
            }
        }
    }

    /** The timings of the batches of an ended job; empty if it did not run to its end. */
    public List<BatchTiming> timings(UUID id) throws IOException {
        return timings(id, 0, Integer.MAX_VALUE).timings();
    }

    /** Some of these, of which no others are read: each takes as many bytes. */
    public TimingsPage timings(UUID id, int offset, int limit) throws IOException {
        Path file = files.batches(id);
        if (!Files.exists(file)) {
            return TimingsPage.NONE;
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            DataInputStream header = new DataInputStream(bytes);
            int first = header.readInt();
            // files of versions before 3 begin with their size
            int version = first < 0 ? -first : 2;
            int size = first < 0 ? header.readInt() : first;
            int from = Math.min(offset, size);
            bytes.skipNBytes((long) from * BatchContent.bytesOfTiming(version));
            DataInputStream in = new DataInputStream(new BufferedInputStream(bytes));
            List<BatchTiming> timings = new ArrayList<>();
            for (int i = 0; i < Math.min(limit, size - from); i++) {
                timings.add(BatchContent.readTiming(in, version));
            }
            return new TimingsPage(size, timings);
        }
    }

    public void writeVerdict(UUID id, BatchVerdict verdict) throws IOException {
        WholeFile.write(files.verdict(id), file -> Files.write(file, json.writeValueAsBytes(verdict)));
    }

    /** The verdict on the batch size of a complete job; empty where its last attempt had nothing left to run. */
    public Optional<BatchVerdict> verdict(UUID id) throws IOException {
        Path file = files.verdict(id);
        return Files.exists(file)
                ? Optional.of(json.readValue(Files.readAllBytes(file), BatchVerdict.class))
                : Optional.empty();
    }
}

package org.genoqc.homogeneity.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.genoqc.homogeneity.figures.Figures;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.running.Jobs;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.report.Report;
import org.genoqc.homogeneity.report.ReportSubject;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves what the pictures of a complete job are drawn of, and the report that has them drawn. */
@RestController
@RequestMapping("/jobs/{id}")
class FiguresController {

    private final Jobs jobs;
    private final JobLookup lookup;

    FiguresController(Jobs jobs, JobLookup lookup) {
        this.jobs = jobs;
        this.lookup = lookup;
    }

    @GetMapping(path = "/figures", produces = MediaType.APPLICATION_JSON_VALUE)
    void figures(@PathVariable String id, HttpServletResponse response) throws IOException {
        Job job = lookup.findComplete(id).job();
        String figures = figuresOf(job);
        String timeline = timelineOf(job);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        Writer out = Downloads.writer(response);
        out.append("{\"figures\":")
                .append(figures)
                .append(",\"timeline\":")
                .append(timeline)
                .append('}');
        out.flush();
    }

    @GetMapping(path = "/report.html", produces = MediaType.TEXT_HTML_VALUE)
    void report(@PathVariable String id, HttpServletResponse response) throws IOException {
        JobLookup.CompleteJob complete = lookup.findComplete(id);
        Job job = complete.job();
        String figures = figuresOf(job);
        String timeline = timelineOf(job);
        response.setContentType(MediaType.TEXT_HTML_VALUE + ";charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.inline()
                        .filename(Downloads.base(job) + ".report.html", StandardCharsets.UTF_8)
                        .build()
                        .toString());
        Writer out = Downloads.writer(response);
        Report.write(subject(complete), figures, timeline, out);
        out.flush();
    }

    private static ReportSubject subject(JobLookup.CompleteJob complete) {
        Job job = complete.job();
        Job.DataSet dataSet = Objects.requireNonNull(job.dataSet());
        Instant ended = Objects.requireNonNull(job.times().ended());
        Instant started = Objects.requireNonNullElse(job.times().started(), ended);
        Map<String, String> parameters =
                new LinkedHashMap<>(job.parameters().test().effective());
        parameters.put(
                Parameter.BATCH_SIZE.name(), String.valueOf(dataSet.batchSize().size()));
        return new ReportSubject(
                job.id().toString(),
                new ReportSubject.File(
                        ReportSubject.File.nameOf(
                                job.input().name(), job.input().files()),
                        job.input().bytes(),
                        job.input().sha256()),
                new ReportSubject.File(
                        Downloads.base(job) + ".result.tsv",
                        complete.result().bytes(),
                        complete.result().sha256()),
                dataSet.rows(),
                ended,
                Duration.between(started, ended).toMillis() / 1000.0,
                parameters,
                job.warnings());
    }

    private String figuresOf(Job job) throws IOException {
        Path file = jobs.figures(job);
        if (file == null) {
            throw new NoFiguresException();
        }
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            // removed meanwhile, which Problems finds out
            throw new UncheckedIOException(e);
        }
    }

    private String timelineOf(Job job) throws IOException {
        StringBuilder timeline = new StringBuilder();
        Figures.writeTimeline(jobs.timings(job), jobs.verdict(job).orElse(null), timeline);
        return timeline.toString();
    }
}

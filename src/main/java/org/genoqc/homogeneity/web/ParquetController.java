package org.genoqc.homogeneity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.running.Jobs;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.ParameterException;
import org.genoqc.homogeneity.parquet.ParquetWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerMapping;

/** Serves the tables of a complete job as Parquet, where {@code format} says so or else {@code Accept} does. */
@RestController
@RequestMapping("/jobs/{id}")
class ParquetController {

    private static final String RESULT = "/result";
    private static final String FINDINGS = "/findings";
    private static final String REPORT_CARD = "/genotyping-batches";

    private static final List<String> FILTERS = List.of("probeset", "search", "batch", "kind");

    private final Jobs jobs;
    private final JobLookup lookup;
    private final ParquetFiles parquet;

    ParquetController(Jobs jobs, JobLookup lookup, ParquetFiles parquet) {
        this.jobs = jobs;
        this.lookup = lookup;
        this.parquet = parquet;
    }

    @GetMapping(
            path = {RESULT, FINDINGS, REPORT_CARD},
            params = "format=parquet")
    ResponseEntity<Resource> named(
            @PathVariable String id, @RequestParam Map<String, String> query, HttpServletRequest request)
            throws IOException {
        for (String filter : FILTERS) {
            String value = query.getOrDefault(filter, "");
            if (!value.isEmpty()) {
                throw new ParameterException(
                        filter, Parameter.shortened(value), "left out: as Parquet, findings are all there");
            }
        }
        JobLookup.CompleteJob complete = lookup.findComplete(id);
        Path tsv = tsv(complete.job(), request);
        if (tsv == null) {
            throw new NotAssessedException();
        }
        Path file = parquet.of(tsv);
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.parseMediaType(ParquetWriter.MEDIA_TYPE));
        headers.setETag("\"" + complete.result().sha256() + "-" + file.getFileName() + "\"");
        headers.set(
                HttpHeaders.CONTENT_DISPOSITION,
                Downloads.attachment(Downloads.base(complete.job()) + "." + file.getFileName()));
        return new RangedFile(file, headers)
                .answer(request.getHeader(HttpHeaders.IF_RANGE), request.getHeader(HttpHeaders.RANGE));
    }

    @GetMapping(
            path = {RESULT, FINDINGS, REPORT_CARD},
            produces = ParquetWriter.MEDIA_TYPE)
    ResponseEntity<Resource> accepted(
            @PathVariable String id, @RequestParam Map<String, String> query, HttpServletRequest request)
            throws IOException {
        return named(id, query, request);
    }

    private @Nullable Path tsv(Job job, HttpServletRequest request) {
        String path = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        return switch (path.substring(path.lastIndexOf('/'))) {
            case FINDINGS -> jobs.findings(job);
            case REPORT_CARD -> jobs.reportCard(job);
            default -> jobs.result(job);
        };
    }
}

package org.genoqc.homogeneity.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.running.Jobs;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves what a complete job found. */
@RestController
@RequestMapping("/jobs/{id}")
class ResultController {

    private static final MediaType TSV = new MediaType("text", "tab-separated-values", StandardCharsets.UTF_8);

    private final Jobs jobs;
    private final JobLookup lookup;

    ResultController(Jobs jobs, JobLookup lookup) {
        this.jobs = jobs;
        this.lookup = lookup;
    }

    /**
     * The result TSV. The compressed form is a file of its own with its own strong ETag, so that ranges of it can be
     * resumed too.
     */
    @GetMapping("/result")
    ResponseEntity<Resource> result(
            @PathVariable String id,
            @RequestParam(defaultValue = Downloads.TSV) String format,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String acceptEncoding,
            @RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range)
            throws IOException {
        Downloads.requireTsv(format);
        JobLookup.CompleteJob complete = lookup.findComplete(id);
        Job job = complete.job();
        boolean gzip = AcceptedEncodings.acceptGzip(acceptEncoding);
        Path file = gzip ? jobs.compressedResult(job) : jobs.result(job);
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(TSV);
        headers.setETag("\"" + complete.result().sha256() + (gzip ? "-gzip" : "") + "\"");
        headers.set(HttpHeaders.CONTENT_DISPOSITION, Downloads.attachment(Downloads.base(job) + ".result.tsv"));
        if (gzip) {
            headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return new RangedFile(file, headers).answer(ifRange, range);
    }

    @GetMapping(path = "/summary", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Resource> summaryJson(@PathVariable String id) {
        return ResponseEntity.ok(whole(jobs.summaryJson(lookup.findComplete(id).job())));
    }

    @GetMapping(path = "/summary", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<Resource> summaryText(@PathVariable String id) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(whole(jobs.summaryText(lookup.findComplete(id).job())));
    }

    /** A file of which there are no ranges. */
    private static Resource whole(Path file) {
        return new InputStreamResource(new JobFile(file));
    }
}

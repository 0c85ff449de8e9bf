package org.genoqc.homogeneity.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.running.Jobs;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
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
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, required = false) @Nullable String acceptEncoding,
            @RequestHeader(name = HttpHeaders.IF_RANGE, required = false) @Nullable String ifRange,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range)
            throws IOException {
        JobLookup.CompleteJob complete = lookup.findComplete(id);
        Job job = complete.job();
        boolean gzip = AcceptedEncodings.acceptGzip(acceptEncoding);
        Path file = gzip ? jobs.compressedResult(job) : jobs.result(job);
        String etag = "\"" + complete.result().sha256() + (gzip ? "-gzip" : "") + "\"";
        ResponseEntity.BodyBuilder response = ResponseEntity.ok()
                .eTag(etag)
                .contentType(TSV)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header(HttpHeaders.CONTENT_DISPOSITION, Downloads.attachment(Downloads.base(job) + ".result.tsv"));
        if (gzip) {
            response.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        boolean wholeWanted = ifRange != null && !ifRange.equals(etag);
        if (range != null && (wholeWanted || !isSatisfiable(range, Files.size(file)))) {
            // Spring would answer with a range whatever If-Range says; a stream is always sent whole
            return response.contentLength(Files.size(file)).body(new InputStreamResource(Files.newInputStream(file)));
        }
        return response.body(new JobFile(file));
    }

    /**
     * Whether ranges are to be sent; a header that can't be understood is to be ignored (RFC 9110, 14.2), and one that
     * names more than there is may be.
     *
     * @throws RangeNotSatisfiableException if it can be understood but all of it lies beyond the end
     */
    private static boolean isSatisfiable(String range, long length) {
        List<HttpRange> ranges;
        try {
            ranges = HttpRange.parseRanges(range);
        } catch (IllegalArgumentException e) {
            return false;
        }
        long within = ranges.stream()
                .filter(each -> each.getRangeStart(length) < length)
                .count();
        if (within == 0 && !ranges.isEmpty()) {
            throw new RangeNotSatisfiableException(length);
        }
        // Spring would answer 206 without a part to no range at all, and 416 to the others
        return within > 0 && within == ranges.size() && (within == 1 || totalOf(ranges, length) < length);
    }

    private static long totalOf(List<HttpRange> ranges, long length) {
        return ranges.stream()
                .mapToLong(each -> each.getRangeEnd(length) - each.getRangeStart(length) + 1)
                .sum();
    }

    @GetMapping(path = "/summary", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Resource> summaryJson(@PathVariable String id) {
        return ResponseEntity.ok(
                new JobFile(jobs.summaryJson(lookup.findComplete(id).job())));
    }

    @GetMapping(path = "/summary", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<Resource> summaryText(@PathVariable String id) {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(new JobFile(jobs.summaryText(lookup.findComplete(id).job())));
    }
}

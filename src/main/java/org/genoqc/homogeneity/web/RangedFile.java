package org.genoqc.homogeneity.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.ResponseEntity;

/**
 * A file of a job that is downloaded, whole or in ranges.
 *
 * @param headers its type, its strong ETag, its name
 */
record RangedFile(Path file, HttpHeaders headers) {

    /**
     * What is sent.
     *
     * @param ifRange the header of this name
     * @param range likewise
     * @throws RangeNotSatisfiableException if all of the range lies beyond the end
     */
    ResponseEntity<Resource> answer(@Nullable String ifRange, @Nullable String range) throws IOException {
        ResponseEntity.BodyBuilder response = ResponseEntity.ok()
                .headers(headers)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .varyBy(HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_ENCODING);
        boolean wholeWanted = ifRange != null && !ifRange.equals(headers.getETag());
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
}

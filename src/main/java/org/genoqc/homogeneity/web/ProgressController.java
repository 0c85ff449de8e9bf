package org.genoqc.homogeneity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Shows how far a job is: once, or as a stream of events where {@code Accept} prefers that. */
@RestController
class ProgressController {

    private final JobLookup lookup;
    private final ProgressStreams streams;
    private final Clock clock;

    ProgressController(JobLookup lookup, ProgressStreams streams, Clock clock) {
        this.lookup = lookup;
        this.streams = streams;
        this.clock = clock;
    }

    @GetMapping(
            path = "/jobs/{id}/progress",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    Object progress(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletRequest request) {
        return prefersEvents(accept)
                ? streams.open(id, Caller.of(request).key(), lastEventId)
                : ProgressView.of(lookup.find(id), clock.instant());
    }

    /** Whether events come before JSON in what is accepted; that one of the two is, was found out before. */
    private static boolean prefersEvents(@Nullable String accept) {
        List<MediaType> accepted = new ArrayList<>(MediaType.parseMediaTypes(accept));
        MimeTypeUtils.sortBySpecificity(accepted);
        return accepted.stream()
                .filter(type -> type.includes(MediaType.APPLICATION_JSON) || type.includes(MediaType.TEXT_EVENT_STREAM))
                .findFirst()
                .filter(type -> !type.includes(MediaType.APPLICATION_JSON))
                .isPresent();
    }
}

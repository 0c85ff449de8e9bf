package org.genoqc.homogeneity.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Logs who did what with which job, from where, and what came of it: an event of the logger {@code audit} for each request,
 * on one line, with its parts as key-value pairs for structured logs. Nothing of the data is in it, and of what a client sent
 * only ids of jobs and its own name. What only looks at states and lists is logged at DEBUG, unless it was denied.
 *
 * <p>It is outside of whatever authenticates, so that it sees what is denied; {@link CallerMark} tells it the name.
 */
final class AuditFilter extends OncePerRequestFilter {

    private static final Logger AUDIT = LoggerFactory.getLogger("audit");
    private static final Set<Integer> DENIED = Set.of(401, 403, 404, 429);
    private static final int SERVER_ERROR = 500;
    private static final int MAX_NAME_LENGTH = 200;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean isAnswered = false;
        try {
            chain.doFilter(request, response);
            isAnswered = true;
        } finally {
            PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
            Optional<AuditedAction> action = AuditedAction.of(request.getMethod(), path);
            if (action.isPresent()) {
                int status = isAnswered || response.isCommitted() ? response.getStatus() : SERVER_ERROR;
                log(action.get(), path, CallerMark.of(request), status, response.getHeader(HttpHeaders.LOCATION));
            }
        }
    }

    private static void log(
            AuditedAction action, PathContainer path, Caller caller, int status, @Nullable String location) {
        Level level = action.isFrequent() && !DENIED.contains(status) ? Level.DEBUG : Level.INFO;
        if (!AUDIT.isEnabledForLevel(level)) {
            return;
        }
        String job = jobId(action.variable("id", path).or(() -> lastOf(location)));
        String label = action.label(status);
        String name = cleaned(caller.name());
        String address = cleaned(caller.address());
        LoggingEventBuilder event = AUDIT.atLevel(level)
                .addKeyValue("event.action", label)
                .addKeyValue("event.outcome", status < 400 ? "success" : "failure")
                .addKeyValue("user.name", name)
                .addKeyValue("source.ip", address)
                .addKeyValue("http.response.status_code", status);
        if (!job.isEmpty()) {
            event = event.addKeyValue("job_id", job);
        }
        String other = jobId(action.variable("other", path));
        if (!other.isEmpty()) {
            event = event.addKeyValue("other_job_id", other);
        }
        event.log("{} {} by \"{}\" from {}: {}", label, job.isEmpty() ? "-" : job, name, address, status);
    }

    /** The id where it is one; what else stands in its place is not repeated. */
    private static String jobId(Optional<String> text) {
        try {
            return text.map(UUID::fromString).map(UUID::toString).orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** The id of a new job is only in the address that is answered. */
    private static Optional<String> lastOf(@Nullable String location) {
        return Optional.ofNullable(location).map(address -> address.substring(address.lastIndexOf('/') + 1));
    }

    /** Without what could end the line, end the quotes, or move the cursor of a terminal. */
    private static String cleaned(String text) {
        String clean = text.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}\"\\\\]", "?");
        return clean.codePointCount(0, clean.length()) <= MAX_NAME_LENGTH
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, MAX_NAME_LENGTH));
    }
}

package org.genoqc.homogeneity.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests of who makes too many: of a principal, or of an address where there is none. Health and the files of the
 * page are always answered. What is known of so many callers at most is kept, and only while they call.
 */
final class RequestRates extends OncePerRequestFilter {

    private static final int MAX_CALLERS = 100_000;
    private static final Set<String> FREE = Set.of("/", "/docs", "/openapi.yaml");
    private static final List<String> FREE_BELOW = List.of("/page/", "/actuator/health");

    private final int perMinute;
    private final int atOnce;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    RequestRates(HomogeneityProperties.Limits limits, Clock clock) {
        this.perMinute = limits.requestsPerMinute();
        this.atOnce = limits.requestsAtOnce();
        this.time = new Time(clock);
        // a bucket that would be full is as good as a new one
        Duration untilFull = Duration.ofMinutes(1L + atOnce / perMinute);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MAX_CALLERS)
                .expireAfterAccess(untilFull)
                .ticker(time::currentTimeNanos)
                .build();
    }

    private record Time(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return FREE.contains(path) || FREE_BELOW.stream().anyMatch(path::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ConsumptionProbe probe =
                buckets.get(Caller.of(request).key(), _ -> bucket()).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            chain.doFilter(request, response);
            return;
        }
        long seconds = 1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        PlainProblems.write(
                HttpStatus.TOO_MANY_REQUESTS.value(),
                "there may be at most " + perMinute + " requests a minute of one caller, " + atOnce + " at once",
                request.getRequestURI(),
                response);
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(atOnce).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .withCustomTimePrecision(time)
                .build();
    }
}

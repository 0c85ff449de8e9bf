package org.genoqc.homogeneity.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.springframework.http.HttpMethod;

/**
 * Ends uploads that come too slowly: each has a connection, and a file that is not of any job. It is done where Tomcat reads
 * the body, since it reads the parts of a form by itself, without any request that a filter may have wrapped.
 */
final class SlowUploads extends ValveBase {

    private final long bytesPerSecond;
    private final Duration grace;
    private final Clock clock;

    SlowUploads(HomogeneityProperties.Limits limits, Clock clock) {
        super(true);
        this.bytesPerSecond = limits.minUploadRate().toBytes();
        this.grace = limits.uploadGrace();
        this.clock = clock;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!HttpMethod.POST.matches(request.getMethod())) {
            getNext().invoke(request, response);
            return;
        }
        org.apache.coyote.Request coyote = request.getCoyoteRequest();
        InputBuffer body = coyote.getInputBuffer();
        coyote.setInputBuffer(new Paced(
                body, bytesPerSecond, grace, clock, () -> coyote.action(ActionCode.DISABLE_SWALLOW_INPUT, null)));
        try {
            getNext().invoke(request, response);
        } finally {
            coyote.setInputBuffer(body);
        }
    }

    /** A body that must come at a least rate, on average over each span of waiting for it that is as long as the grace. */
    static final class Paced implements InputBuffer {

        private final InputBuffer body;
        private final long bytesPerSecond;
        private final Duration grace;
        private final Clock clock;
        private final Runnable whenTooSlow;
        private Duration waited = Duration.ZERO;
        private long bytes;

        /** @param whenTooSlow sees to it that the rest is not waited for either */
        Paced(InputBuffer body, long bytesPerSecond, Duration grace, Clock clock, Runnable whenTooSlow) {
            this.body = body;
            this.bytesPerSecond = bytesPerSecond;
            this.grace = grace;
            this.clock = clock;
            this.whenTooSlow = whenTooSlow;
        }

        /** @throws SlowUploadException if too little has come */
        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            Instant start = clock.instant();
            int n = body.doRead(handler);
            // what is done with it in between is not the sender's time
            waited = waited.plus(Duration.between(start, clock.instant()));
            bytes += Math.max(n, 0);
            if (n >= 0 && waited.compareTo(grace) >= 0) {
                if (bytes < bytesPerSecond * waited.toMillis() / 1000) {
                    whenTooSlow.run();
                    throw new SlowUploadException(bytes, waited, bytesPerSecond);
                }
                waited = Duration.ZERO;
                bytes = 0;
            }
            return n;
        }

        @Override
        public int available() {
            return body.available();
        }
    }
}

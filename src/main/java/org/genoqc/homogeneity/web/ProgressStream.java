package org.genoqc.homogeneity.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * The stream of one who watches a job. Whoever tells it something does not wait for the network: a virtual thread sends, one
 * at a time, and what it could not send before something newer came is left out, so that a slow client holds up nobody and
 * nothing piles up.
 */
final class ProgressStream extends ResponseBodyEmitter {

    private static final String HEARTBEAT = ": heartbeat\n\n";
    private static final String RETRY = "retry: 2000\n\n";
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

    private long newest;
    private @Nullable String begin = RETRY;
    private @Nullable ProgressEvent next;
    private boolean isHeartbeatDue;
    private boolean isClosing;
    private boolean isSending;

    private final Runnable whenOver;

    /**
     * @param known the number of the newest event that the client has; -1 for none
     * @param whenOver is called when the stream has ended or the client has gone, perhaps more than once
     */
    ProgressStream(long known, Consumer<ProgressStream> whenOver) {
        super(0L); // no limit of time
        this.newest = known;
        this.whenOver = () -> whenOver.accept(this);
        onCompletion(this.whenOver);
    }

    @Override
    protected void extendResponse(ServerHttpResponse response) {
        super.extendResponse(response);
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(MediaType.TEXT_EVENT_STREAM);
        headers.setCacheControl("no-store");
        // nginx would collect events until its buffer is full
        headers.set("X-Accel-Buffering", "no");
    }

    /** Sends what a stream begins with, if no event had to be sent. */
    synchronized void begin() {
        send();
    }

    /** Sends an event, unless the client has it, or a newer one; ends the stream if it is the last. */
    synchronized void offer(ProgressEvent event) {
        if (event.isLast() || event.number() > newest) {
            newest = event.number();
            next = event;
            send();
        }
    }

    synchronized void heartbeat() {
        isHeartbeatDue = true;
        send();
    }

    /** Ends the stream with nothing more said. */
    synchronized void end() {
        isClosing = true;
        send();
    }

    private void send() {
        if (!isSending) {
            isSending = true;
            Thread.startVirtualThread(this::sendAll);
        }
    }

    private void sendAll() {
        for (String text = due(); !text.isEmpty(); text = due()) {
            try {
                send(text, TEXT);
            } catch (IOException | IllegalStateException e) {
                // the client is gone: the container ends the request, and this stays as it is, sending
                whenOver.run();
                return;
            }
        }
        if (isOver()) {
            complete();
            // Spring does not say so where this was before it had taken over the stream
            whenOver.run();
        }
    }

    private synchronized boolean isOver() {
        return isClosing;
    }

    /** What is to be sent now; empty where there is nothing. */
    private synchronized String due() {
        StringBuilder text = new StringBuilder();
        if (begin != null) {
            text.append(begin);
            begin = null;
        }
        ProgressEvent event = next;
        if (event != null) {
            text.append(event.text());
            isClosing |= event.isLast();
        } else if (isHeartbeatDue) {
            text.append(HEARTBEAT);
        }
        next = null;
        isHeartbeatDue = false;
        isSending = isClosing || !text.isEmpty();
        return text.toString();
    }
}

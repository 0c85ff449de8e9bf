package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.genoqc.homogeneity.harness.SettableClock;
import org.junit.jupiter.api.Test;

class SlowUploadsTests {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-29T00:00:00Z"));
    private int bytes;
    private Duration pause = Duration.ZERO;
    private int ended;

    /** Gives so many bytes at a time, after a pause. */
    private final SlowUploads.Paced body = new SlowUploads.Paced(
            new InputBuffer() {
                @Override
                public int doRead(ApplicationBufferHandler handler) {
                    clock.advance(pause);
                    return bytes;
                }

                @Override
                public int available() {
                    return 0;
                }
            },
            1000,
            Duration.ofSeconds(30),
            clock,
            () -> ended++);

    private void read(int bytesEach, Duration after, int times) throws IOException {
        bytes = bytesEach;
        pause = after;
        for (int i = 0; i < times; i++) {
            body.doRead(null);
        }
    }

    @Test
    void anUploadThatIsJustFastEnoughGoesOn() throws IOException {
        read(1000, Duration.ofSeconds(1), 10_000);
        assertThat(ended).isZero();
    }

    @Test
    void oneThatIsAByteShortEndsWhenTheGraceIsOver() throws IOException {
        read(1000, Duration.ofSeconds(1), 29);
        assertThatExceptionOfType(SlowUploadException.class)
                .isThrownBy(() -> read(999, Duration.ofSeconds(1), 1))
                .withMessage("29999 bytes of the upload came in the last 30 s; there must be at least 1000 a second");
        assertThat(ended).isOne();
    }

    @Test
    void whatCameFastBeforeDoesNotCountForLater() throws IOException {
        read(1_000_000, Duration.ofSeconds(1), 30);
        read(10, Duration.ofSeconds(1), 29);
        assertThatExceptionOfType(SlowUploadException.class).isThrownBy(() -> read(10, Duration.ofSeconds(1), 1));
    }

    @Test
    void onlyTheTimeCountsInWhichTheSenderIsWaitedFor() throws IOException {
        for (int i = 0; i < 1000; i++) {
            read(10, Duration.ofMillis(10), 1);
            // written to a slow disk
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(ended).isZero();
    }

    @Test
    void theEndOfABodyIsNeverTooSlow() throws IOException {
        read(10, Duration.ofSeconds(29), 1);
        read(-1, Duration.ofSeconds(10), 1);
        assertThat(ended).isZero();
    }
}

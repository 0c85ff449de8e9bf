package org.genoqc.homogeneity.web;

import java.io.IOException;
import java.time.Duration;

/** An upload comes more slowly than any may. */
final class SlowUploadException extends IOException {

    private static final long serialVersionUID = 1L;

    SlowUploadException(long bytes, Duration waited, long bytesPerSecond) {
        super(bytes + " bytes of the upload came in the last " + waited.toSeconds() + " s; there must be at least "
                + bytesPerSecond + " a second");
    }
}

package org.genoqc.homogeneity.web;

import java.net.SocketTimeoutException;
import java.time.Duration;

/** An upload comes more slowly than any may; Tomcat answers 408 to what is a timeout. */
final class SlowUploadException extends SocketTimeoutException {

    private static final long serialVersionUID = 1L;

    SlowUploadException(long bytes, Duration waited, long bytesPerSecond) {
        super(bytes + " bytes of the upload came in the last " + waited.toSeconds() + " s; there must be at least "
                + bytesPerSecond + " a second");
    }
}

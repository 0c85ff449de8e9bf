package org.genoqc.homogeneity.web;

/** As many streams of progress are open as there may be, or the service is being stopped. */
final class TooManyStreamsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyStreamsException(String message) {
        super(message);
    }
}

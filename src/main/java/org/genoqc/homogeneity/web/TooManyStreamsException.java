package org.genoqc.homogeneity.web;

/** As many streams of progress are open as there may be, of all or of one caller. */
final class TooManyStreamsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isOfCaller;

    /** @param isOfCaller whether it is the caller who has too many */
    TooManyStreamsException(String message, boolean isOfCaller) {
        super(message);
        this.isOfCaller = isOfCaller;
    }

    boolean isOfCaller() {
        return isOfCaller;
    }
}

package org.genoqc.homogeneity.job;

/** A job can't be accepted at the moment. */
public final class JobRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What there is too much of. */
    public enum Reason {
        QUEUE_FULL, HEAP_FULL, STORAGE_FULL, FILE_TOO_LARGE
    }

    private final Reason reason;

    JobRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}

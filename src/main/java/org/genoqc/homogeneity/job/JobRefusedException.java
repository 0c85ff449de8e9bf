package org.genoqc.homogeneity.job;

/** A job can't be accepted, or not at the moment; the message says why. */
public final class JobRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** Too many jobs wait. */
        QUEUE_FULL,
        /** There is not enough free heap to check the file now. */
        HEAP_FULL,
        /** There is no room on the disk, or the data directory holds as much as it may. */
        STORAGE_FULL,
        /** The upload is larger than any that is accepted. */
        FILE_TOO_LARGE,
        /** Another request with the same idempotency key has not ended. */
        KEY_IN_FLIGHT,
        /** Another job was submitted with the same idempotency key. */
        KEY_REUSED
    }

    private final Reason reason;

    public JobRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}

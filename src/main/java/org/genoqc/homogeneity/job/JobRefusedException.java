package org.genoqc.homogeneity.job;

/** A job can't be accepted, or not at the moment; the message says why. */
public final class JobRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** Too many jobs wait. */
        QUEUE_FULL,
        /** Too many jobs of the principal wait or run. */
        JOBS_OF_PRINCIPAL,
        /** The jobs of the principal that wait or run may have too many tables simulated. */
        SIMULATIONS_OF_PRINCIPAL,
        /** The jobs of the principal take too much room. */
        BYTES_OF_PRINCIPAL,
        /** There is not enough free heap to check the file now. */
        HEAP_FULL,
        /** There is no room on the disk, or the data directory holds as much as it may. */
        STORAGE_FULL,
        /** The upload is larger than any that is accepted. */
        FILE_TOO_LARGE,
        /** The upload came too slowly. */
        UPLOAD_TOO_SLOW,
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

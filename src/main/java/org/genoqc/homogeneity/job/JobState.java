package org.genoqc.homogeneity.job;

/**
 * Where a job is. What exists only in one state, a result or an error, is held by that state.
 */
public sealed interface JobState {

    /** The names as stored and shown, spelled as in the GA4GH Workflow Execution Service. */
    enum Name {
        QUEUED,
        INITIALIZING,
        RUNNING,
        CANCELING,
        COMPLETE,
        CANCELED,
        EXECUTOR_ERROR,
        SYSTEM_ERROR
    }

    Name name();

    /** Whether it is final. */
    default boolean isEnded() {
        return this instanceof Complete || this instanceof Canceled || this instanceof Failed;
    }

    /** Waiting, being read, running or being cancelled: nothing to show but progress. */
    record Live(Name name) implements JobState {}

    /** Done; the result can be downloaded. */
    record Complete(ResultFile result) implements JobState {
        @Override
        public Name name() {
            return Name.COMPLETE;
        }
    }

    /** Cancelled by its user. */
    record Canceled() implements JobState {
        @Override
        public Name name() {
            return Name.CANCELED;
        }
    }

    /** Failed: by the data's fault (EXECUTOR_ERROR) or ours (SYSTEM_ERROR). */
    record Failed(Name name, JobError error) implements JobState {}

    /**
     * The result file.
     *
     * @param bytes its length
     * @param sha256 its SHA-256 in hexadecimal
     */
    record ResultFile(long bytes, String sha256) {}
}

package org.genoqc.homogeneity.job;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a job is. What exists only in one state, a result or an error, is held by that state.
 */
public sealed interface JobState {

    /**
     * The names as stored and shown, spelled as in the GA4GH Workflow Execution Service, and which may follow which:
     * the only place that says so.
     */
    enum Name {
        /** Waits to be run. */
        QUEUED,
        /** Its input is read. */
        INITIALIZING,
        /** Its probeset batches run. */
        RUNNING,
        /** Whoever runs it is asked to stop. */
        CANCELING,
        COMPLETE,
        CANCELED,
        /** Failed by the data's fault. */
        EXECUTOR_ERROR,
        /** Failed by ours. */
        SYSTEM_ERROR;

        /**
         * The states that may follow. A job that is INITIALIZING or RUNNING may become INITIALIZING again: its runner
         * died and another takes it over.
         */
        public Set<Name> successors() {
            return switch (this) {
                case QUEUED -> EnumSet.of(INITIALIZING, CANCELED);
                case INITIALIZING -> EnumSet.of(INITIALIZING, RUNNING, QUEUED, CANCELING, EXECUTOR_ERROR, SYSTEM_ERROR);
                case RUNNING -> EnumSet.of(INITIALIZING, QUEUED, CANCELING, COMPLETE, EXECUTOR_ERROR, SYSTEM_ERROR);
                case CANCELING -> EnumSet.of(CANCELED, EXECUTOR_ERROR, SYSTEM_ERROR);
                case COMPLETE, CANCELED, EXECUTOR_ERROR, SYSTEM_ERROR -> EnumSet.noneOf(Name.class);
            };
        }

        public boolean mayBecome(Name next) {
            return successors().contains(next);
        }

        /** Whether it is final: nothing follows. */
        public boolean isEnded() {
            return successors().isEmpty();
        }

        /** Whether it is the end of a job that failed. */
        public boolean isFailure() {
            return this == EXECUTOR_ERROR || this == SYSTEM_ERROR;
        }

        /**
         * What a job becomes when its user cancels it: one that waits ends at once, one that is run is to be stopped
         * first. Empty where it is being cancelled already or has ended.
         */
        public Optional<Name> whenCancelled() {
            return switch (this) {
                case QUEUED -> Optional.of(CANCELED);
                case INITIALIZING, RUNNING -> Optional.of(CANCELING);
                case CANCELING, COMPLETE, CANCELED, EXECUTOR_ERROR, SYSTEM_ERROR -> Optional.empty();
            };
        }

        /** The final states. */
        public static Set<Name> ended() {
            return Arrays.stream(values())
                    .filter(Name::isEnded)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Name.class)));
        }
    }

    Name name();

    /** Whether it is final. */
    default boolean isEnded() {
        return name().isEnded();
    }

    /** Waiting, being read, running or being cancelled: nothing to show but progress. */
    record Live(Name name) implements JobState {
        /** @throws IllegalArgumentException if the name is that of a final state */
        public Live {
            if (name.isEnded()) {
                throw new IllegalArgumentException(name + " is a final state");
            }
        }
    }

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
    record Failed(Name name, JobError error) implements JobState {
        /** @throws IllegalArgumentException if the name is that of another state */
        public Failed {
            if (!name.isFailure()) {
                throw new IllegalArgumentException(name + " is not the state of a failed job");
            }
        }
    }

    /**
     * The result file.
     *
     * @param bytes its length
     * @param sha256 its SHA-256 in hexadecimal
     */
    record ResultFile(long bytes, String sha256) {}
}

package org.genoqc.homogeneity.cluster;

/**
 * What the Master says of the driver of an application.
 *
 * @param state where it is
 * @param message what went wrong, and on which worker; empty where there is nothing to say
 */
public record DriverStatus(State state, String message) {

    /** The states of a driver, as the Master calls them. */
    public enum State {
        /** Waits for a worker with room for it. */
        SUBMITTED(true),
        RUNNING(true),
        /** Its worker is lost and another is looked for. */
        RELAUNCHING(true),
        /** The Master has been restarted and has not heard of it yet. */
        UNKNOWN(true),
        FINISHED(false),
        KILLED(false),
        /** Its exit code was not 0. */
        FAILED(false),
        /** It could not be started, or its worker is lost. */
        ERROR(false),
        /** The Master knows of no such driver. */
        MISSING(false);

        private final boolean live;

        State(boolean live) {
            this.live = live;
        }
    }

    /** Whether it may still do anything. */
    public boolean isLive() {
        return state.live;
    }
}

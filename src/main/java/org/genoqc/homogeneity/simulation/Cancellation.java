package org.genoqc.homogeneity.simulation;

import java.util.concurrent.CancellationException;

/** Tells a long computation whether its result is still wanted. Implementations are thread-safe. */
@FunctionalInterface
public interface Cancellation {

    /** A computation that always runs to its end. */
    Cancellation NEVER = () -> false;

    boolean isRequested();

    /** Throws {@link CancellationException} if cancellation was requested. */
    default void throwIfRequested() {
        if (isRequested()) {
            throw new CancellationException("the computation was cancelled");
        }
    }
}

package org.genoqc.homogeneity.batch;

import java.time.Duration;
import java.util.List;

/** Is called for every probeset batch, by the worker that ran it. Implementations are thread-safe and quick. */
public interface BatchListener {

    /** Does nothing. */
    BatchListener NONE = new BatchListener() {};

    default void completed(BatchTiming timing) {}

    /**
     * A batch failed or was cancelled.
     *
     * @param queueWait how long it had waited in the queue of the executor
     * @param duration how long it had run
     */
    default void failed(Duration queueWait, Duration duration, Throwable cause) {}

    /** Calls all of them, in their order. */
    static BatchListener all(List<BatchListener> listeners) {
        List<BatchListener> all = List.copyOf(listeners);
        return new BatchListener() {
            @Override
            public void completed(BatchTiming timing) {
                all.forEach(listener -> listener.completed(timing));
            }

            @Override
            public void failed(Duration queueWait, Duration duration, Throwable cause) {
                all.forEach(listener -> listener.failed(queueWait, duration, cause));
            }
        };
    }
}

package org.genoqc.homogeneity.batch;

/** Told of every probeset batch, by the worker that ran it. Implementations are thread-safe and quick. */
public interface BatchListener {

    /** Listens to nothing. */
    BatchListener NONE = new BatchListener() {
    };

    default void completed(BatchTiming timing) {
    }

    /** A batch failed or was cancelled. */
    default void failed(Throwable cause) {
    }
}

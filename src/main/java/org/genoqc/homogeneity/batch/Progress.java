package org.genoqc.homogeneity.batch;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.genoqc.homogeneity.statistics.Method;

/** Counts probesets as they are done. Thread-safe; counts only grow. */
public final class Progress {

    private final int probesets;
    private final int batches;
    private final Map<Method, LongAdder> byMethod = new EnumMap<>(Method.class);
    private final LongAdder batchesStarted = new LongAdder();
    private final LongAdder batchesCompleted = new LongAdder();

    public Progress(int probesets, int batches) {
        this.probesets = probesets;
        this.batches = batches;
        for (Method method : Method.values()) {
            byMethod.put(method, new LongAdder());
        }
    }

    void batchStarted() {
        batchesStarted.increment();
    }

    void probesetCompleted(Method method) {
        probesetsCompleted(method, 1);
    }

    /** Where several are tested side by side, the part of the work that is done counts as so many probesets. */
    void probesetsCompleted(Method method, int number) {
        of(method).add(number);
    }

    private LongAdder of(Method method) {
        return Objects.requireNonNull(byMethod.get(method));
    }

    void batchCompleted() {
        batchesCompleted.increment();
    }

    /** The counts at this moment. */
    public Snapshot snapshot() {
        long completed = batchesCompleted.sum();
        return new Snapshot(
                probesets,
                of(Method.STANDARD).sum(),
                of(Method.MONTE_CARLO).sum(),
                of(Method.SKIPPED).sum(),
                batches,
                Math.max(0, batchesStarted.sum() - completed),
                completed);
    }

    /**
     * Probesets done by method, and batches.
     *
     * @param probesets all there are
     * @param batches all there are
     */
    public record Snapshot(
            long probesets,
            long standard,
            long monteCarlo,
            long skipped,
            long batches,
            long batchesRunning,
            long batchesCompleted) {

        public static final Snapshot NONE = new Snapshot(0, 0, 0, 0, 0, 0, 0);

        public long completed() {
            return standard + monteCarlo + skipped;
        }

        public long batchesQueued() {
            return batches - batchesRunning - batchesCompleted;
        }
    }
}

package org.genoqc.homogeneity.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.ProbesetResult;

/** A probeset batch some of whose work has been handed to workers, and what that took so far. Thread-safe. */
final class RunningBatch {

    private final int number;
    private final Instant started;
    private final long startedNanos = System.nanoTime();
    private final Duration queueWait;
    private final AtomicInteger probesetsLeft;
    private final LongAdder busyNanos = new LongAdder();
    private final LongAdder slices = new LongAdder();
    private final LongAdder simulations = new LongAdder();
    private final Set<Integer> workers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean failed = new AtomicBoolean();

    RunningBatch(int number, int probesets, Instant started, Duration queueWait) {
        this.number = number;
        this.started = started;
        this.queueWait = queueWait;
        this.probesetsLeft = new AtomicInteger(probesets);
    }

    int number() {
        return number;
    }

    /** A worker ran a slice of it, or one that was for other batches too. */
    void ran(int worker, double nanos) {
        workers.add(worker);
        slices.increment();
        busyNanos.add(Math.round(nanos));
    }

    /**
     * Some of its probesets have their results.
     *
     * @param simulated the tables that were simulated for them
     * @return whether they were the last ones
     */
    boolean completed(int probesets, long simulated) {
        simulations.add(simulated);
        return probesetsLeft.addAndGet(-probesets) == 0;
    }

    /** Whether it had not failed before. */
    boolean fail() {
        return failed.compareAndSet(false, true);
    }

    Duration queueWait() {
        return queueWait;
    }

    Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /**
     * What came of it, after its last slice.
     *
     * @param worker that ran the last slice
     */
    CompletedBatch completed(int worker, List<ProbesetResult> results, List<ProbesetAssessment> assessments) {
        Map<Method, Integer> byMethod = new EnumMap<>(Method.class);
        results.forEach(result -> byMethod.merge(result.method(), 1, Integer::sum));
        BatchTiming timing = new BatchTiming(
                number,
                worker,
                started,
                queueWait,
                sinceStart(),
                byMethod.getOrDefault(Method.STANDARD, 0),
                byMethod.getOrDefault(Method.MONTE_CARLO, 0),
                byMethod.getOrDefault(Method.SKIPPED, 0),
                simulations.sum(),
                Duration.ofNanos(busyNanos.sum()),
                slices.intValue(),
                workers.size());
        return new CompletedBatch(timing, results, assessments);
    }
}

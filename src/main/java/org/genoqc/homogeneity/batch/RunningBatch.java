package org.genoqc.homogeneity.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.ProbesetResult;

/** A probeset batch some of whose slices have been handed to workers. Thread-safe. */
final class RunningBatch {

    private final int number;
    private final List<RunningPortion> portions;
    private final int slices;
    private final Instant started;
    private final long startedNanos = System.nanoTime();
    private final Duration queueWait;
    private final AtomicInteger slicesLeft;
    private final LongAdder busyNanos = new LongAdder();
    private final Set<Integer> workers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean failed = new AtomicBoolean();

    RunningBatch(int number, List<RunningPortion> portions, Instant started, Duration queueWait) {
        this.number = number;
        this.portions = List.copyOf(portions);
        this.slices = portions.stream().mapToInt(RunningPortion::slices).sum();
        this.started = started;
        this.queueWait = queueWait;
        this.slicesLeft = new AtomicInteger(slices);
    }

    int number() {
        return number;
    }

    /**
     * Runs a slice.
     *
     * @return whether it was the last one to end
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    boolean run(int slice, int worker, Cancellation cancellation) {
        long start = System.nanoTime();
        workers.add(worker);
        int within = slice;
        int portion = 0;
        while (within >= portions.get(portion).slices()) {
            within -= portions.get(portion).slices();
            portion++;
        }
        portions.get(portion).run(within, cancellation);
        busyNanos.add(System.nanoTime() - start);
        return slicesLeft.decrementAndGet() == 0;
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

    /** What came of it, after its last slice. */
    CompletedBatch completed(int worker) {
        List<ProbesetResult> results = new ArrayList<>();
        for (RunningPortion portion : portions) {
            results.addAll(portion.results());
        }
        Map<Method, Integer> byMethod = new EnumMap<>(Method.class);
        long simulations = 0;
        for (ProbesetResult result : results) {
            byMethod.merge(result.method(), 1, Integer::sum);
            simulations += result.test() == null ? 0 : result.test().simulatedTables();
        }
        BatchTiming timing = new BatchTiming(
                number,
                worker,
                started,
                queueWait,
                sinceStart(),
                byMethod.getOrDefault(Method.STANDARD, 0),
                byMethod.getOrDefault(Method.MONTE_CARLO, 0),
                byMethod.getOrDefault(Method.SKIPPED, 0),
                simulations,
                Duration.ofNanos(busyNanos.sum()),
                slices,
                workers.size());
        return new CompletedBatch(timing, results);
    }
}

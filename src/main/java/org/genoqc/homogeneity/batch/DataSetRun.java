package org.genoqc.homogeneity.batch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.TwoTierTest;
import org.genoqc.homogeneity.table.CleanedTable;
import org.jspecify.annotations.Nullable;

/**
 * The test of all probesets of a data set: what each batch of the plan does, and what has come of it so far. Batches
 * completed earlier can be restored instead of run.
 */
public final class DataSetRun {

    /**
     * How many tests cost as much as walking the permutations that they share: at about 95 samples per genotyping
     * batch, as measured by the whole runs of docs/performance.md.
     */
    private static final double TESTS_PER_WALK = 50;

    private static final long PART_OF_HEAP_FOR_PERMUTATIONS = 16;
    private static final long PART_OF_HEAP_FOR_TABLES = 8;
    /** While a table is simulated, mostly its counts of a block of permutations. */
    private static final long BYTES_PER_ROW = 1 << 10;

    private static final long LEAST_ROWS = 1 << 12;
    private static final long MOST_ROWS = 1 << 18;

    private final ProbesetCounts counts;
    private final BatchPlan plan;
    private final TwoTierTest test;
    private final BatchListener listener;
    private final Progress progress;
    private final @Nullable ProbesetResult[] results;
    private final ConcurrentLinkedQueue<BatchTiming> timings = new ConcurrentLinkedQueue<>();
    private final BitSet restored = new BitSet();
    private final LongAdder walkNanos = new LongAdder();
    private final Clock clock = Clock.systemUTC();

    public DataSetRun(ProbesetCounts counts, BatchPlan plan, TestParameters parameters, BatchListener listener) {
        this.counts = counts;
        this.plan = plan;
        this.test = new TwoTierTest(
                plan.tests(), parameters, Runtime.getRuntime().maxMemory() / PART_OF_HEAP_FOR_PERMUTATIONS);
        this.listener = listener;
        this.progress = new Progress(plan.probesets(), plan.batches());
        this.results = new ProbesetResult[plan.probesets()];
    }

    /** What is told of a completed batch before it counts as completed. */
    @FunctionalInterface
    public interface Checkpoint {
        void save(CompletedBatch batch) throws Exception;
    }

    /** Takes over a batch that was completed earlier; once per batch, before {@link #start}. */
    public void restore(CompletedBatch batch) {
        int number = batch.timing().batch();
        int[] probesets = plan.probesets(number);
        if (restored.get(number) || probesets.length != batch.results().size()) {
            return;
        }
        restored.set(number);
        progress.batchStarted();
        for (int i = 0; i < probesets.length; i++) {
            results[probesets[i]] = batch.results().get(i);
            progress.probesetCompleted(batch.results().get(i).method());
        }
        completed(batch.timing());
    }

    /** Runs the batches that were not restored. */
    public BatchRun start(BatchExecutor executor, Checkpoint checkpoint) {
        long rowsAtOnce = Math.clamp(
                Runtime.getRuntime().maxMemory() / PART_OF_HEAP_FOR_TABLES / BYTES_PER_ROW / executor.workers(),
                LEAST_ROWS,
                MOST_ROWS);
        int[] open = IntStream.range(0, plan.batches())
                .filter(batch -> !restored.get(batch))
                .toArray();
        return executor.submit(open, (batch, worker, queueWait, cancellation) -> {
            long start = System.nanoTime();
            try {
                Instant started = clock.instant();
                long startedNanos = System.nanoTime();
                progress.batchStarted();
                List<ProbesetResult> ofBatch = test(plan.probesets(batch), rowsAtOnce, cancellation);
                complete(
                        timing(
                                batch,
                                worker,
                                started,
                                queueWait,
                                Duration.ofNanos(System.nanoTime() - startedNanos),
                                ofBatch),
                        ofBatch,
                        checkpoint);
            } catch (Exception e) {
                listener.failed(queueWait, Duration.ofNanos(System.nanoTime() - start), e);
                throw e;
            }
        });
    }

    /**
     * Tests probesets, so many rows at once that what they need fits the heap, however large the batch is. The results
     * do not depend on which probesets are tested at once.
     */
    private List<ProbesetResult> test(int[] probesets, long rowsAtOnce, Cancellation cancellation) {
        List<ProbesetResult> tested = new ArrayList<>(probesets.length);
        int from = 0;
        while (from < probesets.length) {
            int to = from + 1;
            long rows = counts.rows(probesets[from]);
            while (to < probesets.length && rows + counts.rows(probesets[to]) <= rowsAtOnce) {
                rows += counts.rows(probesets[to++]);
            }
            tested.addAll(test.test(
                    Arrays.stream(probesets, from, to).mapToObj(this::probeset).toList(),
                    cancellation,
                    result -> progress.probesetCompleted(result.method())));
            from = to;
        }
        return tested;
    }

    private static BatchTiming timing(
            int batch,
            int worker,
            Instant started,
            Duration queueWait,
            Duration duration,
            List<ProbesetResult> results) {
        Map<Method, Integer> byMethod = new EnumMap<>(Method.class);
        long simulations = 0;
        for (ProbesetResult result : results) {
            byMethod.merge(result.method(), 1, Integer::sum);
            simulations += result.test() == null ? 0 : result.test().simulations();
        }
        return new BatchTiming(
                batch,
                worker,
                started,
                queueWait,
                duration,
                byMethod.getOrDefault(Method.STANDARD, 0),
                byMethod.getOrDefault(Method.MONTE_CARLO, 0),
                byMethod.getOrDefault(Method.SKIPPED, 0),
                simulations);
    }

    private void complete(BatchTiming timing, List<ProbesetResult> ofBatch, Checkpoint checkpoint) throws Exception {
        int[] probesets = plan.probesets(timing.batch());
        for (int i = 0; i < probesets.length; i++) {
            results[probesets[i]] = ofBatch.get(i);
        }
        walkNanos.add(walk(probesets, timing));
        checkpoint.save(new CompletedBatch(timing, ofBatch));
        completed(timing);
        listener.completed(timing);
    }

    private long walk(int[] probesets, BatchTiming timing) {
        long shared = Arrays.stream(probesets).filter(plan.tests()::isShared).count();
        return shared == 0 ? 0 : Math.round(timing.duration().toNanos() * (TESTS_PER_WALK / (TESTS_PER_WALK + shared)));
    }

    private TwoTierTest.Probeset probeset(int probeset) {
        return new TwoTierTest.Probeset(probeset, counts.probesetId(probeset), CleanedTable.of(counts.table(probeset)));
    }

    private void completed(BatchTiming timing) {
        timings.add(timing);
        progress.batchCompleted();
    }

    public Progress progress() {
        return progress;
    }

    /** The batches completed so far, in the order of their completion. */
    public List<BatchTiming> timings() {
        return List.copyOf(timings);
    }

    /** The batches completed so far, without those restored. */
    public List<BatchTiming> timingsOfThisRun() {
        return timings.stream().filter(timing -> !restored.get(timing.batch())).toList();
    }

    /** Of the durations of these, what it took to walk the shared permutations, once per batch; an estimate. */
    public Duration walking() {
        return Duration.ofNanos(walkNanos.sum());
    }

    /**
     * The results in the order of the probesets; to be asked for after the run has ended.
     *
     * @throws IllegalStateException if a probeset has no result yet
     */
    public List<ProbesetResult> results() {
        for (ProbesetResult result : results) {
            if (result == null) {
                throw new IllegalStateException("the run has not ended");
            }
        }
        @SuppressWarnings("NullAway") // just checked
        List<ProbesetResult> all = Arrays.asList(results);
        return all;
    }
}

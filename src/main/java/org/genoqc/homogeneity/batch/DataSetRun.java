package org.genoqc.homogeneity.batch;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.statistics.PreparedProbesets;
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
    private final int simulations;
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
        this.simulations = parameters.nSimulations();
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
        long maxRows = Math.clamp(
                Runtime.getRuntime().maxMemory() / PART_OF_HEAP_FOR_TABLES / BYTES_PER_ROW / executor.workers(),
                LEAST_ROWS,
                MOST_ROWS);
        int[] open = IntStream.range(0, plan.batches())
                .filter(batch -> !restored.get(batch))
                .toArray();
        SlicePlan.Cut cut = new SlicePlan.Cut(plan.tests(), counts::rows, maxRows, simulations, test.blocks());
        SlicePlan slices = new SlicePlan(plan, open, cut);
        Map<Integer, RunningBatch> running = new ConcurrentHashMap<>();
        return executor.submit(IntStream.range(0, slices.slices()).toArray(), (slice, worker, wait, cancellation) -> {
            RunningBatch batch = running.computeIfAbsent(slices.batch(slice), number -> begin(number, cut, wait));
            try {
                if (batch.run(slices.withinBatch(slice), worker, cancellation)) {
                    running.remove(batch.number());
                    complete(batch.completed(worker), checkpoint);
                }
            } catch (Exception e) {
                if (batch.fail()) {
                    listener.failed(batch.queueWait(), batch.sinceStart(), e);
                }
                throw e;
            }
        });
    }

    private RunningBatch begin(int batch, SlicePlan.Cut cut, Duration queueWait) {
        progress.batchStarted();
        int[] probesets = plan.probesets(batch);
        List<RunningPortion> portions = cut.portions(probesets).stream()
                .map(portion -> new RunningPortion(
                        () -> prepare(Arrays.copyOfRange(probesets, portion.from(), portion.to())),
                        portion.slices(),
                        test.blocks(),
                        progress))
                .toList();
        return new RunningBatch(batch, portions, clock.instant(), queueWait);
    }

    private PreparedProbesets prepare(int[] probesets) {
        return test.prepare(probesets, probeset -> CleanedTable.of(counts.table(probeset)), counts::probesetId);
    }

    private void complete(CompletedBatch batch, Checkpoint checkpoint) throws Exception {
        BatchTiming timing = batch.timing();
        int[] probesets = plan.probesets(timing.batch());
        for (int i = 0; i < probesets.length; i++) {
            results[probesets[i]] = batch.results().get(i);
        }
        walkNanos.add(walk(probesets, timing));
        checkpoint.save(batch);
        completed(timing);
        listener.completed(timing);
    }

    private long walk(int[] probesets, BatchTiming timing) {
        long shared = Arrays.stream(probesets).filter(plan.tests()::isShared).count();
        return shared == 0 ? 0 : Math.round(timing.busy().toNanos() * (TESTS_PER_WALK / (TESTS_PER_WALK + shared)));
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

package org.genoqc.homogeneity.batch;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.findings.ProbesetAssessor;
import org.genoqc.homogeneity.parameters.Analysis;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.statistics.PreparedProbesets;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.SliceLimits;
import org.genoqc.homogeneity.statistics.TwoTierTest;
import org.jspecify.annotations.Nullable;

/**
 * The test of all probesets of a data set: what each batch of the plan does, and what has come of it so far. Batches
 * completed earlier can be restored instead of run.
 */
public final class DataSetRun {

    private static final long PART_OF_HEAP_FOR_PERMUTATIONS = 16;
    /** So much work of one core that nobody would call it long. */
    private static final Duration SHORT = Duration.ofSeconds(10);
    /** Few enough for the long runs beside it to go on where one short run follows another. */
    private static final int TURNS_OF_A_SHORT_RUN = 8;

    private final ProbesetCounts counts;
    private final BatchPlan plan;
    private final TestParameters parameters;
    private final TwoTierTest test;
    private final BatchListener listener;
    private final Clock clock;
    private final Progress progress;
    private final @Nullable ProbesetResult[] results;
    /** Null if the analysis is basic. */
    private final @Nullable ProbesetAssessor assessor;

    private final @Nullable ProbesetAssessment[] assessments;
    private final ConcurrentLinkedQueue<BatchTiming> timings = new ConcurrentLinkedQueue<>();
    private final BitSet restored = new BitSet();

    /**
     * @param heap what the heap of assessments is taken from
     * @param clock tells when a batch starts
     */
    public DataSetRun(
            ProbesetCounts counts,
            BatchPlan plan,
            TestParameters parameters,
            HeapBudget.Share heap,
            BatchListener listener,
            Clock clock) {
        this.counts = counts;
        this.plan = plan;
        this.parameters = parameters;
        this.test = new TwoTierTest(
                plan.tests(), parameters, Runtime.getRuntime().maxMemory() / PART_OF_HEAP_FOR_PERMUTATIONS);
        this.listener = listener;
        this.clock = clock;
        this.progress = new Progress(plan.probesets(), plan.batches());
        this.results = new ProbesetResult[plan.probesets()];
        this.assessor = parameters.analysis() == Analysis.FULL ? new ProbesetAssessor(counts, parameters, heap) : null;
        this.assessments = new ProbesetAssessment[assessor == null ? 0 : plan.probesets()];
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
        boolean isWhole = probesets.length == batch.results().size()
                && (assessor == null || probesets.length == batch.assessments().size());
        if (restored.get(number) || !isWhole || !hasRoomFor(batch.assessments())) {
            return;
        }
        restored.set(number);
        progress.batchStarted();
        for (int i = 0; i < probesets.length; i++) {
            results[probesets[i]] = batch.results().get(i);
            if (assessor != null) {
                assessments[probesets[i]] = batch.assessments().get(i);
            }
            progress.probesetCompleted(batch.results().get(i).method());
        }
        completed(batch.timing());
    }

    /** What there is no room for is found out again, and the run fails as it does without anything restored. */
    private boolean hasRoomFor(List<ProbesetAssessment> restoredOnes) {
        if (assessor == null) {
            return true;
        }
        try {
            for (ProbesetAssessment assessment : restoredOnes) {
                assessor.restore(assessment);
            }
            return true;
        } catch (HeapBudgetExceededException e) {
            return false;
        }
    }

    /**
     * Runs the batches that were not restored.
     *
     * @param party whose run it is; parties share the workers fairly, however many runs each has. Among the runs of a party a
     *     short one has several turns for one of the others, so that it ends soon beside one that takes days, which goes on
     *     all the same
     */
    public BatchRun start(BatchExecutor executor, String party, Checkpoint checkpoint) {
        int[] open = IntStream.range(0, plan.batches())
                .filter(batch -> !restored.get(batch))
                .toArray();
        Windows cut = windows();
        List<Windows.Window> windows = cut.of(open);
        SliceLimits limits = cut.limits(windows, executor.workers());
        return executor.submit(
                party, turns(expectedWork(windows)), new Running(windows, cut.maxRows(), limits, checkpoint).slices);
    }

    private static int turns(Duration work) {
        return work.compareTo(SHORT) <= 0 ? TURNS_OF_A_SHORT_RUN : 1;
    }

    private Windows windows() {
        return new Windows(plan, test, counts::rows, Runtime.getRuntime().maxMemory());
    }

    /** What is on its way. */
    private final class Running implements Preparation.Host, RunningWindow.Host {

        private final SliceLimits limits;
        private final Checkpoint checkpoint;
        private final SliceQueue slices;
        private final Map<Integer, RunningBatch> batches = new ConcurrentHashMap<>();
        private final LateParts late;

        Running(List<Windows.Window> windows, long maxRowsOfWindow, SliceLimits limits, Checkpoint checkpoint) {
            this.limits = limits;
            this.checkpoint = checkpoint;
            this.late = new LateParts(windows.size(), maxRowsOfWindow);
            this.slices = new SliceQueue(
                    windows.stream()
                            .map(window -> new Preparation(this, window.parts()).slices())
                            .iterator(),
                    windows.stream().mapToInt(window -> window.parts().size()).sum());
        }

        @Override
        public Progress progress() {
            return progress;
        }

        @Override
        public RunningBatch batch(int number, Duration queueWait) {
            return batches.computeIfAbsent(number, added -> {
                progress.batchStarted();
                return new RunningBatch(added, plan.size(added), clock.instant(), queueWait);
            });
        }

        @Override
        public PreparedProbesets prepare(Windows.Part part) {
            return test.prepare(probesetsOf(part), new CleanedTables(counts, parameters), counts::probesetId);
        }

        @Override
        public void prepared(List<RunningWindow.RunningPart> parts, int worker) throws Exception {
            new RunningWindow(this, parts, test.simulate(probesets(parts), limits)).goOn(worker);
        }

        private static List<PreparedProbesets> probesets(List<RunningWindow.RunningPart> parts) {
            return parts.stream().map(RunningWindow.RunningPart::probesets).toList();
        }

        @Override
        public void add(List<Slice> further) {
            slices.add(further);
        }

        @Override
        public void ended(List<RunningWindow.RunningPart> left, int worker) throws Exception {
            List<RunningWindow.RunningPart> further = late.ended(left, rowsOfOpen(left));
            if (!further.isEmpty()) {
                new RunningWindow(this, further, test.simulateFurther(probesets(further), limits)).goOn(worker);
            }
        }

        private long rowsOfOpen(List<RunningWindow.RunningPart> parts) {
            long rows = 0;
            for (RunningWindow.RunningPart part : parts) {
                int most = Arrays.stream(probesetsOf(part.part()))
                        .map(counts::rows)
                        .max()
                        .orElse(0);
                rows += (long) part.probesets().open() * most;
            }
            return rows;
        }

        @Override
        public void completed(RunningWindow.RunningPart part, int worker) throws Exception {
            int[] probesets = probesetsOf(part.part());
            List<ProbesetResult> ofPart = part.probesets().results();
            for (int i = 0; i < probesets.length; i++) {
                results[probesets[i]] = ofPart.get(i);
            }
            if (assessor == null) {
                end(part, probesets, worker);
            } else {
                // by a slice of its own, since many parts are complete at once, when a window ends
                ProbesetAssessor assessing = assessor;
                slices.add(List.of((by, wait, cancellation) -> {
                    assess(part.batch(), probesets, assessing, by);
                    end(part, probesets, by);
                }));
            }
        }

        private void assess(RunningBatch batch, int[] probesets, ProbesetAssessor assessing, int worker)
                throws HeapBudgetExceededException {
            try {
                long start = System.nanoTime();
                for (int probeset : probesets) {
                    assessments[probeset] = assessing.assess(probeset, Objects.requireNonNull(results[probeset]));
                }
                batch.ran(worker, (double) (System.nanoTime() - start));
            } catch (HeapBudgetExceededException | RuntimeException e) {
                failed(batch, e);
                throw e;
            }
        }

        private void end(RunningWindow.RunningPart part, int[] probesets, int worker) throws Exception {
            RunningBatch batch = part.batch();
            if (batch.completed(probesets.length, part.probesets().simulations())) {
                batches.remove(batch.number());
                try {
                    complete(
                            batch.completed(
                                    worker, inBatch(results, batch.number()), inBatch(assessments, batch.number())),
                            checkpoint);
                } catch (Exception e) {
                    failed(batch, e);
                    throw e;
                }
            }
        }

        @Override
        public void failed(RunningBatch batch, Exception cause) {
            if (batch.fail()) {
                listener.failed(batch.queueWait(), batch.sinceStart(), cause);
            }
        }
    }

    private int[] probesetsOf(Windows.Part part) {
        return plan.probesets(part.batch(), part.from(), part.to());
    }

    /** What there is of the probesets of a batch; nothing where there is nothing of any probeset. */
    private <T> List<T> inBatch(@Nullable T[] all, int batch) {
        return all.length == 0
                ? List.of()
                : Arrays.stream(plan.probesets(batch))
                        .mapToObj(probeset -> Objects.requireNonNull(all[probeset]))
                        .toList();
    }

    private void complete(CompletedBatch batch, Checkpoint checkpoint) throws Exception {
        checkpoint.save(batch);
        completed(batch.timing());
        listener.completed(batch.timing());
    }

    private void completed(BatchTiming timing) {
        timings.add(timing);
        progress.batchCompleted();
    }

    /** About how long one core takes for all batches; what it takes is known to a factor of two. */
    public Duration expectedWork() {
        return expectedWork(windows().of(IntStream.range(0, plan.batches()).toArray()));
    }

    private Duration expectedWork(List<Windows.Window> windows) {
        double nanos = windows.stream().mapToDouble(Windows.Window::nanos).sum();
        double ofAssessment = assessor == null ? 0 : (double) counts.rows() * ProbesetAssessor.NANOS_PER_ROW;
        return Duration.ofNanos(Math.round(nanos + ofAssessment));
    }

    public TestParameters parameters() {
        return parameters;
    }

    public Progress progress() {
        return progress;
    }

    /** The batches completed so far, in the order of their completion. */
    public List<BatchTiming> timings() {
        return List.copyOf(timings);
    }

    /** Some of these, of which no other is copied. */
    public TimingsPage timings(int offset, int limit) {
        TimingsPage.Collector page = new TimingsPage.Collector(offset, limit);
        timings.forEach(page::take);
        return page.page();
    }

    /** The batches completed so far, without those restored. */
    public List<BatchTiming> timingsOfThisRun() {
        return timings.stream().filter(timing -> !restored.get(timing.batch())).toList();
    }

    /**
     * The results in the order of the probesets; to be asked for after the run has ended.
     *
     * @throws IllegalStateException if a probeset has no result yet
     */
    public List<ProbesetResult> results() {
        return whole(results);
    }

    /**
     * The assessments in the order of the probesets, none if the analysis is basic; to be asked for after the run has ended.
     *
     * @throws IllegalStateException if a probeset has none yet
     */
    public List<ProbesetAssessment> assessments() {
        return whole(assessments);
    }

    private static <T> List<T> whole(@Nullable T[] all) {
        for (T one : all) {
            if (one == null) {
                throw new IllegalStateException("the run has not ended");
            }
        }
        @SuppressWarnings("NullAway") // just checked
        List<T> whole = Arrays.asList(all);
        return whole;
    }
}

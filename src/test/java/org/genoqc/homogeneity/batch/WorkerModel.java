package org.genoqc.homogeneity.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.counts.CountsReader;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.generate.RandomArray;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.JointSimulation;
import org.genoqc.homogeneity.statistics.PreparedProbesets;
import org.genoqc.homogeneity.statistics.SimulationSlice;
import org.genoqc.homogeneity.statistics.SliceLimits;
import org.genoqc.homogeneity.statistics.TwoTierTest;
import org.genoqc.homogeneity.table.CleanedTable;

/**
 * What a run would take on more workers: a discrete-event simulation of the real plan, windows, slices and queue, each
 * slice taking as long as the plan expects. Memory that many cores share is not in the model.
 * {@code WorkerModel WORKERS SIMULATIONS PROBESETS...}
 */
public final class WorkerModel {

    private static final int GENOTYPING_BATCHES = 30;
    private static final int SAMPLES = 93;
    /** As measured on arrays of 30 genotyping batches. */
    private static final double NANOS_TO_PREPARE = 30_000;

    private static final double NANOS_TO_HAND_OUT = 2_000;

    private final List<Windows.Window> windows;
    private final SliceLimits limits;
    private final TwoTierTest test;
    private final BatchPlan plan;
    private final ProbesetCounts counts;

    private WorkerModel(ProbesetCounts counts, TestParameters parameters, int workers) {
        this.counts = counts;
        this.plan = BatchPlan.of(counts, parameters, BatchSize.choose(null, counts.probesets()));
        long heap = Runtime.getRuntime().maxMemory();
        this.test = new TwoTierTest(plan.tests(), parameters, heap / 16);
        Windows cut = new Windows(plan, test, counts::rows, heap);
        this.windows = cut.of(IntStream.range(0, plan.batches()).toArray());
        this.limits = cut.limits(windows, workers);
    }

    /** Seconds of work, and until the last worker ends. */
    record Predicted(double work, double time) {

        /** Of what so many workers could do at best. */
        double efficiency(int workers) {
            return work / workers / time;
        }
    }

    /** A slice that takes time in the model alone. */
    private record ModelSlice(double nanos, Runnable end) implements Slice {

        @Override
        public void run(int worker, Duration queueWait, Cancellation cancellation) {
            throw new UnsupportedOperationException();
        }
    }

    private record Running(double ends, ModelSlice slice) {}

    static Predicted predict(ProbesetCounts counts, TestParameters parameters, int workers) {
        return new WorkerModel(counts, parameters, workers).predict(workers);
    }

    private Predicted predict(int workers) {
        SliceQueue[] queue = new SliceQueue[1];
        queue[0] = new SliceQueue(
                windows.stream()
                        .map(window -> preparation(window.parts(), queue))
                        .iterator(),
                windows.stream().mapToInt(window -> window.parts().size()).sum());
        PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingDouble(Running::ends));
        double now = 0;
        double work = 0;
        while (queue[0].waiting() > 0 || !running.isEmpty()) {
            while (queue[0].waiting() > 0 && running.size() < workers) {
                ModelSlice slice = (ModelSlice) queue[0].take();
                running.add(new Running(now + slice.nanos + NANOS_TO_HAND_OUT, slice));
                work += slice.nanos;
            }
            Running next = running.remove();
            now = next.ends;
            next.slice.end.run();
        }
        return new Predicted(work / 1e9, now / 1e9);
    }

    private List<Slice> preparation(List<Windows.Part> parts, SliceQueue[] queue) {
        AtomicInteger left = new AtomicInteger(parts.size());
        List<PreparedProbesets> prepared = new ArrayList<>();
        for (Windows.Part part : parts) {
            int[] probesets = plan.probesets(part.batch(), part.from(), part.to());
            prepared.add(
                    test.prepare(probesets, probeset -> CleanedTable.of(counts.table(probeset)), counts::probesetId));
        }
        return parts.stream()
                .map(part -> (Slice) new ModelSlice((part.to() - part.from()) * NANOS_TO_PREPARE, () -> {
                    if (left.decrementAndGet() == 0) {
                        simulate(test.simulate(prepared, limits), queue[0]);
                    }
                }))
                .toList();
    }

    private static void simulate(JointSimulation simulation, SliceQueue queue) {
        if (!simulation.isDone()) {
            List<SimulationSlice> slices = simulation.begin();
            AtomicInteger left = new AtomicInteger(slices.size());
            queue.add(slices.stream()
                    .map(slice -> (Slice) new ModelSlice(slice.expectedNanos(), () -> {
                        if (left.decrementAndGet() == 0) {
                            simulation.end();
                        }
                    }))
                    .toList());
        }
    }

    static ProbesetCounts array(int probesets) throws Exception {
        Path file = Files.createTempFile("array", ".tsv");
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
            try (var out = Files.newBufferedWriter(file)) {
                new RandomArray(probesets, GENOTYPING_BATCHES, SAMPLES, 0.01, 1, 1)
                        .write(out, RandomArray.Order.PROBESET);
            }
            return new CountsReader(share, Cancellation.NEVER).read(file);
        } finally {
            Files.delete(file);
        }
    }

    public static void main(String[] args) throws Exception {
        int workers = Integer.parseInt(args[0]);
        TestParameters parameters = TestParameters.DEFAULTS.withSimulations(Integer.parseInt(args[1]));
        System.out.printf("%10s %12s %12s %12s%n", "probesets", "work (s)", "time (s)", "of ideal");
        for (String number : Arrays.copyOfRange(args, 2, args.length)) {
            Predicted predicted = predict(array(Integer.parseInt(number)), parameters, workers);
            System.out.printf(
                    Locale.ROOT,
                    "%10s %12.4f %12.4f %12.3f%n",
                    number,
                    predicted.work(),
                    predicted.time(),
                    predicted.efficiency(workers));
        }
    }
}

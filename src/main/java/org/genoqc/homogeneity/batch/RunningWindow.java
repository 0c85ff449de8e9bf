package org.genoqc.homogeneity.batch;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.JointSimulation;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.PreparedProbesets;
import org.genoqc.homogeneity.statistics.SimulationSlice;

/**
 * Parts of probeset batches whose probesets are simulated side by side, round by round. The worker that ends the last slice
 * of a round goes on to the next. A part is complete when none of its probesets needs further simulated tables.
 */
final class RunningWindow {

    private final Host host;
    private final Map<PreparedProbesets, RunningPart> running = new LinkedHashMap<>();
    private final JointSimulation simulation;
    private final int monteCarlo;
    private final AtomicInteger slicesLeft = new AtomicInteger();
    private volatile int slicesOfRound;
    private int counted;

    /** A part that is prepared. */
    record RunningPart(RunningBatch batch, Windows.Part part, PreparedProbesets probesets) {}

    /** The run that it is of. */
    interface Host {

        Progress progress();

        /** Hands out further slices. */
        void add(List<Slice> slices);

        /** All probesets of a part have results. */
        void completed(RunningPart part, int worker) throws Exception;

        /** A slice of a batch failed. */
        void failed(RunningBatch batch, Exception cause);

        /** A window has ended; some of its parts may be left to a late simulation. */
        void ended(List<RunningPart> left, int worker) throws Exception;
    }

    RunningWindow(Host host, List<RunningPart> parts, JointSimulation simulation) {
        this.host = host;
        this.simulation = simulation;
        this.monteCarlo = simulation.openMonteCarlo();
        parts.forEach(part -> running.put(part.probesets, part));
    }

    /** Begins the next round, then tells of the parts that are complete. One worker at a time. */
    void goOn(int worker) throws Exception {
        List<RunningPart> completed = running.values().stream()
                .filter(part -> part.probesets.open() == 0)
                .toList();
        completed.forEach(part -> running.remove(part.probesets));
        if (!simulation.isDone()) {
            List<SimulationSlice> slices = simulation.begin();
            slicesOfRound = slices.size();
            slicesLeft.set(slices.size());
            host.add(slices.stream()
                    .map(slice -> (Slice) (by, wait, cancellation) -> simulate(slice, by, cancellation))
                    .toList());
        } else {
            host.ended(List.copyOf(running.values()), worker);
        }
        for (RunningPart part : completed) {
            host.completed(part, worker);
        }
    }

    private void simulate(SimulationSlice slice, int worker, Cancellation cancellation) throws Exception {
        try {
            long start = System.nanoTime();
            slice.run(cancellation);
            long nanos = System.nanoTime() - start;
            Map<RunningBatch, Double> shares = new HashMap<>();
            slice.forEachShare((probesets, share) -> shares.merge(batch(probesets), share, Double::sum));
            shares.forEach((batch, share) -> batch.ran(worker, share * nanos));
        } catch (Exception e) {
            slice.forEachShare((probesets, share) -> host.failed(batch(probesets), e));
            throw e;
        }
        int left = slicesLeft.decrementAndGet();
        if (left == 0) {
            simulation.end();
        }
        count(left);
        if (left == 0) {
            goOn(worker);
        }
    }

    private RunningBatch batch(PreparedProbesets probesets) {
        return Objects.requireNonNull(running.get(probesets)).batch;
    }

    /** Where the number of tables is fixed, the part of the work that is done counts as so many probesets. */
    private synchronized void count(int slicesLeftOfRound) {
        int done = monteCarlo - simulation.openMonteCarlo();
        if (simulation.isFixed() && slicesLeftOfRound > 0) {
            done = (int) ((long) monteCarlo * (slicesOfRound - slicesLeftOfRound) / slicesOfRound);
        }
        // another worker may have ended a later slice, and counted it, before
        if (done > counted) {
            host.progress().probesetsCompleted(Method.MONTE_CARLO, done - counted);
            counted = done;
        }
    }
}

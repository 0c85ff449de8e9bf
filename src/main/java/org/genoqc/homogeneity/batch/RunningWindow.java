package org.genoqc.homogeneity.batch;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.JointSimulation;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.PreparedProbesets;
import org.genoqc.homogeneity.statistics.SimulationSlice;
import org.jspecify.annotations.Nullable;

/**
 * A window of probesets on its way. First its parts are prepared, by a slice each; then its probesets are simulated side by
 * side, round by round. The worker that ends the last slice of a round goes on to the next. A part is complete when none of
 * its probesets needs further simulated tables.
 */
final class RunningWindow {

    private final Host host;
    private final List<Windows.Part> parts;
    /** In the order of the parts. */
    private final @Nullable PreparedProbesets[] prepared;

    private final Map<PreparedProbesets, RunningPart> running = new ConcurrentHashMap<>();
    private final AtomicInteger slicesLeft;

    private volatile @Nullable JointSimulation simulation;
    private int monteCarlo;
    private int slicesOfRound;
    private int counted;

    /** A part that is prepared. */
    private record RunningPart(RunningBatch batch, Windows.Part part) {}

    /** The run that it is of. */
    interface Host {

        /** The batch of this number, which starts if it has not yet. */
        RunningBatch batch(int number, Duration queueWait);

        PreparedProbesets prepare(Windows.Part part);

        JointSimulation simulate(List<PreparedProbesets> together);

        Progress progress();

        /** Hands out further slices. */
        void add(List<Slice> slices);

        /** All probesets of a part have results. */
        void completed(RunningBatch batch, Windows.Part part, PreparedProbesets results, int worker) throws Exception;

        /** A slice of a batch failed. */
        void failed(RunningBatch batch, Exception cause);
    }

    RunningWindow(Host host, List<Windows.Part> parts) {
        this.host = host;
        this.parts = parts;
        this.prepared = new PreparedProbesets[parts.size()];
        this.slicesLeft = new AtomicInteger(parts.size());
    }

    /** The slices that prepare the parts. */
    List<Slice> slices() {
        return IntStream.range(0, parts.size())
                .mapToObj(i -> (Slice) (worker, wait, cancellation) -> prepare(i, worker, wait))
                .toList();
    }

    private void prepare(int i, int worker, Duration queueWait) throws Exception {
        Windows.Part part = parts.get(i);
        RunningBatch batch = host.batch(part.batch(), queueWait);
        try {
            long start = System.nanoTime();
            PreparedProbesets ofPart = host.prepare(part);
            batch.ran(worker, (double) (System.nanoTime() - start));
            for (Method method : Method.values()) {
                host.progress().probesetsCompleted(method, ofPart.settled(method));
            }
            prepared[i] = ofPart;
            running.put(ofPart, new RunningPart(batch, part));
        } catch (Exception e) {
            host.failed(batch, e);
            throw e;
        }
        if (slicesLeft.decrementAndGet() == 0) {
            JointSimulation joint = host.simulate(
                    Arrays.stream(prepared).map(Objects::requireNonNull).toList());
            monteCarlo = joint.openMonteCarlo();
            simulation = joint;
            goOn(joint, worker);
        }
    }

    private void simulate(SimulationSlice slice, int worker, Cancellation cancellation) throws Exception {
        JointSimulation joint = Objects.requireNonNull(simulation);
        try {
            long start = System.nanoTime();
            slice.run(cancellation);
            long nanos = System.nanoTime() - start;
            slice.forEachShare((ofPart, share) -> batch(ofPart).ran(worker, share * nanos));
        } catch (Exception e) {
            slice.forEachShare((ofPart, share) -> host.failed(batch(ofPart), e));
            throw e;
        }
        int left = slicesLeft.decrementAndGet();
        if (left == 0) {
            joint.end();
        }
        count(joint, left);
        if (left == 0) {
            goOn(joint, worker);
        }
    }

    private RunningBatch batch(PreparedProbesets ofPart) {
        return Objects.requireNonNull(running.get(ofPart)).batch;
    }

    /** Where the number of tables is fixed, the part of the work that is done counts as so many probesets. */
    private synchronized void count(JointSimulation joint, int slicesLeftOfRound) {
        int done = monteCarlo - joint.openMonteCarlo();
        if (joint.isFixed() && slicesLeftOfRound > 0) {
            done = (int) ((long) monteCarlo * (slicesOfRound - slicesLeftOfRound) / slicesOfRound);
        }
        // another worker may have ended a later slice, and counted it, before
        if (done > counted) {
            host.progress().probesetsCompleted(Method.MONTE_CARLO, done - counted);
            counted = done;
        }
    }

    /** Begins the next round, then tells of the parts that are complete. */
    private void goOn(JointSimulation joint, int worker) throws Exception {
        List<Map.Entry<PreparedProbesets, RunningPart>> completed = running.entrySet().stream()
                .filter(entry -> entry.getKey().open() == 0)
                .toList();
        completed.forEach(entry -> running.remove(entry.getKey()));
        if (!joint.isDone()) {
            List<SimulationSlice> slices = joint.begin();
            slicesOfRound = slices.size();
            slicesLeft.set(slices.size());
            host.add(slices.stream()
                    .map(slice -> (Slice) (by, wait, cancellation) -> simulate(slice, by, cancellation))
                    .toList());
        }
        for (Map.Entry<PreparedProbesets, RunningPart> entry : completed) {
            RunningPart part = entry.getValue();
            host.completed(part.batch, part.part, entry.getKey(), worker);
        }
    }
}

package org.genoqc.homogeneity.statistics;

import java.util.List;
import java.util.Map;
import java.util.function.ObjDoubleConsumer;
import org.genoqc.homogeneity.simulation.Cancellation;

/** A part of a round of a {@link JointSimulation}, for one worker. */
public final class SimulationSlice {

    private final List<Work> works;
    private final double nanos;
    private final Map<PreparedProbesets, Double> shares;

    /** Some blocks of some probesets. */
    @FunctionalInterface
    interface Work {
        void run(Cancellation cancellation);
    }

    SimulationSlice(List<Work> works, double nanos, Map<PreparedProbesets, Double> shares) {
        this.works = works;
        this.nanos = nanos;
        this.shares = shares;
    }

    /**
     * Simulates; to be called once.
     *
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    public void run(Cancellation cancellation) {
        for (Work work : works) {
            work.run(cancellation);
        }
    }

    /** About how long one core takes. */
    public double expectedNanos() {
        return nanos;
    }

    /** For whom it is, and which share of it, by what their tables are expected to cost; the shares sum to 1. */
    public void forEachShare(ObjDoubleConsumer<PreparedProbesets> consumer) {
        shares.forEach(consumer::accept);
    }
}

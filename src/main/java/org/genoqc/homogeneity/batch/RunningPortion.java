package org.genoqc.homogeneity.batch;

import java.util.List;
import java.util.function.Supplier;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.PreparedProbesets;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.jspecify.annotations.Nullable;

/**
 * Probesets that are tested side by side: prepared by the first worker that runs a slice of them, and forgotten but for
 * the results after the last slice. Thread-safe.
 */
final class RunningPortion {

    private final Supplier<PreparedProbesets> preparation;
    private final int slices;
    private final int blocks;
    private final Progress progress;

    private @Nullable PreparedProbesets prepared;
    private List<ProbesetResult> results = List.of();
    private int slicesDone;
    private int counted;

    /** @param blocks the blocks of simulated tables that the slices share out */
    RunningPortion(Supplier<PreparedProbesets> preparation, int slices, int blocks, Progress progress) {
        this.preparation = preparation;
        this.slices = slices;
        this.blocks = blocks;
        this.progress = progress;
    }

    int slices() {
        return slices;
    }

    void run(int slice, Cancellation cancellation) {
        PreparedProbesets probesets = prepared();
        int from = (int) ((long) blocks * slice / slices);
        int to = (int) ((long) blocks * (slice + 1) / slices);
        probesets.simulate(from, to, cancellation);
        ended(probesets);
    }

    /** While one worker prepares, the others that have slices of this portion wait. */
    private synchronized PreparedProbesets prepared() {
        if (prepared == null) {
            prepared = preparation.get();
            prepared.notSimulated().forEach(result -> progress.probesetCompleted(result.method()));
        }
        return prepared;
    }

    private synchronized void ended(PreparedProbesets probesets) {
        slicesDone++;
        int done = (int) ((long) probesets.monteCarlo() * slicesDone / slices);
        progress.probesetsCompleted(Method.MONTE_CARLO, done - counted);
        counted = done;
        if (slicesDone == slices) {
            results = probesets.results();
            prepared = null;
        }
    }

    synchronized List<ProbesetResult> results() {
        return results;
    }
}

package org.genoqc.homogeneity.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.findings.ProbesetAssessor;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.JointSimulation;
import org.genoqc.homogeneity.statistics.PreparedProbesets;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.SimulationSlice;
import org.genoqc.homogeneity.statistics.SliceLimits;
import org.genoqc.homogeneity.statistics.TwoTierTest;
import org.jspecify.annotations.Nullable;

/**
 * Some probesets of a data set, tested side by side on the thread of who asks, as a {@link DataSetRun} tests all of them on
 * an executor, and with the same results. Not thread-safe.
 */
public final class ProbesetGroup {

    /** Of a slice: it is handed to nobody. */
    private static final double MAX_NANOS = 1e9;

    private final TwoTierTest test;
    private final ProbesetAssessor assessor;
    private final SliceLimits limits;
    private final int[] order;
    private final List<PreparedProbesets> prepared = new ArrayList<>();
    private final int tested;
    private final int monteCarlo;

    /** @param bytes of heap that it may use beside the counts */
    public ProbesetGroup(ProbesetCounts counts, TestParameters parameters, long bytes) {
        this.assessor = new ProbesetAssessor(counts, parameters, new HeapBudget(Long.MAX_VALUE).share());
        BatchPlan plan = BatchPlan.of(counts, parameters, new BatchSize(Math.max(1, counts.probesets()), "all"));
        this.test = new TwoTierTest(plan.tests(), parameters, bytes / 2);
        this.limits = new SliceLimits(MAX_NANOS, MAX_NANOS, bytes / 2);
        this.order = plan.batches() == 0 ? new int[0] : plan.probesets(0);
        this.tested = plan.tested();
        this.monteCarlo = plan.monteCarlo();
        CleanedTables tables = new CleanedTables(counts, parameters);
        for (int probeset : order) {
            prepared.add(test.prepare(new int[] {probeset}, tables, counts::probesetId));
        }
    }

    /** How many probesets can be tested. */
    public int tested() {
        return tested;
    }

    /** How many probesets need simulation. */
    public int monteCarlo() {
        return monteCarlo;
    }

    /**
     * Simulates; where simulation may end early, the few probesets that are open after the first thousands of tables stay
     * open.
     *
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    public void simulate(Cancellation cancellation) {
        run(test.simulate(prepared, limits), cancellation);
    }

    /**
     * Simulates those that are still open after {@link #simulate}.
     *
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    public void simulateFurther(Cancellation cancellation) {
        run(test.simulateFurther(prepared, limits), cancellation);
    }

    private static void run(JointSimulation simulation, Cancellation cancellation) {
        while (!simulation.isDone()) {
            for (SimulationSlice slice : simulation.begin()) {
                slice.run(cancellation);
            }
            simulation.end();
        }
    }

    /** The simulated tables of all probesets so far. */
    public long simulations() {
        return prepared.stream().mapToLong(PreparedProbesets::simulations).sum();
    }

    /** The results in the order of the data set; null for a probeset that is open. */
    public List<@Nullable ProbesetResult> results() {
        @Nullable ProbesetResult[] results = new ProbesetResult[order.length];
        for (int i = 0; i < order.length; i++) {
            PreparedProbesets of = prepared.get(i);
            results[order[i]] = of.open() > 0 ? null : of.results().getFirst();
        }
        return Arrays.asList(results);
    }

    /** Assesses a probeset by its result. */
    public ProbesetAssessment assess(int probeset, ProbesetResult result) throws HeapBudgetExceededException {
        return assessor.assess(probeset, result);
    }
}

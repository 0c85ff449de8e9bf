package org.genoqc.homogeneity.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.simulation.TableSimulation;
import org.genoqc.homogeneity.table.CleanedTable;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.jspecify.annotations.Nullable;

/**
 * Probesets that are tested together: the results of those that need no simulation, and the exceedances so far of the
 * others. Several threads may simulate different blocks at once; once each block was simulated, there is a result for
 * each probeset, whatever the order.
 */
public final class PreparedProbesets {

    private final CleanedTable[] cleaned;
    private final @Nullable ProbesetResult[] settled;
    private final int simulations;
    private final AtomicIntegerArray exceedances;
    private final List<Simulated> simulated = new ArrayList<>();

    PreparedProbesets(int probesets, int simulations) {
        this.cleaned = new CleanedTable[probesets];
        this.settled = new ProbesetResult[probesets];
        this.simulations = simulations;
        this.exceedances = new AtomicIntegerArray(probesets);
    }

    /** Probesets that are simulated side by side, and evaluators that no thread uses at the moment. */
    private record Simulated(
            List<Integer> members, TableSimulation by, ConcurrentLinkedQueue<TableSimulation.Evaluator> idle) {}

    void take(int i, CleanedTable table) {
        cleaned[i] = table;
    }

    void settle(int i, ProbesetResult result) {
        settled[i] = result;
    }

    void simulate(List<Integer> members, TableSimulation by) {
        simulated.add(new Simulated(List.copyOf(members), by, new ConcurrentLinkedQueue<>()));
    }

    List<ContingencyTable> tables(List<Integer> members) {
        return members.stream().map(i -> cleaned[i].table()).toList();
    }

    /** The results of the probesets that need no simulation. */
    public List<ProbesetResult> notSimulated() {
        List<ProbesetResult> results = new ArrayList<>();
        for (ProbesetResult result : settled) {
            if (result != null) {
                results.add(result);
            }
        }
        return results;
    }

    /** How many probesets need simulation. */
    public int monteCarlo() {
        return simulated.stream().mapToInt(of -> of.members.size()).sum();
    }

    /**
     * Simulates blocks of tables of all probesets that need simulation; each block once.
     *
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    public void simulate(int fromBlock, int toBlock, Cancellation cancellation) {
        for (Simulated of : simulated) {
            TableSimulation.Evaluator idle = of.idle.poll();
            TableSimulation.Evaluator evaluator = idle == null ? of.by.evaluator() : idle;
            int[] counted = new int[of.members.size()];
            for (int block = fromBlock; block < toBlock; block++) {
                cancellation.throwIfRequested();
                int left = simulations - block * TableSimulation.BLOCK;
                evaluator.run(block, Math.min(TableSimulation.BLOCK, left), counted);
            }
            of.idle.add(evaluator);
            for (int member = 0; member < counted.length; member++) {
                exceedances.addAndGet(of.members.get(member), counted[member]);
            }
        }
    }

    /** The results in the order of the probesets, after all blocks. */
    public List<ProbesetResult> results() {
        List<ProbesetResult> results = new ArrayList<>(settled.length);
        for (int i = 0; i < settled.length; i++) {
            ProbesetResult known = settled[i];
            results.add(
                    known != null
                            ? known
                            : ProbesetResult.tested(
                                    cleaned[i],
                                    TestResult.of(
                                            Method.MONTE_CARLO,
                                            cleaned[i].table(),
                                            SimulatedPValue.ofFixed(simulations, exceedances.get(i)))));
        }
        return results;
    }
}

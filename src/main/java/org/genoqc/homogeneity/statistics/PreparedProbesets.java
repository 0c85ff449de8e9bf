package org.genoqc.homogeneity.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Probesets of which those that need no simulation have their results, and the others are ready to be simulated by a
 * {@link JointSimulation}, perhaps together with others.
 */
public final class PreparedProbesets {

    private final @Nullable ProbesetResult[] settled;
    private final @Nullable SimulatedProbeset[] simulated;
    private final List<SimulatedProbeset> members = new ArrayList<>();
    private final AtomicLong simulations = new AtomicLong();

    PreparedProbesets(int probesets) {
        this.settled = new ProbesetResult[probesets];
        this.simulated = new SimulatedProbeset[probesets];
    }

    void settle(int i, ProbesetResult result) {
        settled[i] = result;
    }

    void simulate(int i, SimulatedProbeset probeset) {
        simulated[i] = probeset;
        members.add(probeset);
    }

    /** Those that are simulated, in their order. */
    List<SimulatedProbeset> members() {
        return members;
    }

    void simulated(long tables) {
        simulations.addAndGet(tables);
    }

    /** The tables simulated so far for all probesets, each for as long as any round of its simulation took. */
    public long simulations() {
        return simulations.get();
    }

    /** How many probesets have their p-value by this method, or are skipped. */
    public int settled(Method method) {
        int number = 0;
        for (ProbesetResult result : settled) {
            number += result != null && result.method() == method ? 1 : 0;
        }
        for (SimulatedProbeset probeset : members) {
            // the simulation of a standard test only confirms its p-value
            number += method == Method.STANDARD && probeset.method() == Method.STANDARD ? 1 : 0;
        }
        return number;
    }

    /** How many simulated probesets have no result yet. */
    public int open() {
        return (int) members.stream().filter(SimulatedProbeset::isOpen).count();
    }

    /**
     * The results in the order of the probesets.
     *
     * @throws IllegalStateException while a probeset is open
     */
    public List<ProbesetResult> results() {
        List<ProbesetResult> results = new ArrayList<>(settled.length);
        for (int i = 0; i < settled.length; i++) {
            ProbesetResult known = settled[i];
            SimulatedProbeset probeset = simulated[i];
            if (known != null) {
                results.add(known);
            } else if (probeset != null) {
                results.add(probeset.result());
            }
        }
        return results;
    }
}

package org.genoqc.homogeneity.statistics;

import org.genoqc.homogeneity.simulation.ObservedStrata;
import org.genoqc.homogeneity.simulation.TableSimulation;
import org.jspecify.annotations.Nullable;

/**
 * A probeset that is being simulated, and how far that is. Not thread-safe.
 */
final class SimulatedProbeset {

    private final PreparedProbesets among;
    private final int number;
    /** Its result but for what is found by simulation. */
    private final ProbesetResult asymptotic;

    private final Method method;
    /** Where it shares permutations. */
    private @Nullable ObservedStrata shared;
    /** Where it is simulated by itself. */
    private @Nullable TableSimulation alone;

    private int exceedances;
    private @Nullable SimulatedPValue found;

    SimulatedProbeset(
            PreparedProbesets among,
            int number,
            ProbesetResult asymptotic,
            Method method,
            @Nullable ObservedStrata shared,
            @Nullable TableSimulation alone) {
        this.among = among;
        this.number = number;
        this.asymptotic = asymptotic;
        this.method = method;
        this.shared = shared;
        this.alone = alone;
    }

    PreparedProbesets among() {
        return among;
    }

    /** Its number in the plan. */
    int number() {
        return number;
    }

    Method method() {
        return method;
    }

    @Nullable
    ObservedStrata shared() {
        return shared;
    }

    @Nullable
    TableSimulation alone() {
        return alone;
    }

    /** The exceedances so far. */
    int exceedances() {
        return exceedances;
    }

    void add(int further) {
        exceedances += further;
    }

    void end(SimulatedPValue pValue) {
        found = pValue;
        // the memory is for others
        shared = null;
        alone = null;
    }

    boolean isOpen() {
        return found == null;
    }

    ProbesetResult result() {
        if (found == null) {
            throw new IllegalStateException("its simulation has not ended");
        }
        return asymptotic.with(method, found);
    }
}

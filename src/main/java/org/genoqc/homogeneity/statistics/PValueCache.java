package org.genoqc.homogeneity.statistics;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The simulated p-values of a data set, each of which is the same for many probesets; their intervals take time to
 * compute. Thread-safe.
 */
final class PValueCache {

    private record Key(boolean isStopped, int simulations, int exceedances) {}

    private final ConcurrentMap<Key, SimulatedPValue> known = new ConcurrentHashMap<>();

    SimulatedPValue ofFixed(int simulations, int exceedances) {
        return known.computeIfAbsent(
                new Key(false, simulations, exceedances), key -> SimulatedPValue.ofFixed(simulations, exceedances));
    }

    SimulatedPValue ofStopped(int simulations, int exceedances) {
        return known.computeIfAbsent(
                new Key(true, simulations, exceedances), key -> SimulatedPValue.ofStopped(simulations, exceedances));
    }
}

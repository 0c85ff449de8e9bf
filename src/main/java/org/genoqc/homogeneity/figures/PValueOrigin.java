package org.genoqc.homogeneity.figures;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.genoqc.homogeneity.findings.ComponentResult;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.SimulatedPValue;
import org.genoqc.homogeneity.statistics.TestResult;

/** What a p-value is, which tells how it may be read. */
enum PValueOrigin {
    /** Of the chi-squared distribution. */
    STANDARD,
    /** Estimated by simulation. */
    SIMULATED,
    /** Of a simulation in which no table reached the observed statistic: the true one may be smaller, or larger. */
    AT_FLOOR;

    static PValueOrigin of(TestResult test) {
        SimulatedPValue simulated = test.monteCarlo();
        if (simulated == null) {
            return STANDARD;
        }
        return simulated.isAtFloor() ? AT_FLOOR : SIMULATED;
    }

    static PValueOrigin of(ComponentResult component) {
        if (component.method() == Method.STANDARD) {
            return STANDARD;
        }
        return component.isAtFloor() ? AT_FLOOR : SIMULATED;
    }

    /** Numbers for each origin, all 0. */
    static Map<PValueOrigin, long[]> counters(int size) {
        Map<PValueOrigin, long[]> counters = new EnumMap<>(PValueOrigin.class);
        for (PValueOrigin origin : values()) {
            counters.put(origin, new long[size]);
        }
        return counters;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

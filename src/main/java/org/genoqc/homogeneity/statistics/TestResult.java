package org.genoqc.homogeneity.statistics;

import java.util.Objects;
import org.genoqc.homogeneity.table.StratifiedTable;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a test of one table.
 *
 * @param method by which the p-value was found: the standard test or simulation
 * @param chiSquared Pearson's statistic, over several strata the sum
 * @param degreesOfFreedom (R - 1)(C - 1), over several strata the sum
 * @param asymptotic its asymptotic p-value, the p-value of the standard test
 * @param simulated its simulated p-value, the p-value of a Monte Carlo test; that which confirms a standard test; null
 *     where none was simulated
 */
public record TestResult(
        Method method,
        double chiSquared,
        int degreesOfFreedom,
        AsymptoticPValue asymptotic,
        @Nullable SimulatedPValue simulated) {

    /** A probeset is significant if its p-value is below this. */
    public static final double SIGNIFICANCE_LEVEL = 0.05;

    public TestResult {
        if (method == Method.SKIPPED || method == Method.MONTE_CARLO && simulated == null) {
            throw new IllegalArgumentException("there is no p-value by the method " + method.label());
        }
    }

    static TestResult of(Method method, StratifiedTable table, @Nullable SimulatedPValue simulated) {
        return new TestResult(
                method, table.chiSquared(), table.degreesOfFreedom(), AsymptoticPValue.of(table), simulated);
    }

    /** The p-value by {@link #method}, in [0, 1]; 0 only where the true value is below the smallest double. */
    public double pValue() {
        return method == Method.STANDARD ? asymptotic.value() : ofSimulation().value();
    }

    /** The natural logarithm of the p-value, finite even where {@link #pValue} underflows. */
    public double lnPValue() {
        return method == Method.STANDARD
                ? asymptotic.ln()
                : Math.log(ofSimulation().value());
    }

    private SimulatedPValue ofSimulation() {
        return Objects.requireNonNull(simulated);
    }

    /** The simulation that the p-value is of; null for the standard test. */
    public @Nullable SimulatedPValue monteCarlo() {
        return method == Method.MONTE_CARLO ? simulated : null;
    }

    /** The simulation that confirms the p-value of the standard test, or does not; null where there is none. */
    public @Nullable SimulatedPValue confirmation() {
        return method == Method.STANDARD ? simulated : null;
    }

    /** How many tables were simulated for the p-value; 0 for the standard test. */
    public int simulations() {
        return method == Method.STANDARD ? 0 : ofSimulation().simulations();
    }
}

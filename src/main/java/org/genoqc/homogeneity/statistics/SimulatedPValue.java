package org.genoqc.homogeneity.statistics;

/**
 * What the simulation of a table found.
 *
 * @param value the p-value, in (0, 1]
 * @param interval in which the p-value that it estimates is
 * @param simulations the number of simulated tables that it is made of, at least 1
 * @param exceedances how many of them had a statistic at least the observed one
 */
public record SimulatedPValue(double value, PValueInterval interval, int simulations, int exceedances) {

    /**
     * That of a number of tables that was fixed before: (b + 1) / (B + 1), Phipson and Smyth (2010), "Permutation p-values
     * should never be zero", equation 2.
     *
     * @param simulations B
     * @param exceedances b
     */
    public static SimulatedPValue ofFixed(int simulations, int exceedances) {
        return new SimulatedPValue(
                (exceedances + 1.0) / (simulations + 1.0),
                PValueInterval.ofFixed(exceedances, simulations),
                simulations,
                exceedances);
    }

    /**
     * That of a simulation that ended with the h-th exceedance: h / l, Besag and Clifford (1991), "Sequential Monte Carlo
     * p-values", section 2.
     *
     * @param simulations l, the number of the simulated table that was the h-th exceedance, from 1
     * @param exceedances h
     */
    public static SimulatedPValue ofStopped(int simulations, int exceedances) {
        return new SimulatedPValue(
                (double) exceedances / simulations,
                PValueInterval.ofStopped(exceedances, simulations),
                simulations,
                exceedances);
    }

    /** Whether no simulated table reached the observed statistic, so that more of them would give a smaller value. */
    public boolean isAtFloor() {
        return exceedances == 0;
    }
}

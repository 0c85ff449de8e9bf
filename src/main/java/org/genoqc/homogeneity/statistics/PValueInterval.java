package org.genoqc.homogeneity.statistics;

/**
 * A 99 % confidence interval for the p-value that a simulation estimates, P(T &gt;= t) under the null hypothesis. Exact:
 * it covers the true value with a probability of at least 0.99, whatever that is.
 *
 * @param low 0 to {@code high}
 * @param high at most 1
 */
public record PValueInterval(double low, double high) {

    private static final double IN_A_TAIL = 0.005;

    /**
     * The interval of Clopper and Pearson (1934), "The use of confidence or fiducial limits illustrated in the case of the
     * binomial", where the number of simulations was fixed before.
     *
     * @param exceedances b, 0 to {@code simulations}
     * @param simulations B, at least 1
     */
    public static PValueInterval ofFixed(int exceedances, int simulations) {
        int others = simulations - exceedances;
        if (exceedances < 0 || others < 0 || simulations < 1) {
            throw new IllegalArgumentException(exceedances + " exceedances of " + simulations + " simulations");
        }
        return new PValueInterval(
                exceedances == 0 ? 0 : BetaQuantile.lower(IN_A_TAIL, exceedances, others + 1.0),
                others == 0 ? 1 : BetaQuantile.upper(IN_A_TAIL, exceedances + 1.0, others));
    }

    /**
     * The interval of inverse sampling, where simulation ended with the h-th exceedance: the number of simulations has a
     * negative binomial distribution.
     *
     * @param exceedances h, at least 1
     * @param simulations l, the number of the simulation that was the h-th exceedance, from 1; at least h
     */
    public static PValueInterval ofStopped(int exceedances, int simulations) {
        int others = simulations - exceedances;
        if (exceedances < 1 || others < 0) {
            throw new IllegalArgumentException(
                    "simulation " + simulations + " can't be exceedance number " + exceedances);
        }
        return new PValueInterval(
                BetaQuantile.lower(IN_A_TAIL, exceedances, others + 1.0),
                others == 0 ? 1 : BetaQuantile.upper(IN_A_TAIL, exceedances, others));
    }
}

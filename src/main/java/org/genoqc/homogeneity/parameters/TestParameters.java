package org.genoqc.homogeneity.parameters;

import java.util.Map;

/**
 * What can be chosen of the two-tier test. Results depend on these and the data alone.
 *
 * @param nSimulations B, the number of simulated tables of a Monte Carlo test; {@link Parameter#N_SIMULATIONS}
 * @param minExpectedCount every expected count must be at least this for the standard test;
 *     {@link Parameter#MIN_EXPECTED_COUNT}
 * @param randomSeed any long; the same seed and data give the same result
 * @param streams where the random numbers come from
 */
public record TestParameters(int nSimulations, double minExpectedCount, long randomSeed, Streams streams) {

    /** 10,000 simulations, expected counts of at least 5 (Cochran 1954), seed 42, shared streams. */
    public static final TestParameters DEFAULTS = of(Map.of());

    /** @throws ParameterException if a value is out of range */
    public TestParameters {
        Parameter.N_SIMULATIONS.check(nSimulations);
        Parameter.MIN_EXPECTED_COUNT.check(minExpectedCount);
    }

    /**
     * The parameters as given in texts.
     *
     * @param texts by the names of the parameters; what is not there or blank has its default
     * @throws ParameterException if one can't be used
     */
    public static TestParameters of(Map<String, String> texts) {
        return new TestParameters(
                Parameter.N_SIMULATIONS.in(texts),
                Parameter.MIN_EXPECTED_COUNT.in(texts),
                Parameter.RANDOM_SEED.in(texts),
                Parameter.STREAMS.in(texts));
    }

    public TestParameters withSimulations(int simulations) {
        return new TestParameters(simulations, minExpectedCount, randomSeed, streams);
    }

    public TestParameters withMinExpectedCount(double minimum) {
        return new TestParameters(nSimulations, minimum, randomSeed, streams);
    }

    public TestParameters withRandomSeed(long seed) {
        return new TestParameters(nSimulations, minExpectedCount, seed, streams);
    }

    public TestParameters withStreams(Streams chosen) {
        return new TestParameters(nSimulations, minExpectedCount, randomSeed, chosen);
    }
}

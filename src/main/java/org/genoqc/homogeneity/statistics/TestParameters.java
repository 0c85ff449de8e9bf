package org.genoqc.homogeneity.statistics;

/**
 * What can be chosen of the two-tier test.
 *
 * @param nSimulations B, the number of simulated tables of a Monte Carlo test, 1 to {@link #MAX_SIMULATIONS}
 * @param minExpectedCount every expected count must be at least this for the standard test; finite, at least 0
 * @param randomSeed any long; the same seed and data give the same result
 * @param streams where the random numbers come from
 */
public record TestParameters(int nSimulations, double minExpectedCount, long randomSeed, Streams streams) {

    public static final int MAX_SIMULATIONS = 100_000_000;

    /** 10,000 simulations, expected counts of at least 5 (Cochran 1954), seed 42, shared streams. */
    public static final TestParameters DEFAULTS = new TestParameters(10_000, 5, 42, Streams.SHARED);

    public TestParameters {
        if (nSimulations < 1 || nSimulations > MAX_SIMULATIONS) {
            throw new IllegalArgumentException(
                    "n_simulations must be 1 to " + MAX_SIMULATIONS + ", not " + nSimulations);
        }
        if (!(minExpectedCount >= 0 && minExpectedCount <= 1e9)) {
            throw new IllegalArgumentException("min_expected_count must be 0 to 1e9, not " + minExpectedCount);
        }
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

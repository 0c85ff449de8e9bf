package org.genoqc.homogeneity.statistics;

import java.util.random.RandomGenerator;

/**
 * Draws tables from the conditional distribution given both margins: the seam between the Monte Carlo test and the
 * ways to simulate. Not thread-safe.
 */
interface TableSampler {

    /**
     * Draws one table, independent of all before.
     *
     * @param table receives the R * C counts, row-major; what it held before does not matter
     */
    void draw(RandomGenerator random, long[] table);

    /** The sampler for the margins of {@code observed}. */
    static TableSampler of(ContingencyTable observed) {
        return BinomialSampler.suits(observed) ? new BinomialSampler(observed) : new SequentialSampler(observed);
    }
}

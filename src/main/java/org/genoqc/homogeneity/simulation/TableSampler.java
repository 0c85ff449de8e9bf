package org.genoqc.homogeneity.simulation;

import java.util.random.RandomGenerator;
import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * Draws tables from the conditional distribution given both margins: the seam between the Monte Carlo test and the
 * ways to simulate. Not thread-safe.
 */
interface TableSampler {

    /**
     * Draws a table, independent of all before.
     *
     * @return its S = sum n_ij^2 / (r_i c_j), that is chi2 / N + 1, right to about R C 2^-53
     */
    double draw(RandomGenerator random);

    /**
     * Copies the table drawn last.
     *
     * @param table receives the R * C counts, row-major, in the order of the observed table
     */
    void copyTo(long[] table);

    /** The sampler for the margins of {@code observed}. */
    static TableSampler of(ContingencyTable observed) {
        return of(observed, new SamplerSpace());
    }

    /** @param space of no other sampler that is still used */
    static TableSampler of(ContingencyTable observed, SamplerSpace space) {
        return BinomialSampler.suits(observed) ? new BinomialSampler(observed, space) : new SequentialSampler(observed);
    }
}

package org.genoqc.homogeneity.statistics;

import java.util.random.RandomGenerator;

/**
 * The exact conditional test by simulation: the statistic against those of tables drawn from the multivariate
 * hypergeometric distribution with the same margins, the null model of R's
 * {@code chisq.test(simulate.p.value = TRUE)} and of permuting the row labels of the samples.
 *
 * <p>The p-value is (b + 1) / (B + 1), b the number of exceedances among B tables. Ties count as exceedances and are
 * decided exactly ({@link Exceedance}).
 *
 * @param simulations B, at least 1
 * @param random the generator; the same state gives the same result
 * @param cancellation asked now and then while simulating
 */
public record MonteCarloTest(int simulations, RandomGenerator random, Cancellation cancellation)
        implements HomogeneityTest {

    private static final int TABLES_BETWEEN_CHECKS = 256;

    public MonteCarloTest {
        if (simulations < 1) {
            throw new IllegalArgumentException("at least one simulation is needed, not " + simulations);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    @Override
    public TestResult test(ContingencyTable table) {
        HomogeneityTest.requireTestable(table);
        return TestResult.ofExceedances(
                table, simulations, exceedances(table, TableSampler.of(table), simulations, random, cancellation));
    }

    static int exceedances(
            ContingencyTable observed,
            TableSampler sampler,
            int simulations,
            RandomGenerator random,
            Cancellation cancellation) {
        Exceedance exceedance = new Exceedance(observed);
        long[] simulated = new long[observed.rows() * observed.columns()];
        int exceedances = 0;
        for (int k = 0; k < simulations; k++) {
            if (k % TABLES_BETWEEN_CHECKS == 0) {
                cancellation.throwIfRequested();
            }
            double statistic = sampler.draw(random);
            if (exceedance.isClear(statistic)) {
                exceedances += exceedance.isExceededBy(statistic) ? 1 : 0;
            } else {
                sampler.copyTo(simulated);
                exceedances += exceedance.isReachedBy(simulated) ? 1 : 0;
            }
        }
        return exceedances;
    }
}

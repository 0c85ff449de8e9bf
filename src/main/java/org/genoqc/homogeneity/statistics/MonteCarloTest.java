package org.genoqc.homogeneity.statistics;

import java.util.random.RandomGenerator;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.simulation.SingleTableSimulation;
import org.genoqc.homogeneity.table.ContingencyTable;

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
                table, simulations, SingleTableSimulation.exceedances(table, simulations, random, cancellation));
    }
}

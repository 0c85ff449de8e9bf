package org.genoqc.homogeneity.statistics;

import java.util.function.Function;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.simulation.TableSimulation;
import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * The exact conditional test by simulation: the statistic against those of tables drawn from the multivariate
 * hypergeometric distribution with the same margins, the null model of R's
 * {@code chisq.test(simulate.p.value = TRUE)} and of permuting the row labels of the samples.
 *
 * <p>The p-value is (b + 1) / (B + 1), b the number of exceedances among B tables. Ties count as exceedances and are
 * decided exactly.
 *
 * @param simulations B, at least 1
 * @param simulation how a table is simulated
 * @param cancellation asked now and then while simulating
 */
public record MonteCarloTest(
        int simulations, Function<ContingencyTable, TableSimulation> simulation, Cancellation cancellation)
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
        TableSimulation.Evaluator evaluator = simulation.apply(table).evaluator();
        int[] exceedances = new int[1];
        for (int from = 0, block = 0; from < simulations && from >= 0; from += TableSimulation.BLOCK, block++) {
            cancellation.throwIfRequested();
            evaluator.run(block, Math.min(TableSimulation.BLOCK, simulations - from), exceedances);
        }
        return TestResult.ofExceedances(table, simulations, exceedances[0]);
    }
}

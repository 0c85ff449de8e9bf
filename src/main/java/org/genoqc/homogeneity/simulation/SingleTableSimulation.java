package org.genoqc.homogeneity.simulation;

import java.util.random.RandomGenerator;
import org.genoqc.homogeneity.table.ContingencyTable;

/** The simulation of one table by itself. */
public final class SingleTableSimulation {

    private static final int TABLES_BETWEEN_CHECKS = 256;

    private SingleTableSimulation() {}

    /**
     * Draws tables with the margins of the observed one and counts those whose statistic is at least the observed one.
     *
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    public static int exceedances(
            ContingencyTable observed, int simulations, RandomGenerator random, Cancellation cancellation) {
        return exceedances(observed, TableSampler.of(observed), simulations, random, cancellation);
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

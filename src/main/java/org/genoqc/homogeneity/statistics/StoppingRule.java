package org.genoqc.homogeneity.statistics;

import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.TableSimulation;

/**
 * How long a table is simulated: for a fixed number of simulated tables, or until so many of them were exceedances
 * (Besag and Clifford 1991, "Sequential Monte Carlo p-values").
 *
 * @param maxSimulations B, the most simulated tables
 * @param exceedances h, with which simulation ends; 0 where it never ends early
 */
record StoppingRule(int maxSimulations, int exceedances) {

    /** Of 8,192 tables, after which a hundredth of the p-values are open if h is 100. */
    private static final int EARLY_BLOCKS = 64;

    static StoppingRule of(TestParameters parameters) {
        return new StoppingRule(parameters.mostSimulations(), parameters.adaptive() ? parameters.exceedances() : 0);
    }

    boolean isAdaptive() {
        return exceedances > 0;
    }

    /** The blocks of simulated tables. */
    int blocks() {
        return Math.ceilDiv(maxSimulations, TableSimulation.BLOCK);
    }

    /** How many tables of a block there are. */
    int simulations(int block) {
        return Math.min(TableSimulation.BLOCK, maxSimulations - block * TableSimulation.BLOCK);
    }

    /** The first blocks of simulated tables, after which few probesets are open. */
    int earlyBlocks() {
        return isAdaptive() ? Math.min(EARLY_BLOCKS, blocks()) : blocks();
    }

    /** The most simulated tables of the first blocks. */
    double earlySimulations() {
        return Math.min((double) earlyBlocks() * TableSimulation.BLOCK, maxSimulations);
    }

    /**
     * How many of these are simulated on average where the null hypothesis holds, the p-value being uniform: h / p, but
     * at most all.
     */
    double expectedEarlySimulations() {
        double most = earlySimulations();
        return isAdaptive() && exceedances < most ? exceedances * (1 + Math.log(most / exceedances)) : most;
    }
}

package org.genoqc.homogeneity.simulation;

/**
 * The simulation of one table, or of several side by side. Simulated tables are numbered from 0 and come in blocks of
 * {@link #BLOCK}; each block is a function of the margins and of its random stream alone, so that blocks may be run in
 * any order, by any number of threads, and exceedances add up. Immutable and thread-safe.
 */
public sealed interface TableSimulation permits PermutationTest, SingleTableTest, StratifiedPermutationTest {

    /** How many simulated tables a block has, for each observed table. */
    int BLOCK = 128;

    /** How many observed tables are tested. */
    int tables();

    /** What one thread at a time runs blocks with; costs memory in proportion to the tables. */
    Evaluator evaluator();

    /** Runs blocks. Not thread-safe. */
    @FunctionalInterface
    interface Evaluator {

        /**
         * Simulates a block.
         *
         * @param simulations how many of its tables are wanted, from its first on, 1 to {@link TableSimulation#BLOCK}
         * @param found the exceedances are added to
         */
        void run(int block, int simulations, BlockExceedances found);
    }
}

package org.genoqc.homogeneity.simulation;

import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * The simulation of one table by itself, whatever its size. Rows and columns are taken in ascending order of their
 * totals, so that the outcome does not depend on the order of the rows.
 */
public final class SingleTableTest implements TableSimulation {

    private final ContingencyTable observed;
    private final Xoshiro256PlusPlus streams;
    private final Exceedance exceedance;
    private final Function<ContingencyTable, TableSampler> sampling;

    private SingleTableTest(
            ContingencyTable observed, Xoshiro256PlusPlus streams, Function<ContingencyTable, TableSampler> sampling) {
        this.observed = observed.withSortedMargins();
        this.streams = streams;
        this.exceedance = new Exceedance(this.observed);
        this.sampling = sampling;
    }

    /** By the stream of a probeset. */
    public static SingleTableTest ofProbeset(ContingencyTable observed, long randomSeed, String probesetId) {
        return new SingleTableTest(observed, NamedGenerators.ofProbeset(randomSeed, probesetId), TableSampler::of);
    }

    /** By the stream of the table's own margins. */
    public static SingleTableTest ofMargins(ContingencyTable observed, long randomSeed) {
        return of(observed, randomSeed, TableSampler::of);
    }

    static SingleTableTest of(
            ContingencyTable observed, long randomSeed, Function<ContingencyTable, TableSampler> sampling) {
        return new SingleTableTest(observed, NamedGenerators.ofMargins(randomSeed, observed), sampling);
    }

    @Override
    public int tables() {
        return 1;
    }

    @Override
    public Evaluator evaluator() {
        TableSampler sampler = sampling.apply(observed);
        long[] simulated = new long[observed.rows() * observed.columns()];
        return (block, simulations, found) -> {
            RandomGenerator random = new Xoshiro256PlusPlusLanes(streams.stream(block));
            for (int k = 0; k < simulations; k++) {
                if (isReached(sampler, random, simulated)) {
                    found.addAt(0, k);
                }
            }
        };
    }

    /**
     * Simulates until a number of tables had a statistic at least the observed one (Besag and Clifford 1991), the same
     * tables in the same order as an evaluator.
     *
     * @param exceedances how many, h, 1 or more
     * @param maxSimulations the most tables, B, 1 or more
     * @return the p-value: h / l if the l-th table was the h-th such, else (b + 1) / (B + 1), b being how many there were
     */
    public double sequentialPValue(int exceedances, int maxSimulations) {
        TableSampler sampler = sampling.apply(observed);
        long[] simulated = new long[observed.rows() * observed.columns()];
        int reached = 0;
        for (int block = 0; block * (long) BLOCK < maxSimulations; block++) {
            RandomGenerator random = new Xoshiro256PlusPlusLanes(streams.stream(block));
            int before = block * BLOCK;
            for (int k = 1; k <= Math.min(BLOCK, maxSimulations - before); k++) {
                if (isReached(sampler, random, simulated) && ++reached == exceedances) {
                    return (double) exceedances / (before + k);
                }
            }
        }
        return (reached + 1.0) / (maxSimulations + 1.0);
    }

    private boolean isReached(TableSampler sampler, RandomGenerator random, long[] simulated) {
        double statistic = sampler.draw(random);
        if (exceedance.isClear(statistic)) {
            return exceedance.isExceededBy(statistic);
        }
        sampler.copyTo(simulated);
        return exceedance.isReachedBy(simulated);
    }
}

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

    private boolean isReached(TableSampler sampler, RandomGenerator random, long[] simulated) {
        double statistic = sampler.draw(random);
        if (exceedance.isClear(statistic)) {
            return exceedance.isExceededBy(statistic);
        }
        sampler.copyTo(simulated);
        return exceedance.isReachedBy(simulated);
    }
}

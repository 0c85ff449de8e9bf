package org.genoqc.homogeneity.simulation;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.StratifiedTable;

/**
 * The simulation of one table by itself, or of the strata of one probeset, whatever their size. Rows and columns are taken in
 * ascending order of their totals, so that the outcome does not depend on the order of the rows.
 */
public final class SingleTableTest implements TableSimulation {

    private final Xoshiro256PlusPlus streams;
    private final Supplier<Draws> draws;

    /** Simulates one table after the other. Not thread-safe. */
    @FunctionalInterface
    private interface Draws {

        /** Whether the statistic of a further table is at least the observed one. */
        boolean isReached(RandomGenerator random);
    }

    private SingleTableTest(Xoshiro256PlusPlus streams, Supplier<Draws> draws) {
        this.streams = streams;
        this.draws = draws;
    }

    /** By the stream of a probeset. */
    public static SingleTableTest ofProbeset(StratifiedTable observed, long randomSeed, String probesetId) {
        Xoshiro256PlusPlus streams = NamedGenerators.ofProbeset(randomSeed, probesetId);
        return observed.isDivided()
                ? ofStrata(observed, streams)
                : ofSorted(observed.only().withSortedMargins(), streams, TableSampler::of);
    }

    /** By the stream of the table's own margins, those of all strata where there are several. */
    public static SingleTableTest ofMargins(StratifiedTable observed, long randomSeed) {
        return observed.isDivided()
                ? ofStrata(observed, NamedGenerators.ofMargins(randomSeed, observed.strata()))
                : ofMargins(observed.only(), randomSeed);
    }

    /** By the stream of the table's own margins. */
    static SingleTableTest ofMargins(ContingencyTable observed, long randomSeed) {
        return of(observed, randomSeed, TableSampler::of);
    }

    static SingleTableTest of(
            ContingencyTable observed, long randomSeed, Function<ContingencyTable, TableSampler> sampling) {
        ContingencyTable sorted = observed.withSortedMargins();
        return ofSorted(sorted, NamedGenerators.ofMargins(randomSeed, sorted), sampling);
    }

    private static SingleTableTest ofSorted(
            ContingencyTable sorted, Xoshiro256PlusPlus streams, Function<ContingencyTable, TableSampler> sampling) {
        Exceedance exceedance = new Exceedance(sorted);
        return new SingleTableTest(streams, () -> {
            TableSampler sampler = sampling.apply(sorted);
            long[] simulated = new long[sorted.rows() * sorted.columns()];
            return random -> {
                double statistic = sampler.draw(random);
                if (exceedance.isClear(statistic)) {
                    return exceedance.isExceededBy(statistic);
                }
                sampler.copyTo(simulated);
                return exceedance.isReachedBy(simulated);
            };
        });
    }

    private static SingleTableTest ofStrata(StratifiedTable observed, Xoshiro256PlusPlus streams) {
        List<ContingencyTable> sorted = observed.strata().stream()
                .map(ContingencyTable::withSortedMargins)
                .toList();
        StratifiedExceedance exceedance = new StratifiedExceedance(sorted);
        return new SingleTableTest(streams, () -> {
            List<TableSampler> samplers = sorted.stream().map(TableSampler::of).toList();
            List<long[]> simulated = sorted.stream()
                    .map(table -> new long[table.rows() * table.columns()])
                    .toList();
            return random -> {
                double sum = 0;
                for (int stratum = 0; stratum < samplers.size(); stratum++) {
                    sum += sorted.get(stratum).total() * samplers.get(stratum).draw(random);
                }
                if (exceedance.isAbove(sum, 0) || exceedance.isBelow(sum, 0)) {
                    return exceedance.isAbove(sum, 0);
                }
                for (int stratum = 0; stratum < samplers.size(); stratum++) {
                    samplers.get(stratum).copyTo(simulated.get(stratum));
                }
                return exceedance.isReachedBy(simulated);
            };
        });
    }

    @Override
    public int tables() {
        return 1;
    }

    @Override
    public Evaluator evaluator() {
        Draws tables = draws.get();
        return (block, simulations, found) -> {
            RandomGenerator random = new Xoshiro256PlusPlusLanes(streams.stream(block));
            for (int k = 0; k < simulations; k++) {
                if (tables.isReached(random)) {
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
        Draws tables = draws.get();
        int reached = 0;
        for (int block = 0; block * (long) BLOCK < maxSimulations; block++) {
            RandomGenerator random = new Xoshiro256PlusPlusLanes(streams.stream(block));
            int before = block * BLOCK;
            for (int k = 1; k <= Math.min(BLOCK, maxSimulations - before); k++) {
                if (tables.isReached(random) && ++reached == exceedances) {
                    return (double) exceedances / (before + k);
                }
            }
        }
        return (reached + 1.0) / (maxSimulations + 1.0);
    }
}

package org.genoqc.homogeneity.simulation;

import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;
import org.genoqc.homogeneity.table.StratifiedTable;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of simulated tables of two columns, kept for further tables with the same margins, of which an array has
 * many: missing calls are few, and every probeset has the same genotyping batches. Whether they are kept changes no p-value.
 * Thread-safe.
 *
 * <p>Given the margins, chi-squared grows with T = sum n_i^2 / r_i of one column, and L T, L = lcm(r_i), is a whole number.
 * Where it fits a long, which it does unless row totals are large and many, that number alone is kept, and decides ties.
 */
public final class SimulatedStatistics {

    private static final int BLOCK = TableSimulation.BLOCK;
    private static final int BYTES_OF_OBJECTS = 512;

    private final long randomSeed;
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final ConcurrentMap<Margins, Kept> byMargins = new ConcurrentHashMap<>();
    /** As many as threads simulated at once; not of the threads, which outlive this. */
    private final Queue<SamplerSpace> idleSpaces = new ConcurrentLinkedQueue<>();

    /** @param columnTotal the smaller */
    private record Margins(RowTotals rows, long columnTotal) {

        static Margins of(ContingencyTable table) {
            return new Margins(RowTotals.of(table), Math.min(table.columnTotal(0), table.columnTotal(1)));
        }
    }

    /** @param maxBytes the most memory that statistics are kept in; what there is no room for is simulated each time */
    public SimulatedStatistics(long randomSeed, long maxBytes) {
        this.randomSeed = randomSeed;
        this.maxBytes = maxBytes;
    }

    /**
     * Simulates by the stream of the table's own margins, or looks up what was simulated before.
     *
     * @return the p-value of {@link SingleTableTest#sequentialPValue}
     */
    public double sequentialPValue(StratifiedTable observed, int exceedances, int maxSimulations) {
        if (observed.isDivided()) {
            return SingleTableTest.ofMargins(observed, randomSeed).sequentialPValue(exceedances, maxSimulations);
        }
        ContingencyTable table = observed.only();
        double pValue = table.columns() > 2 ? Double.NaN : keptPValue(table, exceedances, maxSimulations);
        return Double.isNaN(pValue) ? pValueAlone(table, exceedances, maxSimulations) : pValue;
    }

    private double pValueAlone(ContingencyTable observed, int exceedances, int maxSimulations) {
        SamplerSpace space = Objects.requireNonNullElseGet(idleSpaces.poll(), SamplerSpace::new);
        try {
            return SingleTableTest.of(observed, randomSeed, margins -> TableSampler.of(margins, space))
                    .sequentialPValue(exceedances, maxSimulations);
        } finally {
            idleSpaces.add(space);
        }
    }

    /** NaN if the statistics are not kept. */
    private double keptPValue(ContingencyTable observed, int exceedances, int maxSimulations) {
        Kept kept = keptFor(observed);
        return kept == null ? Double.NaN : kept.sequentialPValue(observed, exceedances, maxSimulations);
    }

    /** Null the first time: margins that no other table has are not worth it. */
    private @Nullable Kept keptFor(ContingencyTable observed) {
        Margins margins = Margins.of(observed);
        Kept kept = byMargins.get(margins);
        if (kept == null && takeBytes(BYTES_OF_OBJECTS + (long) observed.rows() * Long.BYTES)) {
            kept = byMargins.putIfAbsent(margins, new Kept());
        }
        return kept;
    }

    private boolean takeBytes(long wanted) {
        if (bytes.addAndGet(wanted) <= maxBytes) {
            return true;
        }
        bytes.addAndGet(-wanted);
        return false;
    }

    /** The statistics of tables with the same margins, as far as they were needed. */
    private final class Kept {

        private long[] statistics = {};

        /** NaN if the statistics can't be kept. */
        double sequentialPValue(ContingencyTable observed, int exceedances, int maxSimulations) {
            MarginWeights weights = new MarginWeights(observed.rowTotals());
            int column = observed.columnTotal(0) <= observed.columnTotal(1) ? 0 : 1;
            if (!weights.isExact() || weights.commonMultiple() * observed.columnTotal(column) >= 0x1p62) {
                return Double.NaN;
            }
            long statistic = statistic(observed.counts(), column, weights);
            long[] simulated = atLeast(0, observed, maxSimulations);
            int reached = 0;
            for (int k = 0; k < maxSimulations; k++) {
                if (k == simulated.length) {
                    simulated = atLeast(k + 1, observed, maxSimulations);
                    if (k == simulated.length) {
                        return Double.NaN;
                    }
                }
                if (simulated[k] >= statistic && ++reached == exceedances) {
                    return (double) exceedances / (k + 1);
                }
            }
            return (reached + 1.0) / (maxSimulations + 1.0);
        }

        /** So many statistics, or more; fewer if there is no room for them. Not to be changed. */
        private synchronized long[] atLeast(int tables, ContingencyTable observed, int maxSimulations) {
            int before = statistics.length;
            if (before < tables) {
                // each time as many again, since a sampler is made for it
                int blocks = Math.ceilDiv(Math.min(maxSimulations, Math.max(2 * before, 2 * BLOCK)), BLOCK);
                if (takeBytes((long) (blocks * BLOCK - before) * Long.BYTES)) {
                    statistics = Arrays.copyOf(statistics, blocks * BLOCK);
                    simulate(observed.withSortedMargins(), before);
                }
            }
            return statistics;
        }

        private void simulate(ContingencyTable margins, int from) {
            Xoshiro256PlusPlus streams = NamedGenerators.ofMargins(randomSeed, margins);
            TableSampler sampler = TableSampler.of(margins);
            MarginWeights weights = new MarginWeights(margins.rowTotals());
            long[] table = new long[2 * margins.rows()];
            for (int k = from; k < statistics.length; ) {
                RandomGenerator random = new Xoshiro256PlusPlusLanes(streams.stream(k / BLOCK));
                for (int end = k + BLOCK; k < end; k++) {
                    sampler.draw(random);
                    sampler.copyTo(table);
                    statistics[k] = statistic(table, 0, weights);
                }
            }
        }

        /** L T of a column. */
        private static long statistic(long[] counts, int column, MarginWeights weights) {
            long sum = 0;
            int cell = column;
            for (long weight : weights.wrapped()) {
                sum += counts[cell] * counts[cell] * weight;
                cell += 2;
            }
            return sum;
        }
    }
}

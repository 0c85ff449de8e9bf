package org.genoqc.homogeneity.batch;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.parameters.Streams;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.table.CleanedTable;
import org.genoqc.homogeneity.table.RowTotals;

/**
 * Which probesets make up which probeset batch. A function of data, parameters and batch size alone.
 *
 * <p>Probesets are ordered by cost, and batches handed out in that order: first those simulated each by itself, which
 * are the dearest; then those that share permutations, with equal row totals together, so that they share within their
 * batch too; last those that need no simulation, which fill the end of the run.
 */
public final class BatchPlan {

    private static final long ALONE = 0;
    private static final long SHARED = 1;
    private static final long NOT_SIMULATED = 2;
    private static final long MOST = (1L << 29) - 1;

    private final BatchSize batchSize;
    private final int[] order;
    private final BitSet shared;
    private final int monteCarlo;

    private BatchPlan(BatchSize batchSize, int[] order, BitSet shared, int monteCarlo) {
        this.batchSize = batchSize;
        this.order = order;
        this.shared = shared;
        this.monteCarlo = monteCarlo;
    }

    public static BatchPlan of(ProbesetCounts counts, TestParameters parameters, BatchSize batchSize) {
        Simulated[] simulated = IntStream.range(0, counts.probesets())
                .parallel()
                .mapToObj(probeset -> Simulated.of(counts, probeset, parameters))
                .toArray(Simulated[]::new);
        long[] hashes = Arrays.stream(simulated)
                .filter(Simulated::isNeeded)
                .mapToLong(Simulated::rowTotalsHash)
                .sorted()
                .toArray();
        BitSet shared = new BitSet();
        long[] keys = new long[simulated.length];
        for (int probeset = 0; probeset < keys.length; probeset++) {
            Simulated of = simulated[probeset];
            boolean shares = of.isNeeded()
                    && parameters.streams() == Streams.SHARED
                    && occurrences(hashes, of.rowTotalsHash()) >= of.worthSharingFrom();
            shared.set(probeset, shares);
            keys[probeset] = key(of, shares) << 32 | probeset;
        }
        Arrays.parallelSort(keys);
        return new BatchPlan(
                batchSize, Arrays.stream(keys).mapToInt(key -> (int) key).toArray(), shared, hashes.length);
    }

    /**
     * What the order depends on.
     *
     * @param worthSharingFrom how many probesets with these row totals make sharing worth while
     * @param tail the samples of all but the two commonest genotypes, along which shared permutations are walked
     */
    private record Simulated(boolean isNeeded, long rowTotalsHash, long worthSharingFrom, int cells, int tail) {

        private static final Simulated NOT = new Simulated(false, 0, 0, 0, 0);

        static Simulated of(ProbesetCounts counts, int probeset, TestParameters parameters) {
            CleanedTable cleaned = CleanedTable.of(counts.table(probeset));
            if (Method.of(cleaned, parameters.minExpectedCount()) != Method.MONTE_CARLO) {
                return NOT;
            }
            RowTotals rowTotals = RowTotals.of(cleaned.table());
            return new Simulated(
                    true,
                    rowTotals.hash64(),
                    rowTotals.worthSharingFrom(),
                    cleaned.table().rows() * cleaned.table().columns(),
                    cleaned.samplesOfRareGenotypes());
        }
    }

    private static int occurrences(long[] sortedHashes, long hash) {
        return endOf(sortedHashes, hash) - (hash == Long.MIN_VALUE ? 0 : endOf(sortedHashes, hash - 1));
    }

    /** Where the values up to this one end. */
    private static int endOf(long[] sorted, long value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** 31 bits: the class, then what keeps like with like. */
    private static long key(Simulated simulated, boolean shares) {
        if (!simulated.isNeeded()) {
            return NOT_SIMULATED << 29;
        }
        if (shares) {
            long group = simulated.rowTotalsHash() >>> 47;
            return SHARED << 29 | group << 12 | 4095L - Math.min(4095, simulated.tail());
        }
        return ALONE << 29 | MOST - Math.min(simulated.cells(), MOST);
    }

    /** Whether the probeset is simulated by permutations shared with others, where it is simulated. */
    boolean isShared(int probeset) {
        return shared.get(probeset);
    }

    public BatchSize batchSize() {
        return batchSize;
    }

    /** The number of probesets. */
    public int probesets() {
        return order.length;
    }

    /** The number of probesets that need simulation. */
    public int monteCarlo() {
        return monteCarlo;
    }

    /** The number of probeset batches. */
    public int batches() {
        return Math.ceilDiv(order.length, batchSize.size());
    }

    /**
     * The probesets of a batch.
     *
     * @param batch 0 to batches() - 1
     */
    public int[] probesets(int batch) {
        long from = (long) batch * batchSize.size();
        return Arrays.copyOfRange(order, (int) from, (int) Math.min(from + batchSize.size(), order.length));
    }
}

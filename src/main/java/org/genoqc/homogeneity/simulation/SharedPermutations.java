package org.genoqc.homogeneity.simulation;

import org.genoqc.homogeneity.table.RowTotals;
import org.jspecify.annotations.Nullable;

/**
 * The permutations that serve all tables with the same row totals. Permutation k is a function of (random seed, row
 * totals, which of the strata with these row totals, k) alone, and its first places do not depend on how far it is drawn. Thread-safe; keeps permutations in memory
 * for the next table.
 */
public final class SharedPermutations {

    private final RowTotals rowTotals;
    private final MarginWeights rowWeights;
    private final Xoshiro256PlusPlus streams;
    private final long bytesKept;
    /** Null where labels are drawn one by one. */
    private final @Nullable PermutationCache cache;

    /**
     * Those of tables, or of a stratum.
     *
     * @param before how many strata before it have these row totals; 0 where there are no strata
     * @param simulations how many permutations there are
     * @param places how many places of each are needed
     * @param maxBytesKept the memory in which the first of them may be kept
     */
    public SharedPermutations(
            RowTotals rowTotals, int before, long randomSeed, int simulations, int places, long maxBytesKept) {
        this.rowTotals = rowTotals;
        this.rowWeights = new MarginWeights(rowTotals.ascending());
        this.streams = NamedGenerators.ofRowTotals(randomSeed, rowTotals, before);
        boolean isShuffled = rowTotals.total() <= PermutationCache.MAX_SAMPLES;
        long bytesOfBlock = (long) Math.max(1, places) * Character.BYTES * TableSimulation.BLOCK;
        int blocks = Math.ceilDiv(simulations, TableSimulation.BLOCK);
        int blocksKept = isShuffled ? Math.clamp(maxBytesKept / bytesOfBlock, 0, blocks) : 0;
        this.bytesKept = bytesOfBlock * blocksKept;
        this.cache = isShuffled ? new PermutationCache(streams, rowTotals, blocksKept) : null;
    }

    MarginWeights rowWeights() {
        return rowWeights;
    }

    RowTotals rowTotals() {
        return rowTotals;
    }

    /** The memory that they take once all were drawn; 0 if they are not kept. */
    public long bytesKept() {
        return bytesKept;
    }

    LabelSource labels(LaneCounts counts, int places) {
        return cache == null ? new DrawnLabels(counts, streams, rowTotals) : new KeptLabels(counts, cache, places);
    }
}

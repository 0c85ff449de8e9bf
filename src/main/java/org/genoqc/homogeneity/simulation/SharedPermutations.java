package org.genoqc.homogeneity.simulation;

import org.genoqc.homogeneity.table.RowTotals;
import org.jspecify.annotations.Nullable;

/**
 * The permutations that serve all tables with the same row totals. Permutation k is a function of (random seed, row
 * totals, k) alone, and its first places do not depend on how far it is drawn. Thread-safe; keeps permutations in memory
 * for the next table.
 */
public final class SharedPermutations {

    private final RowTotals rowTotals;
    private final Xoshiro256PlusPlus streams;
    private final long bytesKept;
    /** Null where labels are drawn one by one. */
    private final @Nullable PermutationCache cache;

    /**
     * @param simulations how many permutations there are
     * @param places how many places of each are needed, if they are to be kept
     * @param maxBytesKept the memory that may be used to keep them
     */
    public SharedPermutations(RowTotals rowTotals, long randomSeed, int simulations, int places, long maxBytesKept) {
        this.rowTotals = rowTotals;
        this.streams = NamedGenerators.ofRowTotals(randomSeed, rowTotals);
        long bytes = (long) places * Character.BYTES * simulations;
        boolean isShuffled = rowTotals.total() <= PermutationCache.MAX_SAMPLES;
        boolean isKept = isShuffled && bytes <= maxBytesKept;
        this.bytesKept = isKept ? bytes : 0;
        int blocks = isKept ? Math.ceilDiv(simulations, TableSimulation.BLOCK) : 0;
        this.cache = isShuffled ? new PermutationCache(streams, rowTotals, blocks) : null;
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

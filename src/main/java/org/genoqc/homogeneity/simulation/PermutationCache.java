package org.genoqc.homogeneity.simulation;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.genoqc.homogeneity.table.RowTotals;

/**
 * The first places of uniform random permutations of the row labels of N samples, block by block. Blocks are kept while
 * they fit the memory set aside for them, and drawn again each time otherwise. Thread-safe.
 */
final class PermutationCache {

    /** The largest N that is shuffled; labels of more samples are drawn one by one. */
    static final int MAX_SAMPLES = 1 << 17;

    private static final int LANES = TableSimulation.BLOCK;

    private final Xoshiro256PlusPlus streams;
    private final char[] labels;
    private final AtomicReferenceArray<char[]> kept;

    /** @param blocksKept how many blocks may be kept, from the first on */
    PermutationCache(Xoshiro256PlusPlus streams, RowTotals rowTotals, int blocksKept) {
        this.streams = streams;
        this.labels = labels(rowTotals);
        this.kept = new AtomicReferenceArray<>(blocksKept);
    }

    private static char[] labels(RowTotals rowTotals) {
        char[] labels = new char[Math.toIntExact(rowTotals.total())];
        int next = 0;
        for (int row = 0; row < rowTotals.rows(); row++) {
            for (long sample = 0; sample < rowTotals.ascending()[row]; sample++) {
                labels[next++] = (char) row;
            }
        }
        return labels;
    }

    /**
     * The permutations of a block one after another, each from its first place on; not to be changed.
     *
     * @param lanes how many permutations the block has
     * @param places the places needed of each; there may be more
     */
    char[] block(int block, int lanes, int places) {
        if (block >= kept.length()) {
            return draw(block, lanes, places);
        }
        char[] drawn = kept.get(block);
        if (drawn == null || drawn.length < lanes * places) {
            // two workers may draw the same block at once; both draw the same labels
            drawn = draw(block, lanes, places);
            kept.set(block, drawn);
        }
        return drawn;
    }

    private char[] draw(int block, int lanes, int places) {
        int n = labels.length;
        char[] permutations = new char[places * lanes];
        char[] permutation = new char[n];
        for (int lane = 0; lane < lanes; lane++) {
            System.arraycopy(labels, 0, permutation, 0, n);
            streams.stream(block * LANES + lane).shuffle(permutation, n, places);
            System.arraycopy(permutation, 0, permutations, lane * places, places);
        }
        return permutations;
    }
}

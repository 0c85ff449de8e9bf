package org.genoqc.homogeneity.simulation;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.genoqc.homogeneity.table.RowTotals;
import org.jspecify.annotations.Nullable;

/**
 * The first places of uniform random permutations of the row labels of N samples, block by block. Blocks that are
 * asked for again are kept while they fit the memory set aside for them, and drawn each time otherwise. Thread-safe.
 */
final class PermutationCache {

    /** The largest N that is shuffled; labels of more samples are drawn one by one. */
    static final int MAX_SAMPLES = 1 << 17;

    private static final int LANES = TableSimulation.BLOCK;
    /** In the place of a block that was asked for once. */
    private static final char[] ASKED_FOR = {};

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
     * The permutations of a block one after another, each from its first place on, if they are kept: those asked for
     * a second time are, since memory that nobody wrote to before costs more than drawing.
     *
     * @param lanes how many permutations the block has
     * @param places the places needed of each; there may be more
     * @return not to be changed; null if they are not kept
     */
    char @Nullable [] kept(int block, int lanes, int places) {
        if (block >= kept.length() || kept.compareAndSet(block, null, ASKED_FOR)) {
            return null;
        }
        char[] drawn = kept.get(block);
        if (drawn.length < lanes * places) {
            // two workers may draw the same block at once; both draw the same labels
            drawn = new char[lanes * places];
            draw(block, lanes, places, drawn, new char[samples()]);
            kept.set(block, drawn);
        }
        return drawn;
    }

    /**
     * Draws the permutations of a block.
     *
     * @param permutations receives them one after another, so many places of each
     * @param shuffled room for the labels of all samples
     */
    void draw(int block, int lanes, int places, char[] permutations, char[] shuffled) {
        for (int lane = 0; lane < lanes; lane++) {
            System.arraycopy(labels, 0, shuffled, 0, labels.length);
            streams.stream(block * LANES + lane).shuffle(shuffled, labels.length, places);
            System.arraycopy(shuffled, 0, permutations, lane * places, places);
        }
    }

    /** N. */
    int samples() {
        return labels.length;
    }
}

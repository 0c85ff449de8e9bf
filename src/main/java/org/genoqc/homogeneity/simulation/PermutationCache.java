package org.genoqc.homogeneity.simulation;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.genoqc.homogeneity.table.RowTotals;

/**
 * Uniform random permutations of the row labels of N samples. Permutation k is a function of (random seed, row totals,
 * k) alone. They come in blocks of {@link #LANES}; the blocks are kept while they fit the memory set aside for them,
 * and drawn again each time otherwise. Thread-safe.
 */
final class PermutationCache {

    /** The permutations of a block. */
    static final int LANES = 128;

    private final Xoshiro256PlusPlus streams;
    private final int count;
    private final char[] labels;
    private final AtomicReferenceArray<char[]> kept;

    /**
     * @param count how many permutations there are
     * @param mostBytesKept the memory that may be used to keep them
     */
    PermutationCache(RowTotals rowTotals, long randomSeed, int count, long mostBytesKept) {
        this.streams = NamedGenerators.ofRowTotals(randomSeed, rowTotals);
        this.count = count;
        this.labels = labels(rowTotals);
        this.kept = new AtomicReferenceArray<>(bytes() <= mostBytesKept ? blocks() : 0);
    }

    private long bytes() {
        return (long) labels.length * Character.BYTES * count;
    }

    /** The memory that all of them take; 0 if they are not kept. */
    long bytesKept() {
        return kept.length() == 0 ? 0 : bytes();
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

    /** N. */
    int samples() {
        return labels.length;
    }

    int blocks() {
        return Math.ceilDiv(count, LANES);
    }

    /** How many permutations a block has: LANES, fewer in the last one. */
    int lanes(int block) {
        return Math.min(LANES, count - block * LANES);
    }

    /** The permutations of a block one after another, N labels each; not to be changed. */
    char[] block(int block) {
        if (kept.length() == 0) {
            return draw(block);
        }
        char[] drawn = kept.get(block);
        if (drawn == null) {
            // two workers may draw the same block at once; both draw the same labels
            drawn = draw(block);
            kept.set(block, drawn);
        }
        return drawn;
    }

    private char[] draw(int block) {
        int n = labels.length;
        char[] permutations = new char[n * lanes(block)];
        char[] permutation = new char[n];
        for (int lane = 0; lane < lanes(block); lane++) {
            System.arraycopy(labels, 0, permutation, 0, n);
            streams.stream(block * LANES + lane).shuffle(permutation, n);
            System.arraycopy(permutation, 0, permutations, lane * n, n);
        }
        return permutations;
    }
}

package org.genoqc.homogeneity.counts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.genoqc.homogeneity.table.Genotype;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the input in columns: probeset number, genotyping batch number and four counts. Held in blocks, so that
 * growing copies nothing; a block keeps its counts in 2, 4 or 8 bytes each, whatever its largest needs. A row costs 16
 * bytes of heap while all counts are below 65,536, 24 below 2^31, 40 beyond.
 */
final class CountRows {

    private static final int BITS = 13;
    static final int ROWS_PER_BLOCK = 1 << BITS;

    private final List<Block> blocks = new ArrayList<>();
    private int size;

    private static final class Block {
        final int[] probesets = new int[ROWS_PER_BLOCK];
        final int[] batches = new int[ROWS_PER_BLOCK];
        char @Nullable [] narrow = new char[ROWS_PER_BLOCK * Genotype.COUNT];
        int @Nullable [] medium;
        long @Nullable [] wide;

        long get(int cell) {
            if (narrow != null) {
                return narrow[cell];
            }
            if (medium != null) {
                return medium[cell];
            }
            return wide == null ? 0 : wide[cell];
        }

        void set(int cell, long count) {
            if (narrow != null) {
                if (count <= Character.MAX_VALUE) {
                    narrow[cell] = (char) count;
                    return;
                }
                char[] old = narrow;
                medium = new int[old.length];
                Arrays.setAll(medium, i -> old[i]);
                narrow = null;
            }
            if (medium != null) {
                if (count <= Integer.MAX_VALUE) {
                    medium[cell] = (int) count;
                    return;
                }
                wide = Arrays.stream(medium).asLongStream().toArray();
                medium = null;
            }
            if (wide != null) {
                wide[cell] = count;
            }
        }
    }

    int size() {
        return size;
    }

    /** The blocks of {@link #ROWS_PER_BLOCK} rows. */
    int blocks() {
        return blocks.size();
    }

    /** Whether the next row needs more heap. */
    boolean isFull() {
        return size == blocks.size() << BITS;
    }

    /** @param counts the four counts, each at least 0 */
    void add(int probeset, int batch, long[] counts) {
        if (isFull()) {
            blocks.add(new Block());
        }
        int row = size++;
        block(row).probesets[inBlock(row)] = probeset;
        block(row).batches[inBlock(row)] = batch;
        for (int genotype = 0; genotype < Genotype.COUNT; genotype++) {
            setCount(row, genotype, counts[genotype]);
        }
    }

    int probeset(int row) {
        return block(row).probesets[inBlock(row)];
    }

    void setProbeset(int row, int probeset) {
        block(row).probesets[inBlock(row)] = probeset;
    }

    int batch(int row) {
        return block(row).batches[inBlock(row)];
    }

    void setBatch(int row, int batch) {
        block(row).batches[inBlock(row)] = batch;
    }

    long count(int row, int genotype) {
        return block(row).get(inBlock(row) * Genotype.COUNT + genotype);
    }

    private void setCount(int row, int genotype, long count) {
        block(row).set(inBlock(row) * Genotype.COUNT + genotype, count);
    }

    void swap(int a, int b) {
        int probeset = probeset(a);
        setProbeset(a, probeset(b));
        setProbeset(b, probeset);
        int batch = batch(a);
        setBatch(a, batch(b));
        setBatch(b, batch);
        for (int genotype = 0; genotype < Genotype.COUNT; genotype++) {
            long count = count(a, genotype);
            setCount(a, genotype, count(b, genotype));
            setCount(b, genotype, count);
        }
    }

    private Block block(int row) {
        return blocks.get(row >>> BITS);
    }

    private static int inBlock(int row) {
        return row & (ROWS_PER_BLOCK - 1);
    }
}

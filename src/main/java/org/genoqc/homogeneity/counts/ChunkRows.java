package org.genoqc.homogeneity.counts;

import java.util.Arrays;
import org.genoqc.homogeneity.table.Genotype;

/** The rows of one chunk of lines, with names numbered by the chunk's own pools. Not thread-safe. */
final class ChunkRows {

    private static final int MIN_CAPACITY = 16;

    private final IdPool probesets = new IdPool();
    private final IdPool batches = new IdPool();
    private int[] probesetOfRow;
    private int[] batchOfRow;
    private final CountCells counts;
    private int size;
    private long largestCount;

    /** @param expectedRows a guess; more rows are taken too */
    ChunkRows(int expectedRows) {
        int capacity = Math.max(expectedRows, MIN_CAPACITY);
        probesetOfRow = new int[capacity];
        batchOfRow = new int[capacity];
        counts = new CountCells(capacity * Genotype.COUNT);
    }

    /**
     * Adds a row.
     *
     * @param probeset its number in {@link #probesets}
     * @param batch its number in {@link #batches}
     * @param countsOfRow the four counts, each at least 0
     */
    void add(int probeset, int batch, long[] countsOfRow) {
        if (size == probesetOfRow.length) {
            grow();
        }
        probesetOfRow[size] = probeset;
        batchOfRow[size] = batch;
        for (long count : countsOfRow) {
            largestCount = Math.max(largestCount, count);
        }
        counts.copyFrom(countsOfRow, largestCount, size * Genotype.COUNT);
        size++;
    }

    private void grow() {
        int capacity = size + (size >> 1);
        probesetOfRow = Arrays.copyOf(probesetOfRow, capacity);
        batchOfRow = Arrays.copyOf(batchOfRow, capacity);
        counts.resize(capacity * Genotype.COUNT);
    }

    int size() {
        return size;
    }

    /** The largest count of all rows; 0 if there are none. */
    long largestCount() {
        return largestCount;
    }

    IdPool probesets() {
        return probesets;
    }

    IdPool batches() {
        return batches;
    }

    int probeset(int row) {
        return probesetOfRow[row];
    }

    int batch(int row) {
        return batchOfRow[row];
    }

    /** The counts of all rows, four each; what follows them means nothing. */
    CountCells counts() {
        return counts;
    }
}

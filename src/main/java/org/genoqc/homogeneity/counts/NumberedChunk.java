package org.genoqc.homogeneity.counts;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a chunk, whose names are known among all. The names themselves, and with them the text of the chunk, are not
 * kept: of many files that are read side by side, a chunk of each waits for its rows to be taken.
 */
final class NumberedChunk {

    private final int size;
    private final int[] probesets;
    /** None where all rows are of one. */
    private final int @Nullable [] batches;

    private final int batch;
    private final CountCells counts;

    /**
     * A chunk.
     *
     * @param probesets the number among all of each probeset of the chunk
     * @param batches the number among all of each genotyping batch of the chunk
     * @param batchesInStrata the number of each row's pair of stratum and genotyping batch; none where there are no strata
     */
    NumberedChunk(ChunkRows rows, int[] probesets, int[] batches, int[] batchesInStrata) {
        this.size = rows.size();
        this.probesets = rows.areInOrder() ? probesets : ofRows(rows, rows::probeset, probesets);
        this.batch = batches.length == 0 ? 0 : batches[0];
        if (batchesInStrata.length > 0) {
            this.batches = batchesInStrata;
        } else {
            this.batches = rows.areInOrder() ? null : ofRows(rows, rows::batch, batches);
        }
        this.counts = rows.counts();
    }

    private static int[] ofRows(ChunkRows rows, IntUnaryOperator inChunk, int[] numbers) {
        int[] ofRows = new int[rows.size()];
        Arrays.setAll(ofRows, row -> numbers[inChunk.applyAsInt(row)]);
        return ofRows;
    }

    /** How many rows. */
    int size() {
        return size;
    }

    int probeset(int row) {
        return probesets[row];
    }

    /** The number of the genotyping batch, or of the pair of stratum and genotyping batch. */
    int batch(int row) {
        return batches == null ? batch : batches[row];
    }

    /** Whether it is known that all rows are of the same genotyping batch. */
    boolean isOfOneBatch() {
        return batches == null;
    }

    /** The counts of all rows, four each; what follows them means nothing. */
    CountCells counts() {
        return counts;
    }
}

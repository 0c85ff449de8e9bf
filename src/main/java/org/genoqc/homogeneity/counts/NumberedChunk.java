package org.genoqc.homogeneity.counts;

/**
 * The rows of a chunk, whose names are known among all. The names themselves, and with them the text of the chunk, are not
 * kept: of many files that are read side by side, a chunk of each waits for its rows to be taken.
 */
final class NumberedChunk {

    private final int[] probesets;
    private final int[] batches;
    private final CountCells counts;

    /**
     * A chunk.
     *
     * @param probesets the number among all of each probeset of the chunk
     * @param batches the number among all of each genotyping batch of the chunk
     * @param batchesInStrata the number of each row's pair of stratum and genotyping batch; none where there are no strata
     */
    NumberedChunk(ChunkRows rows, int[] probesets, int[] batches, int[] batchesInStrata) {
        this.probesets = new int[rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            this.probesets[row] = probesets[rows.probeset(row)];
        }
        if (batchesInStrata.length > 0) {
            this.batches = batchesInStrata;
        } else {
            this.batches = new int[rows.size()];
            for (int row = 0; row < rows.size(); row++) {
                this.batches[row] = batches[rows.batch(row)];
            }
        }
        this.counts = rows.counts();
    }

    /** How many rows. */
    int size() {
        return probesets.length;
    }

    int probeset(int row) {
        return probesets[row];
    }

    /** The number of the genotyping batch, or of the pair of stratum and genotyping batch. */
    int batch(int row) {
        return batches[row];
    }

    /** The counts of all rows, four each; what follows them means nothing. */
    CountCells counts() {
        return counts;
    }
}

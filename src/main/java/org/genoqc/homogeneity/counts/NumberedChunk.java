package org.genoqc.homogeneity.counts;

/** The rows of a chunk, whose names are known among all. */
final class NumberedChunk {

    private final ChunkRows rows;
    private final int[] probesets;
    private final int[] batches;
    private final int[] batchesInStrata;

    /**
     * A chunk.
     *
     * @param probesets the number among all of each probeset of the chunk
     * @param batches the number among all of each genotyping batch of the chunk
     * @param batchesInStrata the number of each row's pair of stratum and genotyping batch; none where there are no strata
     */
    NumberedChunk(ChunkRows rows, int[] probesets, int[] batches, int[] batchesInStrata) {
        this.rows = rows;
        this.probesets = probesets;
        this.batches = batches;
        this.batchesInStrata = batchesInStrata;
    }

    ChunkRows rows() {
        return rows;
    }

    int probeset(int row) {
        return probesets[rows.probeset(row)];
    }

    /** The number of the genotyping batch, or of the pair of stratum and genotyping batch. */
    int batch(int row) {
        return batchesInStrata.length > 0 ? batchesInStrata[row] : batches[rows.batch(row)];
    }
}

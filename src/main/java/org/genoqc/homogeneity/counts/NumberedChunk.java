package org.genoqc.homogeneity.counts;

/** The rows of a chunk, whose names are known among all. */
final class NumberedChunk {

    private final ChunkRows rows;
    private final int[] probesets;
    private final int[] batches;

    /**
     * A chunk.
     *
     * @param probesets the number among all of each probeset of the chunk
     * @param batches the number among all of each genotyping batch of the chunk
     */
    NumberedChunk(ChunkRows rows, int[] probesets, int[] batches) {
        this.rows = rows;
        this.probesets = probesets;
        this.batches = batches;
    }

    ChunkRows rows() {
        return rows;
    }

    int probeset(int row) {
        return probesets[rows.probeset(row)];
    }

    int batch(int row) {
        return batches[rows.batch(row)];
    }
}

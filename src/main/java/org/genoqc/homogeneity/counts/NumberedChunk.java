package org.genoqc.homogeneity.counts;

/**
 * The rows of a chunk, whose names are known among all.
 *
 * @param probesets the number among all of each probeset of the chunk
 * @param batches the number among all of each genotyping batch of the chunk
 */
record NumberedChunk(ChunkRows rows, int[] probesets, int[] batches) {

    int probeset(int row) {
        return probesets[rows.probeset(row)];
    }

    int batch(int row) {
        return batches[rows.batch(row)];
    }
}

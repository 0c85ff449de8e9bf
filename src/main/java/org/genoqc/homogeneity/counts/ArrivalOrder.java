package org.genoqc.homogeneity.counts;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of each probeset begin, if all rows came in order of probesets and genotyping batches, as those of files that
 * are sorted alike do: then they need not be brought together. Not thread-safe.
 */
final class ArrivalOrder {

    private int[] starts = new int[1024];
    private int probesets;
    private boolean isKept = true;

    /**
     * Rows are about to be added, see {@link SideBySide.Taker#takeInTurn}.
     *
     * @param rows how many there are before them
     */
    void takeInTurn(int rows, int probeset, List<NumberedChunk> chunks, int ofEach) {
        isKept = isKept && probeset == probesets && areAscending(chunks);
        if (!isKept) {
            return;
        }
        if (probesets + ofEach >= starts.length) {
            starts = Arrays.copyOf(starts, 2 * (probesets + ofEach));
        }
        for (int k = 0; k < ofEach; k++) {
            starts[probesets++] = rows + k * chunks.size();
        }
    }

    private static boolean areAscending(List<NumberedChunk> chunks) {
        int last = -1;
        for (NumberedChunk chunk : chunks) {
            if (!chunk.isOfOneBatch() || chunk.batch(0) <= last) {
                return false;
            }
            last = chunk.batch(0);
        }
        return true;
    }

    /**
     * Where the rows of each probeset begin, and after the last one, the number of rows; null if they did not come in order. If
     * they did, no probeset has two rows of one genotyping batch.
     *
     * @param probesetRanks by the number of a probeset
     * @param batchRanks by the number of a genotyping batch
     */
    int @Nullable [] starts(int rows, int[] probesetRanks, int[] batchRanks) {
        if (!isKept || probesets != probesetRanks.length || !areSorted(probesetRanks) || !areSorted(batchRanks)) {
            return null;
        }
        int[] all = Arrays.copyOf(starts, probesets + 1);
        all[probesets] = rows;
        return all;
    }

    private static boolean areSorted(int[] ranks) {
        int number = 0;
        while (number < ranks.length && ranks[number] == number) {
            number++;
        }
        return number == ranks.length;
    }
}

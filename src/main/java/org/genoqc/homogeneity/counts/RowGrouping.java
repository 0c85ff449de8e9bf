package org.genoqc.homogeneity.counts;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Brings rows into the order (probeset, genotyping batch), in place: one counting pass says where each row belongs; rows are
 * swapped into ranges first, then within each range, since few ranges and a small range both fit a core's cache (American
 * flag sort, McIlroy, Bostic and McIlroy 1993). The rows of a probeset are few and sorted after that.
 */
final class RowGrouping {

    private static final int RANGE_BITS = 9;

    private RowGrouping() {}

    /**
     * Sorts the rows, whose probeset and batch numbers become ranks, those of probesets in code point order of the ids.
     *
     * @param probesetRank by the number of a probeset
     * @param batchRank by the number of a genotyping batch, or of a pair of stratum and genotyping batch
     * @return where the rows of each probeset begin, and after the last one, the number of rows
     */
    static int[] group(CountRows rows, int[] probesetRank, int[] batchRank) {
        int[] starts = new int[probesetRank.length + 1];
        boolean inOrder = true;
        int last = 0;
        for (int row = 0; row < rows.size(); row++) {
            int rank = probesetRank[rows.probeset(row)];
            rows.setProbeset(row, rank);
            rows.setBatch(row, batchRank[rows.batch(row)]);
            starts[rank + 1]++;
            inOrder &= rank >= last;
            last = rank;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        if (!inOrder) {
            permute(rows, starts);
        }
        for (int probeset = 0; probeset < probesetRank.length; probeset++) {
            sortByBatch(rows, starts[probeset], starts[probeset + 1]);
        }
        return starts;
    }

    /** Where each number is among those sorted. */
    static int[] ranks(int[] sorted) {
        int[] ranks = new int[sorted.length];
        for (int rank = 0; rank < sorted.length; rank++) {
            ranks[sorted[rank]] = rank;
        }
        return ranks;
    }

    /** The probeset column holds each row's destination while the rows are swapped there. */
    private static void permute(CountRows rows, int[] starts) {
        int[] next = Arrays.copyOf(starts, starts.length);
        for (int row = 0; row < rows.size(); row++) {
            rows.setProbeset(row, next[rows.probeset(row)]++);
        }
        // ranges of whole blocks, so that they are independent of each other
        int bits = Math.max(CountRows.BITS, Integer.SIZE - Integer.numberOfLeadingZeros(rows.size()) - RANGE_BITS);
        swapIntoRanges(rows, bits);
        IntStream.rangeClosed(0, (rows.size() - 1) >>> bits).parallel().forEach(range -> {
            int from = range << bits;
            swapWithin(rows, from, (int) Math.min((long) from + (1 << bits), rows.size()));
        });
        for (int probeset = 0; probeset + 1 < starts.length; probeset++) {
            for (int row = starts[probeset]; row < starts[probeset + 1]; row++) {
                rows.setProbeset(row, probeset);
            }
        }
    }

    private static void swapIntoRanges(CountRows rows, int bits) {
        int ranges = ((rows.size() - 1) >>> bits) + 1;
        int[] next = new int[ranges];
        Arrays.setAll(next, range -> range << bits);
        for (int range = 0; range < ranges; range++) {
            int end = (int) Math.min(((long) range + 1) << bits, rows.size());
            while (next[range] < end) {
                int row = next[range];
                int destination = rows.probeset(row) >>> bits;
                if (destination != range) {
                    rows.swap(row, next[destination]);
                }
                next[destination]++;
            }
        }
    }

    private static void swapWithin(CountRows rows, int from, int to) {
        for (int row = from; row < to; row++) {
            while (rows.probeset(row) != row) {
                rows.swap(row, rows.probeset(row));
            }
        }
    }

    private static void sortByBatch(CountRows rows, int from, int to) {
        boolean inOrder = true;
        for (int row = from + 1; row < to && inOrder; row++) {
            inOrder = rows.batch(row - 1) <= rows.batch(row);
        }
        if (inOrder) {
            return;
        }
        // heap sort: in place, and no order of the rows makes it slow
        int n = to - from;
        for (int root = n / 2 - 1; root >= 0; root--) {
            siftDown(rows, from, root, n);
        }
        for (int end = n - 1; end > 0; end--) {
            rows.swap(from, from + end);
            siftDown(rows, from, 0, end);
        }
    }

    private static void siftDown(CountRows rows, int from, int root, int n) {
        int parent = root;
        for (int child = 2 * parent + 1; child < n; child = 2 * parent + 1) {
            if (child + 1 < n && rows.batch(from + child) < rows.batch(from + child + 1)) {
                child++;
            }
            if (rows.batch(from + parent) >= rows.batch(from + child)) {
                return;
            }
            rows.swap(from + parent, from + child);
            parent = child;
        }
    }
}

package org.genoqc.homogeneity.counts;

import java.util.Arrays;

/**
 * Brings rows into the order (probeset, genotyping batch), in place: one counting pass, then every row is swapped
 * straight to its probeset; the rows of a probeset are few and sorted after that.
 */
final class RowGrouping {

    private RowGrouping() {}

    /**
     * Sorts the rows, whose probeset and batch numbers become ranks in code point order of the names.
     *
     * @return where the rows of each probeset begin, and after the last one, the number of rows
     */
    static int[] group(CountRows rows, IdPool probesets, IdPool batches) {
        int[] probesetRank = ranks(probesets.sorted());
        int[] batchRank = ranks(batches.sorted());
        int[] starts = new int[probesets.size() + 1];
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
        for (int probeset = 0; probeset < probesets.size(); probeset++) {
            sortByBatch(rows, starts[probeset], starts[probeset + 1]);
        }
        return starts;
    }

    private static int[] ranks(int[] sorted) {
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
        for (int row = 0; row < rows.size(); row++) {
            while (rows.probeset(row) != row) {
                rows.swap(row, rows.probeset(row));
            }
        }
        for (int probeset = 0; probeset + 1 < starts.length; probeset++) {
            for (int row = starts[probeset]; row < starts[probeset + 1]; row++) {
                rows.setProbeset(row, probeset);
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

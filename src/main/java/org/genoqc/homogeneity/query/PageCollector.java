package org.genoqc.homogeneity.query;

import java.util.Arrays;

/** Counts rows and keeps those of a page. */
final class PageCollector {

    private static final int FIRST_CAPACITY = 64;

    private final int offset;
    private final int limit;
    private long[] rows = new long[FIRST_CAPACITY];
    private int kept;
    private long total;

    PageCollector(int offset, int limit) {
        this.offset = offset;
        this.limit = limit;
    }

    void take(long row) {
        if (total >= offset && kept < limit) {
            if (kept == rows.length) {
                rows = Arrays.copyOf(rows, Math.min(limit, 2 * kept));
            }
            rows[kept++] = row;
        }
        total++;
    }

    boolean isFull() {
        return kept == limit;
    }

    long[] rows() {
        return Arrays.copyOf(rows, kept);
    }

    Page page() {
        return new Page(total, rows());
    }
}

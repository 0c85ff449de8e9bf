package org.genoqc.homogeneity.query;

import java.util.ArrayList;
import java.util.List;

/** Passes over rows and keeps those of a page. */
final class PageCollector {

    private final int offset;
    private final int limit;
    private final List<Long> rows = new ArrayList<>();
    private long passed;

    PageCollector(int offset, int limit) {
        this.offset = offset;
        this.limit = limit;
    }

    void take(long row) {
        if (passed >= offset && !isFull()) {
            rows.add(row);
        }
        passed++;
    }

    boolean isFull() {
        return rows.size() == limit;
    }

    List<Long> rows() {
        return rows;
    }
}

package org.genoqc.homogeneity.query;

/**
 * Rows of a table that come one after the other.
 *
 * @param first the first one
 * @param behind the one after the last; not before {@code first}
 */
record RowRange(int first, int behind) {

    static final RowRange NONE = first(0);

    /** The first so many. */
    static RowRange first(int rows) {
        return new RowRange(0, rows);
    }

    /** Those that are in both. */
    RowRange and(RowRange other) {
        int from = Math.max(first, other.first);
        return new RowRange(from, Math.max(from, Math.min(behind, other.behind)));
    }
}

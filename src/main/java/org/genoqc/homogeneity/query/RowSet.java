package org.genoqc.homogeneity.query;

import java.util.BitSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Some of the rows of a table: those of a range, or a bit for each. */
final class RowSet {

    private final int rows;
    private final int first;
    private final int behind;
    /** Within the range; null for all of it. */
    private @Nullable BitSet bits;

    /** Those of a range. */
    RowSet(int rows, RowRange range) {
        this.rows = rows;
        this.first = range.first();
        this.behind = range.behind();
    }

    static RowSet none(int rows) {
        RowSet none = new RowSet(rows, RowRange.first(rows));
        none.bits = new BitSet(rows);
        return none;
    }

    private BitSet bits() {
        BitSet known = bits;
        if (known == null) {
            known = new BitSet(rows);
            known.set(first, behind);
            bits = known;
        }
        return known;
    }

    void add(int row) {
        bits().set(row);
    }

    /** Keeps those that are also in another set. */
    void retain(RowSet others) {
        bits().and(others.bits());
    }

    /**
     * Of some rows in sequence, keeps those that are wanted.
     *
     * @param wanted is asked by the number of the row among these
     */
    void retain(int start, int rows, IntPredicate wanted) {
        BitSet known = bits();
        int end = Math.min(behind, start + rows);
        for (int row = known.nextSetBit(Math.max(first, start));
                row >= 0 && row < end;
                row = known.nextSetBit(row + 1)) {
            if (!wanted.test(row - start)) {
                known.clear(row);
            }
        }
    }

    boolean contains(int row) {
        BitSet known = bits;
        return known == null ? row >= first && row < behind : known.get(row);
    }

    int size() {
        return bits == null ? behind - first : bits.cardinality();
    }

    boolean isAll() {
        return size() == rows;
    }
}

package org.genoqc.homogeneity.query;

import java.util.BitSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Some of the probesets of a job: those of a range, or a bit for each. */
final class ProbesetSet {

    private final int probesets;
    private final int first;
    private final int behind;
    /** Within the range; null for all of it. */
    private @Nullable BitSet bits;

    /** Those from one on, up to another. */
    ProbesetSet(int probesets, int first, int behind) {
        this.probesets = probesets;
        this.first = first;
        this.behind = behind;
    }

    static ProbesetSet none(int probesets) {
        ProbesetSet none = new ProbesetSet(probesets, 0, probesets);
        none.bits = new BitSet(probesets);
        return none;
    }

    private BitSet bits() {
        BitSet known = bits;
        if (known == null) {
            known = new BitSet(probesets);
            known.set(first, behind);
            bits = known;
        }
        return known;
    }

    void add(int probeset) {
        bits().set(probeset);
    }

    /** Keeps those that are also in another set. */
    void retain(ProbesetSet others) {
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

    boolean contains(int probeset) {
        BitSet known = bits;
        return known == null ? probeset >= first && probeset < behind : known.get(probeset);
    }

    int size() {
        return bits == null ? behind - first : bits.cardinality();
    }

    boolean isAll() {
        return size() == probesets;
    }
}

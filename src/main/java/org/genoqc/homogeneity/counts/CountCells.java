package org.genoqc.homogeneity.counts;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A fixed number of counts, held in 2, 4 or 8 bytes each, whatever the largest of them needs. Not thread-safe. */
final class CountCells {

    private char @Nullable [] narrow;
    private int @Nullable [] medium;
    private long @Nullable [] wide;

    /** @param size the number of counts, all 0 at first */
    CountCells(int size) {
        narrow = new char[size];
    }

    long get(int cell) {
        if (narrow != null) {
            return narrow[cell];
        }
        if (medium != null) {
            return medium[cell];
        }
        return wide == null ? 0 : wide[cell];
    }

    void set(int cell, long count) {
        widen(count);
        if (narrow != null) {
            narrow[cell] = (char) count;
        } else if (medium != null) {
            medium[cell] = (int) count;
        } else if (wide != null) {
            wide[cell] = count;
        }
    }

    /** Copies {@code length} counts from here, beginning at a cell, to an array. */
    void copyTo(int cell, long[] target, int to, int length) {
        if (narrow != null) {
            for (int i = 0; i < length; i++) {
                target[to + i] = narrow[cell + i];
            }
        } else if (medium != null) {
            for (int i = 0; i < length; i++) {
                target[to + i] = medium[cell + i];
            }
        } else if (wide != null) {
            System.arraycopy(wide, cell, target, to, length);
        }
    }

    /** Copies {@code length} counts of an array to here, beginning at a cell. */
    void copyFrom(long[] source, int from, int cell, int length) {
        long largest = 0;
        for (int i = from; i < from + length; i++) {
            largest = Math.max(largest, source[i]);
        }
        widen(largest);
        if (narrow != null) {
            for (int i = 0; i < length; i++) {
                narrow[cell + i] = (char) source[from + i];
            }
        } else if (medium != null) {
            for (int i = 0; i < length; i++) {
                medium[cell + i] = (int) source[from + i];
            }
        } else if (wide != null) {
            System.arraycopy(source, from, wide, cell, length);
        }
    }

    private void widen(long count) {
        if (narrow != null && count > Character.MAX_VALUE) {
            char[] old = narrow;
            medium = new int[old.length];
            Arrays.setAll(medium, i -> old[i]);
            narrow = null;
        }
        if (medium != null && count > Integer.MAX_VALUE) {
            wide = Arrays.stream(medium).asLongStream().toArray();
            medium = null;
        }
    }
}

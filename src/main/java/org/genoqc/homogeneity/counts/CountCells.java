package org.genoqc.homogeneity.counts;

import java.util.Arrays;
import org.genoqc.homogeneity.table.Genotype;
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
        put(cell, count);
    }

    private void put(int cell, long count) {
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

    /** Copies four counts of an array to here, beginning at a cell; none is above {@code largest}. */
    void copyFourFrom(long[] source, int from, long largest, int cell) {
        widen(largest);
        for (int i = 0; i < Genotype.COUNT; i++) {
            put(cell + i, source[from + i]);
        }
    }

    /** Has four counts from a cell on and four of others change places. */
    void swapFour(int cell, CountCells others, int other) {
        for (int i = 0; i < Genotype.COUNT; i++) {
            if (narrow != null && others.narrow != null) {
                char count = narrow[cell + i];
                narrow[cell + i] = others.narrow[other + i];
                others.narrow[other + i] = count;
            } else {
                long count = get(cell + i);
                set(cell + i, others.get(other + i));
                others.set(other + i, count);
            }
        }
    }

    /** Has two counts change places. */
    void swap(int cell, int other) {
        long count = get(cell);
        put(cell, get(other));
        put(other, count);
    }

    /** Copies four counts of others to here, beginning at a cell. */
    void copyFourFrom(CountCells source, int from, int cell) {
        if (narrow != null && source.narrow != null) {
            narrow[cell] = source.narrow[from];
            narrow[cell + 1] = source.narrow[from + 1];
            narrow[cell + 2] = source.narrow[from + 2];
            narrow[cell + 3] = source.narrow[from + 3];
        } else {
            copyFrom(source, from, cell, Genotype.COUNT);
        }
    }

    /** Copies {@code length} counts of others to here, beginning at a cell. */
    void copyFrom(CountCells source, int from, int cell, int length) {
        if (narrow != null && source.narrow != null) {
            System.arraycopy(source.narrow, from, narrow, cell, length);
        } else {
            for (int i = 0; i < length; i++) {
                set(cell + i, source.get(from + i));
            }
        }
    }

    /** Changes the number of counts; further ones are 0. */
    void resize(int size) {
        if (narrow != null) {
            narrow = Arrays.copyOf(narrow, size);
        } else if (medium != null) {
            medium = Arrays.copyOf(medium, size);
        } else if (wide != null) {
            wide = Arrays.copyOf(wide, size);
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

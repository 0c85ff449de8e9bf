package org.genoqc.homogeneity.counts;

import java.util.Arrays;

/**
 * The names in one column of a chunk, numbered by a pool. Mostly a name is that of the row before, or the one that came
 * after it last time; such a name is found without looking for its end. Not thread-safe.
 */
final class ChunkNames {

    private final byte[] chunk;
    private final IdPool pool;
    private final boolean areDistinct;
    private int[] starts = new int[64];
    private int[] lengths = new int[64];
    private int last;
    /** From one name to the next: 0 while names are repeated, 1 while they follow each other. */
    private int step;

    /** @param areDistinct whether no name is expected twice, so that none is looked for */
    ChunkNames(byte[] chunk, IdPool pool, boolean areDistinct) {
        this.chunk = chunk;
        this.pool = pool;
        this.areDistinct = areDistinct;
    }

    /** The number of the name read last. */
    int last() {
        return last;
    }

    /** The end of the name that begins here, where it was guessed; else -1. */
    int guess(int from) {
        if (areDistinct) {
            return -1;
        }
        int end = guess(from, step);
        if (end < 0) {
            end = guess(from, 1 - step);
            step = end < 0 ? step : 1 - step;
        }
        return end;
    }

    private int guess(int from, int further) {
        int number = last + further < pool.size() ? last + further : 0;
        int end = endIf(number, from);
        last = end < 0 ? last : number;
        return end;
    }

    /** Takes the name from here to there. */
    void add(int from, int to) {
        if (areDistinct) {
            last = pool.addWithin(from, to - from);
            return;
        }
        int known = pool.size();
        last = pool.add(chunk, from, to - from);
        if (pool.size() > known) {
            if (last == starts.length) {
                starts = Arrays.copyOf(starts, 2 * last);
                lengths = Arrays.copyOf(lengths, 2 * last);
            }
            starts[last] = from;
            lengths[last] = to - from;
        }
    }

    /** The end of the name that begins here if it has this number; else -1. Names hold no control characters. */
    private int endIf(int number, int from) {
        if (number >= pool.size()) {
            return -1;
        }
        int end = from + lengths[number];
        return end < chunk.length
                        && chunk[end] >= 0
                        && chunk[end] < ' '
                        && Words.areSame(chunk, starts[number], chunk, from, lengths[number])
                ? end
                : -1;
    }
}

package org.genoqc.homogeneity.counts;

import java.util.Arrays;

/**
 * The names in one column of a chunk, numbered by a pool. Mostly a name is that of the row before, or the one that came
 * after it last time; such a name is found without looking for its end. Not thread-safe.
 */
final class ChunkNames {

    private final byte[] chunk;
    private final IdPool pool;
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int last;

    ChunkNames(byte[] chunk, IdPool pool) {
        this.chunk = chunk;
        this.pool = pool;
    }

    /** The number of the name read last. */
    int last() {
        return last;
    }

    /** The end of the name that begins here, where it was guessed; else -1. */
    int guess(int from) {
        int end = endIf(last, from);
        if (end > from) {
            return end;
        }
        int next = last + 1 < pool.size() ? last + 1 : 0;
        end = endIf(next, from);
        last = end > from ? next : last;
        return end;
    }

    /** Takes the name from here to there. */
    void add(int from, int to) {
        int known = pool.size();
        last = pool.add(chunk, from, to - from);
        if (pool.size() > known) {
            if (last == starts.length) {
                starts = Arrays.copyOf(starts, 2 * last);
                ends = Arrays.copyOf(ends, 2 * last);
            }
            starts[last] = from;
            ends[last] = to;
        }
    }

    /** The end of the name that begins here if it has this number; else -1. Names hold no control characters. */
    private int endIf(int number, int from) {
        if (number >= pool.size()) {
            return -1;
        }
        int end = from + ends[number] - starts[number];
        return end < chunk.length
                        && chunk[end] >= 0
                        && chunk[end] < ' '
                        && Arrays.equals(chunk, starts[number], ends[number], chunk, from, end)
                ? end
                : -1;
    }
}

package org.genoqc.homogeneity.counts;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names in one column of a chunk, numbered by a pool. Mostly a name is that of the row before, or the one that came
 * after it last time; such a name is found without looking for its end. Not thread-safe.
 */
final class ChunkNames {

    private final byte[] chunk;
    private final IdPool pool;
    /** Where no name is expected twice, so that none is looked for, those that the first names are expected to be. */
    private final IdPool.@Nullable Known expected;

    private int[] starts = new int[64];
    private int[] lengths = new int[64];
    private int last;
    /** From one name to the next: 0 while names are repeated, 1 while they follow each other. */
    private int step;

    /** How many of the first names are those expected. */
    private int asExpected;

    private ChunkNames(byte[] chunk, IdPool pool, IdPool.@Nullable Known expected) {
        this.chunk = chunk;
        this.pool = pool;
        this.expected = expected;
    }

    /** Names of which most come again and again. */
    static ChunkNames repeated(byte[] chunk, IdPool pool) {
        return new ChunkNames(chunk, pool, null);
    }

    /**
     * Names of which none comes again.
     *
     * @param pool {@link IdPool#within} the chunk
     * @param expected those that the first are expected to be
     */
    static ChunkNames distinct(byte[] chunk, IdPool pool, IdPool.Known expected) {
        return new ChunkNames(chunk, pool, expected);
    }

    /** The number of the name read last. */
    int last() {
        return last;
    }

    /** The end of the name that begins here, where it was guessed; else -1. */
    int guess(int from) {
        if (expected != null) {
            return guess(from, expected);
        }
        int end = guess(from, step);
        if (end < 0) {
            end = guess(from, 1 - step);
            step = end < 0 ? step : 1 - step;
        }
        return end;
    }

    private int guess(int from, IdPool.Known names) {
        int end = pool.size() == 0 ? names.endIf(asExpected, chunk, from) : -1;
        if (end >= 0) {
            last = asExpected++;
        }
        return end;
    }

    /** How many of the first names are those that were expected; they have the first numbers, and are not in the pool. */
    int asExpected() {
        return asExpected;
    }

    private int guess(int from, int further) {
        int number = last + further < pool.size() ? last + further : 0;
        int end = endIf(number, from);
        last = end < 0 ? last : number;
        return end;
    }

    /** Takes the name from here to there. */
    void add(int from, int to) {
        if (expected != null) {
            last = asExpected + pool.addWithin(from, to - from);
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

    private int endIf(int number, int from) {
        return number < pool.size() ? endIf(chunk, starts[number], lengths[number], chunk, from) : -1;
    }

    /** The end of the name that begins here if it is the one of these bytes; else -1. Names hold no control characters. */
    static int endIf(byte[] name, int start, int length, byte[] chunk, int from) {
        int end = from + length;
        return end < chunk.length
                        && chunk[end] >= 0
                        && chunk[end] < ' '
                        && Words.areSame(name, start, chunk, from, length)
                ? end
                : -1;
    }
}

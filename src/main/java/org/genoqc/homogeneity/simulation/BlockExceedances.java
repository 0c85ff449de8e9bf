package org.genoqc.homogeneity.simulation;

import java.util.Arrays;

/**
 * The exceedances found in simulated tables: for each observed table, how many simulated ones had a statistic at least as
 * large; and, where that is wanted, which ones of a block. Not thread-safe.
 */
public final class BlockExceedances {

    private static final int WORDS = TableSimulation.BLOCK / Long.SIZE;

    private final int[] counts;
    /** One bit for each table of a block, {@link #WORDS} words for each observed table; empty where not wanted. */
    private final long[] which;

    private BlockExceedances(int tables, int words) {
        this.counts = new int[tables];
        this.which = new long[words];
    }

    /** Counts alone, which add up over blocks. */
    public static BlockExceedances counted(int tables) {
        return new BlockExceedances(tables, 0);
    }

    /** Counts, and which ones; to be cleared before each block. */
    public static BlockExceedances located(int tables) {
        return new BlockExceedances(tables, tables * WORDS);
    }

    boolean isLocated() {
        return which.length > 0;
    }

    void add(int table, int exceedances) {
        counts[table] += exceedances;
    }

    /** Adds that in a place of the block. */
    void addAt(int table, int place) {
        counts[table]++;
        if (isLocated()) {
            which[table * WORDS + place / Long.SIZE] |= 1L << place;
        }
    }

    /** The exceedances of an observed table. */
    public int count(int table) {
        return counts[table];
    }

    /**
     * Copies which simulated tables of the block were exceedances of an observed table.
     *
     * @param to receives {@code BLOCK / 64} words, the first simulated table in the lowest bit of the first
     */
    public void copyTo(int table, long[] to, int at) {
        System.arraycopy(which, table * WORDS, to, at, WORDS);
    }

    /**
     * Which simulated table of the block was an exceedance of an observed one, where they are located.
     *
     * @param number of the exceedance, from 1 to {@link #count}
     * @return the number of the simulated table in the block, from 0
     */
    public int place(int table, int number) {
        int left = number;
        for (int word = 0; word < WORDS; word++) {
            long bits = which[table * WORDS + word];
            if (left <= Long.bitCount(bits)) {
                for (; left > 1; left--) {
                    bits &= bits - 1;
                }
                return word * Long.SIZE + Long.numberOfTrailingZeros(bits);
            }
            left -= Long.bitCount(bits);
        }
        throw new IllegalArgumentException("there are fewer than " + number + " exceedances");
    }

    public void clear() {
        Arrays.fill(counts, 0);
        Arrays.fill(which, 0);
    }
}

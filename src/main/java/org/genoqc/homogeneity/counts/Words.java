package org.genoqc.homogeneity.counts;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes taken eight at a time as a word, the first of them lowest. */
final class Words {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030303030303030L;
    private static final long SIX_EACH = 0x0606060606060606L;
    private static final long HIGH_HALVES = 0xf0f0f0f0f0f0f0f0L;
    private static final long EVERY_FOURTH = 0x000000ff000000ffL;

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Words() {}

    /** The eight bytes that begin here. */
    static long at(byte[] bytes, int from) {
        return (long) LONGS.get(bytes, from);
    }

    /** How many printable characters of ASCII but quotes a word begins with, 0 to 8. */
    static int ordinary(long word) {
        long quotes = word ^ '"' * ONES;
        long deletes = word ^ 0x7f * ONES;
        // a borrow reaches only what follows the first byte that is found
        long found =
                (word - ' ' * ONES & ~word | quotes - ONES & ~quotes | deletes - ONES & ~deletes | word) & HIGH_BITS;
        return Long.numberOfTrailingZeros(found) >>> 3;
    }

    /** How many ASCII digits a word begins with, 0 to 8. */
    static int digits(long word) {
        long values = word ^ ZEROS;
        // the high half of a byte stays 0 for a digit alone; a carry reaches only what follows the first other byte
        return Long.numberOfTrailingZeros((values + SIX_EACH | values) & HIGH_HALVES) >>> 3;
    }

    /**
     * The number that the first ASCII digits of a word make.
     *
     * @param digits 1 to 8
     */
    static long number(long word, int digits) {
        long values = (word ^ ZEROS) << Long.SIZE - digits * Byte.SIZE;
        long pairs = values * 10 + (values >>> 8);
        // pairs 0 and 2, then 1 and 3, each times its power of 100, summed up in the upper 32 bits
        return (pairs & EVERY_FOURTH) * (1_000_000L << 32 | 100) + (pairs >>> 16 & EVERY_FOURTH) * (10_000L << 32 | 1)
                >>> 32;
    }

    /** Whether so many bytes from a place on are those of others from a place on. */
    static boolean areSame(byte[] bytes, int from, byte[] others, int further, int length) {
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            if (at(bytes, from + i) != at(others, further + i)) {
                return false;
            }
        }
        if (i < length && from + i + Long.BYTES <= bytes.length && further + i + Long.BYTES <= others.length) {
            long different = at(bytes, from + i) ^ at(others, further + i);
            return different << Long.SIZE - (length - i) * Byte.SIZE == 0;
        }
        while (i < length && bytes[from + i] == others[further + i]) {
            i++;
        }
        return i >= length;
    }
}

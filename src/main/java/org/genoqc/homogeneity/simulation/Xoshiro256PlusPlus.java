package org.genoqc.homogeneity.simulation;

import java.util.random.RandomGenerator;

/**
 * xoshiro256++ 1.0 (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators", ACM Transactions on
 * Mathematical Software 47). Our own rather than the JDK's of the same name, whose state can't stay in registers
 * through a shuffle and which is made by reflection: both cost more than the shuffle's other work.
 */
final class Xoshiro256PlusPlus implements RandomGenerator {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private static final int BITS = 21;
    private static final long MASK = (1 << BITS) - 1;

    private long s0;
    private long s1;
    private long s2;
    private long s3;

    /** The stream with this state, which must not be all zero. */
    Xoshiro256PlusPlus(long s0, long s1, long s2, long s3) {
        this.s0 = s0;
        this.s1 = s1;
        this.s2 = s2;
        this.s3 = s3;
    }

    /** The k-th of many streams with a common name; their states are unrelated. */
    Xoshiro256PlusPlus stream(int k) {
        long offset = mix(k * GOLDEN_GAMMA + GOLDEN_GAMMA);
        return new Xoshiro256PlusPlus(mix(s0 + offset), mix(s1 + offset), mix(s2 + offset), mix(s3 + offset));
    }

    /** Stafford's variant 13 of the finalizer of MurmurHash3, as SplitMix64 uses it. */
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    @Override
    public long nextLong() {
        long result = Long.rotateLeft(s0 + s3, 23) + s0;
        long t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = Long.rotateLeft(s3, 45);
        return result;
    }

    /** The four words of the state. */
    long[] state() {
        return new long[] {s0, s1, s2, s3};
    }

    /**
     * Brings uniformly chosen items to the first places, in uniformly random order: Fisher and Yates's shuffle from the
     * front, three places per 64 random bits. What comes to a place does not depend on how many places are wanted. The
     * distance to the item chosen is the high part of a 21-bit number times the number of items left; where the low part
     * is so small that some items would be favoured, the three are drawn again (Lemire 2019, "Fast random integer
     * generation in an interval", ACM Transactions on Modeling and Computer Simulation 29).
     *
     * @param n how many items, from the first on; at most 2^17
     * @param places how many places are wanted, at most n; up to two more may be filled
     */
    void shuffle(char[] items, int n, int places) {
        long a = s0;
        long b = s1;
        long c = s2;
        long d = s3;
        int i = 0;
        while (i < places && n - i >= 3) {
            long bits = Long.rotateLeft(a + d, 23) + a;
            long t = b << 17;
            c ^= a;
            d ^= b;
            b ^= c;
            a ^= d;
            c ^= t;
            d = Long.rotateLeft(d, 45);
            int left = n - i;
            long first = (bits >>> 43) * left;
            long second = (bits >>> 22 & MASK) * (left - 1);
            long third = (bits >>> 1 & MASK) * (left - 2);
            if (Math.min(first & MASK, Math.min(second & MASK, third & MASK)) <= left
                    && (favours(first, left) || favours(second, left - 1) || favours(third, left - 2))) {
                continue;
            }
            swap(items, i, i + (int) (first >>> BITS));
            swap(items, i + 1, i + 1 + (int) (second >>> BITS));
            swap(items, i + 2, i + 2 + (int) (third >>> BITS));
            i += 3;
        }
        s0 = a;
        s1 = b;
        s2 = c;
        s3 = d;
        while (i < places && n - i > 1) {
            long product = (nextLong() >>> 43) * (n - i);
            if (!favours(product, n - i)) {
                swap(items, i, i + (int) (product >>> BITS));
                i++;
            }
        }
    }

    private static boolean favours(long product, int bound) {
        return (product & MASK) < (1 << BITS) % bound;
    }

    private static void swap(char[] items, int i, int j) {
        char item = items[i];
        items[i] = items[j];
        items[j] = item;
    }
}

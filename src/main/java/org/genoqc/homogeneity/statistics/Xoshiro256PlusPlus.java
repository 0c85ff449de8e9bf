package org.genoqc.homogeneity.statistics;

import java.util.random.RandomGenerator;

/**
 * xoshiro256++ 1.0 (Blackman and Vigna 2021, "Scrambled linear pseudorandom number generators", ACM Transactions on
 * Mathematical Software 47). Our own rather than the JDK's of the same name, whose state can't stay in registers
 * through a shuffle and which is made by reflection: both cost more than the shuffle's other work.
 */
final class Xoshiro256PlusPlus implements RandomGenerator {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

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

    /**
     * Brings items into a uniformly random order: Fisher and Yates's shuffle, two places per 64 random bits. A place
     * below a bound is the high half of a 32-bit number times the bound, drawn again in the few cases that would
     * favour some places (Lemire 2019, "Fast random integer generation in an interval", ACM Transactions on Modeling
     * and Computer Simulation 29).
     *
     * @param n how many items, from the first on
     */
    void shuffle(char[] items, int n) {
        long a = s0;
        long b = s1;
        long c = s2;
        long d = s3;
        int i = n - 1;
        while (i >= 2) {
            long bits = Long.rotateLeft(a + d, 23) + a;
            long t = b << 17;
            c ^= a;
            d ^= b;
            b ^= c;
            a ^= d;
            c ^= t;
            d = Long.rotateLeft(d, 45);
            long high = (bits >>> 32) * (i + 1);
            long low = (bits & 0xffffffffL) * i;
            // below the bound a place may be favoured; then this pair of draws is thrown away, 1 in 2^32 / bound
            if ((high & 0xffffffffL) < threshold(i + 1, high) || (low & 0xffffffffL) < threshold(i, low)) {
                continue;
            }
            swap(items, i, (int) (high >>> 32));
            swap(items, i - 1, (int) (low >>> 32));
            i -= 2;
        }
        s0 = a;
        s1 = b;
        s2 = c;
        s3 = d;
        if (i == 1) {
            swap(items, 1, (int) (nextLong() >>> 63));
        }
    }

    /** 2^32 mod bound, computed only where the low half of the product is so small that it matters. */
    private static long threshold(int bound, long product) {
        return (product & 0xffffffffL) < bound ? 0x100000000L % bound : 0;
    }

    private static void swap(char[] items, int i, int j) {
        char item = items[i];
        items[i] = items[j];
        items[j] = item;
    }
}

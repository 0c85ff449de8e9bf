package org.genoqc.homogeneity.simulation;

import java.util.random.RandomGenerator;

/**
 * Uniform integers below a bound, by Lemire's method (2019, "Fast random integer generation in an interval"); unlike
 * the JDK's nextInt(bound) specified here, so that results can't change with a Java version.
 */
final class BoundedInts {

    private BoundedInts() {}

    static int below(int bound, RandomGenerator random) {
        long product = (random.nextLong() >>> 32) * bound;
        if ((product & 0xffffffffL) < bound) {
            long threshold = 0x100000000L % bound;
            while ((product & 0xffffffffL) < threshold) {
                product = (random.nextLong() >>> 32) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /** The same for bounds of up to 2^62. */
    static long below(long bound, RandomGenerator random) {
        if (bound <= Integer.MAX_VALUE) {
            return below((int) bound, random);
        }
        long mask = -1L >>> Long.numberOfLeadingZeros(bound - 1);
        long bits = random.nextLong() & mask;
        while (bits >= bound) {
            bits = random.nextLong() & mask;
        }
        return bits;
    }
}

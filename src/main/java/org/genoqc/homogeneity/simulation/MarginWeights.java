package org.genoqc.homogeneity.simulation;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The reciprocals of row totals or of column totals, in floating point and, times a common multiple, as integers.
 * Immutable.
 */
final class MarginWeights {

    /** A common multiple of more bits is of no use to {@link Exceedance}. */
    private static final int MAX_BITS = 128;

    private final double[] approximate;
    private final BigInteger commonMultiple;
    private final long[] wrapped;

    MarginWeights(long[] totals) {
        this.approximate =
                Arrays.stream(totals).mapToDouble(total -> 1.0 / total).toArray();
        this.commonMultiple = leastCommonMultiple(totals);
        this.wrapped = isExact()
                ? Arrays.stream(totals)
                        .map(total ->
                                commonMultiple.divide(BigInteger.valueOf(total)).longValue())
                        .toArray()
                : new long[0];
    }

    /** The least common multiple, or the first of its divisors that has too many bits to be of use. */
    private static BigInteger leastCommonMultiple(long[] totals) {
        BigInteger multiple = BigInteger.ONE;
        for (long total : totals) {
            BigInteger value = BigInteger.valueOf(total);
            multiple = multiple.divide(multiple.gcd(value)).multiply(value);
            if (multiple.bitLength() > MAX_BITS) {
                return multiple;
            }
        }
        return multiple;
    }

    /** Not to be changed. */
    double[] approximate() {
        return approximate;
    }

    /** Whether there is a common multiple that is of use. */
    boolean isExact() {
        return commonMultiple.bitLength() <= MAX_BITS;
    }

    /** The least common multiple of the totals, where {@link #isExact}. */
    double commonMultiple() {
        return commonMultiple.doubleValue();
    }

    /** The common multiple divided by each total, modulo 2^64, where {@link #isExact}; not to be changed. */
    long[] wrapped() {
        return wrapped;
    }
}

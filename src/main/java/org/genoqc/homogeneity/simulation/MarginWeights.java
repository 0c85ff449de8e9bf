package org.genoqc.homogeneity.simulation;

import java.math.BigInteger;
import org.apache.commons.math3.util.ArithmeticUtils;

/**
 * The reciprocals of row totals or of column totals, in floating point and, times a common multiple, as integers.
 * Immutable.
 */
final class MarginWeights {

    /** A common multiple of more bits is of no use to {@link Exceedance}. */
    private static final int MAX_BITS = 128;

    private final double[] approximate;
    /** The least common multiple of the totals; NaN where it has too many bits to be of use. */
    private final double commonMultiple;
    /** The common multiple divided by each total, modulo 2^64; empty where there is none. */
    private final long[] wrapped;

    MarginWeights(long[] totals) {
        this.approximate = new double[totals.length];
        for (int i = 0; i < totals.length; i++) {
            approximate[i] = 1.0 / totals[i];
        }
        long small = smallCommonMultiple(totals);
        BigInteger multiple = small > 0 ? BigInteger.valueOf(small) : leastCommonMultiple(totals);
        boolean isExact = multiple.bitLength() <= MAX_BITS;
        this.commonMultiple = isExact ? multiple.doubleValue() : Double.NaN;
        this.wrapped = new long[isExact ? totals.length : 0];
        for (int i = 0; i < wrapped.length; i++) {
            wrapped[i] = small > 0
                    ? small / totals[i]
                    : multiple.divide(BigInteger.valueOf(totals[i])).longValue();
        }
    }

    /** The least common multiple; 0 where it does not fit. */
    private static long smallCommonMultiple(long[] totals) {
        long multiple = 1;
        for (long total : totals) {
            if (multiple % total == 0) {
                continue;
            }
            long factor = total / ArithmeticUtils.gcd(multiple, total);
            if (Math.multiplyHigh(multiple, factor) != 0 || multiple * factor < 0) {
                return 0;
            }
            multiple *= factor;
        }
        return multiple;
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
        return wrapped.length > 0;
    }

    /** The least common multiple of the totals, where {@link #isExact}. */
    double commonMultiple() {
        return commonMultiple;
    }

    /** The common multiple divided by each total, modulo 2^64, where {@link #isExact}; not to be changed. */
    long[] wrapped() {
        return wrapped;
    }
}

package org.genoqc.homogeneity.findings;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A sum of up to 2^31 whole numbers from 0 to 2^63 - 1, exact, so that it is the same in whatever order and from whatever
 * parts it is added up. Other numbers are added in fixed point.
 */
final class ExactSum {

    private static final long LOW = 0xffff_ffffL;

    /** Units to 1 of numbers added in fixed point: an error of at most 2^-25 in each. */
    private static final double UNITS = 0x1p24;

    /** What is larger counts as this. */
    private static final double MAX_NUMBER = 0x1p38;

    private long high;
    private long low;

    void add(long number) {
        high += number >>> 32;
        low += number & LOW;
    }

    /** @param number at least 0 */
    void addInFixedPoint(double number) {
        add((long) Math.rint(Math.min(number, MAX_NUMBER) * UNITS));
    }

    void add(ExactSum other) {
        high += other.high;
        low += other.low;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(high);
        out.writeLong(low);
    }

    /** Adds what another wrote. */
    void addWritten(DataInput in) throws IOException {
        high += in.readLong();
        low += in.readLong();
    }

    double value() {
        return high * 0x1p32 + low;
    }

    double valueInFixedPoint() {
        return value() / UNITS;
    }
}

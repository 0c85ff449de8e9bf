package org.genoqc.homogeneity.findings;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How many numbers there are in each of many narrow bins, for their median. Bins are a fixed number of equal parts of each
 * octave from {@link #MIN} to {@link #MAX}; with n to the octave the middle of a bin is within 1 / (2 n) of what is in it,
 * relatively. Numbers below MIN count as 0, those from MAX on as MAX.
 */
final class MedianHistogram {

    static final double MIN = 0x1p-6;
    static final double MAX = 0x1p10;

    private static final int OCTAVES = 16;
    private static final int FRACTION_BITS = 52;

    private final int bits;
    private final long first;
    private final int[] bins;
    private long numbers;

    /** @param bits of n, the number of bins to the octave */
    MedianHistogram(int bits) {
        this.bits = bits;
        this.first = Double.doubleToRawLongBits(MIN) >>> FRACTION_BITS - bits;
        // one before for what is below, one after for what is above
        this.bins = new int[(OCTAVES << bits) + 2];
    }

    static long bytes(int bits) {
        return ((long) OCTAVES << bits) * Integer.BYTES;
    }

    /** @param number at least 0 */
    void add(double number) {
        long bin = (Double.doubleToRawLongBits(number) >>> FRACTION_BITS - bits) - first + 1;
        bins[Math.clamp(bin, 0, bins.length - 1)]++;
        numbers++;
    }

    void add(MedianHistogram other) {
        for (int bin = 0; bin < bins.length; bin++) {
            bins[bin] += other.bins[bin];
        }
        numbers += other.numbers;
    }

    void write(DataOutput out) throws IOException {
        for (int bin : bins) {
            out.writeInt(bin);
        }
    }

    /** Adds what another of as many bins wrote. */
    void addWritten(DataInput in) throws IOException {
        for (int bin = 0; bin < bins.length; bin++) {
            int further = in.readInt();
            bins[bin] += further;
            numbers += further;
        }
    }

    long numbers() {
        return numbers;
    }

    /** The median, to the resolution; the mean of the middle two if the numbers are even; NaN without numbers. */
    double median() {
        return numbers == 0 ? Double.NaN : (ofRank((numbers - 1) / 2) + ofRank(numbers / 2)) / 2;
    }

    private double ofRank(long rank) {
        int bin = 0;
        long upTo = bins[0];
        while (upTo <= rank) {
            bin++;
            upTo += bins[bin];
        }
        if (bin == 0) {
            return 0;
        }
        return bin == bins.length - 1 ? MAX : (lowerEnd(bin) + lowerEnd(bin + 1)) / 2;
    }

    private double lowerEnd(int bin) {
        return Double.longBitsToDouble(first + bin - 1 << FRACTION_BITS - bits);
    }
}

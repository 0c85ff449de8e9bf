package org.genoqc.homogeneity.counts;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of a file that begin between two places, so that each line is in one part of the file, wherever it is cut. Not
 * thread-safe.
 */
final class LinesBetween extends FilterInputStream {

    private final long to;
    private long at;
    private boolean isWithinLine;
    private boolean hasEnded;

    /**
     * Leaves out what belongs to the line before.
     *
     * @param bytes of the file, from one byte before {@code from} on, or from the beginning if that is 0
     * @param to no line that begins here or later
     */
    LinesBetween(InputStream bytes, long from, long to) throws IOException {
        super(bytes);
        this.to = to;
        this.at = from;
        if (from > 0) {
            at = from - 1;
            int b = next();
            while (b >= 0 && b != '\n') {
                b = next();
            }
            hasEnded = b < 0;
        }
    }

    private int next() throws IOException {
        int b = in.read();
        at += b < 0 ? 0 : 1;
        return b;
    }

    @Override
    public int read() throws IOException {
        if (hasEnded || at >= to && !isWithinLine) {
            return -1;
        }
        int b = next();
        hasEnded = b < 0;
        isWithinLine = b != '\n';
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int wanted = (int) Math.min(length, to - at);
        if (hasEnded || wanted <= 0) {
            // the end of the last line
            int b = read();
            if (b < 0) {
                return -1;
            }
            buffer[offset] = (byte) b;
            return 1;
        }
        int n = in.read(buffer, offset, wanted);
        hasEnded = n < 0;
        if (n > 0) {
            at += n;
            isWithinLine = buffer[offset + n - 1] != '\n';
        }
        return n;
    }
}

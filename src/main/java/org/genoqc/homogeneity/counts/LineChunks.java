package org.genoqc.homogeneity.counts;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an input into chunks at line ends, so that they can be parsed side by side; a line end within quotes is refused
 * anyway. Not thread-safe.
 */
final class LineChunks {

    /** Longer than the longest line allowed. */
    static final int CHUNK = 1 << 22;

    private final InputStream bytes;
    private final int size;
    private byte[] rest = {};
    private boolean ended;
    private boolean damaged;

    /** @param bytes from {@link InputBytes#open} */
    LineChunks(InputStream bytes) {
        this(bytes, CHUNK);
    }

    /** @param size of a chunk, more than the longest line */
    LineChunks(InputStream bytes, int size) {
        this.bytes = bytes;
        this.size = size;
    }

    /** The next whole lines; null at the end, or where the input is damaged. */
    byte @Nullable [] next() throws IOException {
        byte[] chunk = Arrays.copyOf(rest, size);
        int length = rest.length;
        rest = new byte[0];
        while (!ended && length < size) {
            int n = read(chunk, length);
            ended = n < 0;
            length += Math.max(n, 0);
        }
        // a line cut off by the damage is not judged
        int cut = !ended ? lastLineEnd(chunk, length) : damaged ? wholeLines(chunk, length) : length;
        if (cut == 0) {
            return null;
        }
        if (damaged) {
            return Arrays.copyOf(chunk, cut);
        }
        rest = Arrays.copyOfRange(chunk, cut, length);
        return Arrays.copyOf(chunk, cut);
    }

    private int read(byte[] chunk, int from) throws IOException {
        try {
            return bytes.read(chunk, from, size - from);
        } catch (EOFException | ZipException e) {
            damaged = true;
            return -1;
        }
    }

    /** Whether the input ended because it is damaged. */
    boolean isDamaged() {
        return damaged;
    }

    /** After the last line end; the whole chunk if there is none, which is then too long a line. */
    private static int lastLineEnd(byte[] chunk, int length) {
        int end = wholeLines(chunk, length);
        return end > 0 ? end : length;
    }

    /** After the last line feed, else after the last carriage return, else 0. */
    private static int wholeLines(byte[] chunk, int length) {
        int lastReturn = 0;
        for (int i = length - 1; i >= 0; i--) {
            if (chunk[i] == '\n') {
                return i + 1;
            }
            // at the very end it may be half of a line end
            if (chunk[i] == '\r' && lastReturn == 0 && i + 1 < length) {
                lastReturn = i + 1;
            }
        }
        return lastReturn;
    }
}

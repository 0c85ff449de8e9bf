package org.genoqc.homogeneity.counts;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an input into chunks at line ends, so that they can be parsed side by side; a line end within quotes is refused
 * anyway. The first chunk is short: mostly a header is all that is wanted of it. Not thread-safe.
 */
final class LineChunks {

    /** Small enough for a core's own cache. */
    static final int CHUNK = 1 << 18;
    /** Longer than the longest line allowed. */
    static final int MAX_CHUNK = 1 << 22;

    private static final int FIRST_CHUNK = 1 << 12;

    private final InputStream bytes;
    private final int size;
    private int wanted;
    private byte[] buffer = {};
    private int length;
    private boolean ended;
    private boolean damaged;
    private long bytesGiven;

    /** @param bytes from {@link InputBytes#open} */
    LineChunks(InputStream bytes) {
        this(bytes, CHUNK);
    }

    /** @param size of a chunk; one that holds a longer line is larger */
    LineChunks(InputStream bytes, int size) {
        this.bytes = bytes;
        this.size = size;
        this.wanted = Math.min(size, FIRST_CHUNK);
    }

    /** The next whole lines; null at the end, or where the input is damaged. */
    byte @Nullable [] next() throws IOException {
        fill();
        int cut = wholeLines();
        while (cut == 0 && !ended && wanted < MAX_CHUNK) {
            wanted = Math.min(2 * wanted, MAX_CHUNK);
            fill();
            cut = wholeLines();
        }
        wanted = size;
        // without a line end it is too long a line, or the last one; a line cut off by the damage is not judged
        if (ended && !damaged || cut == 0 && !ended) {
            cut = length;
        }
        byte[] chunk = Arrays.copyOf(buffer, cut);
        bytesGiven += cut;
        length = damaged ? 0 : length - cut;
        System.arraycopy(buffer, cut, buffer, 0, length);
        return cut == 0 ? null : chunk;
    }

    /** Leaves out so many lines, which end by LF, CR or both. */
    void skipLines(long lines) throws IOException {
        long left = lines;
        boolean afterReturn = false;
        int at = 0;
        while (left > 0 || afterReturn) {
            if (at == length) {
                length = 0;
                at = 0;
                fill();
            }
            if (length == 0) {
                return;
            }
            boolean secondOfTwo = afterReturn && buffer[at] == '\n';
            if (left == 0 && !secondOfTwo) {
                break;
            }
            afterReturn = buffer[at] == '\r';
            left -= !secondOfTwo && (afterReturn || buffer[at] == '\n') ? 1 : 0;
            at++;
        }
        length -= at;
        System.arraycopy(buffer, at, buffer, 0, length);
    }

    private void fill() throws IOException {
        if (buffer.length < wanted) {
            buffer = Arrays.copyOf(buffer, wanted);
        }
        while (!ended && length < wanted) {
            int n = read();
            ended = n < 0;
            length += Math.max(n, 0);
        }
    }

    private int read() throws IOException {
        try {
            return bytes.read(buffer, length, wanted - length);
        } catch (EOFException | ZipException e) {
            damaged = true;
            return -1;
        }
    }

    /** The wanted length of a chunk. */
    int size() {
        return size;
    }

    /** The length of all chunks that were given out. */
    long bytesGiven() {
        return bytesGiven;
    }

    /** Whether the input ended because it is damaged. */
    boolean isDamaged() {
        return damaged;
    }

    /** After the last line feed, else after the last carriage return, else 0. */
    private int wholeLines() {
        int lastReturn = 0;
        for (int i = length - 1; i >= 0; i--) {
            if (buffer[i] == '\n') {
                return i + 1;
            }
            // at the very end it may be half of a line end
            if (buffer[i] == '\r' && lastReturn == 0 && i + 1 < length) {
                lastReturn = i + 1;
            }
        }
        return lastReturn;
    }
}

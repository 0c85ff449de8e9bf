package org.genoqc.homogeneity.counts;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.io.Serializable;

/**
 * Some lines of a file of a data set, which can be read without the others, perhaps on another machine. Immutable.
 *
 * <p>A gzip stream has one part, since it can be read from its beginning alone.
 */
public final class FilePart implements Serializable {

    /** In the place of where a part ends that goes to the end of the file. */
    static final long END = Long.MAX_VALUE;

    private static final int BUFFER = 1 << 16;

    @Serial
    private static final long serialVersionUID = 1;

    private final int file;
    private final Layout layout;
    private final long headerLine;
    private final long from;
    private final long to;

    /**
     * Of a file.
     *
     * @param file its number
     * @param headerLine the line of the header, from 1
     * @param from lines that begin here or later, in bytes from 0
     * @param to but before this
     */
    FilePart(int file, Layout layout, long headerLine, long from, long to) {
        this.file = file;
        this.layout = layout;
        this.headerLine = headerLine;
        this.from = from;
        this.to = to;
    }

    /** The number of the file among those of the data set, from 0. */
    public int file() {
        return file;
    }

    /** Where reading begins, in bytes from 0: with the last byte of what belongs to the part before. */
    public long start() {
        return Math.max(0, from - 1);
    }

    Layout layout() {
        return layout;
    }

    boolean isFirst() {
        return from == 0;
    }

    /**
     * The lines of the part below the header.
     *
     * @param bytes of the file as it is, from {@link #start} on
     */
    LineChunks open(InputStream bytes) throws IOException {
        InputStream buffered = new BufferedInputStream(bytes, BUFFER);
        InputStream unpacked = isFirst() && to == END ? InputBytes.open(buffered, "") : buffered;
        LineChunks chunks = new LineChunks(to == END && isFirst() ? unpacked : new LinesBetween(unpacked, from, to));
        if (isFirst()) {
            chunks.skipLines(headerLine);
        }
        return chunks;
    }
}

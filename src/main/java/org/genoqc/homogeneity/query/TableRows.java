package org.genoqc.homogeneity.query;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** A stored TSV whose lines are read at their places. */
public final class TableRows implements Closeable {

    /** An id is mostly within so many bytes of the beginning of its line. */
    private static final int BEGINNING = 128;

    private final RandomAccess file;
    private final String header;

    TableRows(Path tsv) throws IOException {
        file = RandomAccess.reading(tsv);
        try {
            header = new String(upTo(0, (byte) '\n'), StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The header line, without its end. */
    public String header() {
        return header;
    }

    /** The line between two places, without its end. */
    String line(long start, long next) throws IOException {
        byte[] bytes = file.bytes(start, Math.toIntExact(next - start));
        return new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
    }

    /** The first field of the line at a place. */
    byte[] firstField(long start) throws IOException {
        return upTo(start, (byte) '\t');
    }

    private byte[] upTo(long start, byte end) throws IOException {
        long size = file.channel().size();
        for (int length = BEGINNING; ; length *= 2) {
            byte[] bytes = file.bytes(start, (int) Math.min(length, size - start));
            for (int at = 0; at < bytes.length; at++) {
                if (bytes[at] == end) {
                    return Arrays.copyOf(bytes, at);
                }
            }
            if (bytes.length < length) {
                throw new IOException("the line at " + start + " has no end");
            }
        }
    }

    /** In the order of the code points, which is that of the bytes. */
    static int compare(byte[] id, byte[] other) {
        return Arrays.compareUnsigned(id, other);
    }

    static boolean beginsWith(byte[] id, byte[] prefix) {
        return id.length >= prefix.length && Arrays.equals(id, 0, prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

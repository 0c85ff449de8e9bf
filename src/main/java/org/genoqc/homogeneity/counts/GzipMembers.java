package org.genoqc.homogeneity.counts;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Gunzips all members of a stream. {@link GZIPInputStream} silently ignores everything after a member that
 * is not followed by a valid member header; perhaps most of the data would be lost. Here that is a fault.
 */
final class GzipMembers extends GZIPInputStream {

    private static final int TRAILER = 8;

    private final Counted compressed;
    private final Unpacking unpacking;
    private long unpacked;
    /** How many compressed bytes had been taken when the buffer was filled last. */
    private long takenAtFill;

    /** Counts the bytes that are taken from a stream. */
    private static final class Counted extends FilterInputStream {
        private long taken;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            taken += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            taken += Math.max(n, 0);
            return n;
        }
    }

    /** @param unpacking keeps account of what it becomes */
    GzipMembers(InputStream compressed, int bufferSize, Unpacking unpacking) throws IOException {
        this(new Counted(compressed), bufferSize, unpacking);
    }

    private GzipMembers(Counted compressed, int bufferSize, Unpacking unpacking) throws IOException {
        super(compressed, bufferSize);
        this.compressed = compressed;
        this.unpacking = unpacking;
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        takenAtFill = compressed.taken;
    }

    /**
     * @throws ZipException if the stream is damaged, or if trailing garbage follows the last member
     * @throws org.genoqc.homogeneity.fault.InvalidInputException if it becomes too large
     */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        if (n < 0 && inf.getRemaining() + compressed.taken - takenAtFill != TRAILER) {
            throw new ZipException("trailing garbage after the last gzip member");
        }
        if (n > 0) {
            unpacked += n;
            unpacking.add(n, unpacked, compressed.taken);
        }
        return n;
    }
}

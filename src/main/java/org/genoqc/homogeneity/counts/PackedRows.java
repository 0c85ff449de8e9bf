package org.genoqc.homogeneity.counts;

import java.util.Arrays;

/** Numbers and texts after each other, numbers in as many bytes as they need, the lowest seven bits first. Not thread-safe. */
final class PackedRows {

    private static final int BITS = 7;
    private static final int MORE = 1 << BITS;
    private static final int MAX_BYTES = 10;
    /** Of a number and four counts, as they mostly are. */
    private static final int BYTES_PER_ROW = 8;

    private byte[] bytes;
    private int size;

    /** @param rows about how many rows will be added */
    PackedRows(int rows) {
        bytes = new byte[MAX_BYTES + BYTES_PER_ROW * rows];
    }

    /** @param number at least 0 */
    void add(long number) {
        makeRoomFor(MAX_BYTES);
        long left = number;
        while (left >= MORE) {
            bytes[size++] = (byte) (left | MORE);
            left >>>= BITS;
        }
        bytes[size++] = (byte) left;
    }

    /** @param text as UTF-8 */
    void add(byte[] text) {
        add(text.length);
        makeRoomFor(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
    }

    private void makeRoomFor(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length + more);
        }
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** Reads what was added, in the same order. */
    static final class Reader {

        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean hasMore() {
            return at < bytes.length;
        }

        long number() {
            long number = 0;
            int shift = 0;
            while (bytes[at] < 0) {
                number |= (long) (bytes[at++] & MORE - 1) << shift;
                shift += BITS;
            }
            return number | (long) bytes[at++] << shift;
        }

        byte[] text() {
            int length = (int) number();
            at += length;
            return Arrays.copyOfRange(bytes, at - length, at);
        }

        /** The number of the text in a pool, to which it is added if it is new. */
        int text(IdPool pool) {
            int length = (int) number();
            at += length;
            return pool.add(bytes, at - length, length);
        }
    }
}

package org.genoqc.homogeneity.parquet;

import java.io.ByteArrayOutputStream;

/** Bytes in memory, to which numbers are added with their lowest byte first. */
final class LittleEndianBytes extends ByteArrayOutputStream {

    /** A number on its way; single bytes would be a lock each. */
    private final byte[] number = new byte[Long.BYTES];

    static byte[] of(long value) {
        LittleEndianBytes bytes = new LittleEndianBytes();
        bytes.addLong(value);
        return bytes.toByteArray();
    }

    void addInt(int value) {
        add(value, Integer.BYTES);
    }

    void addLong(long value) {
        add(value, Long.BYTES);
    }

    private void add(long value, int length) {
        for (int i = 0; i < length; i++) {
            number[i] = (byte) (value >>> i * Byte.SIZE);
        }
        write(number, 0, length);
    }

    /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
    void addVarint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        write((int) rest);
    }
}

package org.genoqc.homogeneity.parquet;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A struct in Thrift's compact protocol, in which Parquet keeps what is not data. Fields are added in the order of their
 * numbers.
 */
final class CompactStruct {

    private static final int INT = 5;
    private static final int LONG = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    /** A list of fewer has its size in the byte of its type. */
    private static final int LONG_LIST = 15;

    private final LittleEndianBytes bytes = new LittleEndianBytes();
    private int last;

    CompactStruct addInt(int field, int value) {
        begin(field, INT);
        addZigZag(value);
        return this;
    }

    CompactStruct addLong(int field, long value) {
        begin(field, LONG);
        addZigZag(value);
        return this;
    }

    CompactStruct addBinary(int field, byte[] value) {
        begin(field, BINARY);
        addBinary(value);
        return this;
    }

    CompactStruct addText(int field, String value) {
        return addBinary(field, value.getBytes(StandardCharsets.UTF_8));
    }

    CompactStruct addInts(int field, List<Integer> values) {
        beginList(field, INT, values.size());
        values.forEach(this::addZigZag);
        return this;
    }

    CompactStruct addTexts(int field, List<String> values) {
        beginList(field, BINARY, values.size());
        values.forEach(value -> addBinary(value.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    CompactStruct addStruct(int field, CompactStruct value) {
        begin(field, STRUCT);
        bytes.writeBytes(value.toBytes());
        return this;
    }

    CompactStruct addStructs(int field, List<CompactStruct> values) {
        beginList(field, STRUCT, values.size());
        values.forEach(value -> bytes.writeBytes(value.toBytes()));
        return this;
    }

    /** The whole of it. Nothing may be added afterwards. */
    byte[] toBytes() {
        byte[] fields = bytes.toByteArray();
        byte[] whole = new byte[fields.length + 1];
        System.arraycopy(fields, 0, whole, 0, fields.length);
        return whole;
    }

    /** All numbers of fields are less than 15 apart, so that the difference fits beside the type. */
    private void begin(int field, int type) {
        bytes.write(field - last << 4 | type);
        last = field;
    }

    private void beginList(int field, int type, int size) {
        begin(field, LIST);
        if (size < LONG_LIST) {
            bytes.write(size << 4 | type);
        } else {
            bytes.write(LONG_LIST << 4 | type);
            bytes.addVarint(size);
        }
    }

    private void addBinary(byte[] value) {
        bytes.addVarint(value.length);
        bytes.writeBytes(value);
    }

    /** Small numbers take few bytes, negative ones too. */
    private void addZigZag(long value) {
        bytes.addVarint(value << 1 ^ value >> Long.SIZE - 1);
    }
}

package org.genoqc.homogeneity.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A column of the row group that is being filled; a row group has one page of it. */
final class Column {

    private static final int DATA_PAGE = 0;
    private static final int PLAIN = 0;
    private static final int RUN_LENGTHS = 3;
    private static final int GZIP = 2;
    private static final int OPTIONAL = 1;
    private static final int UTF_8 = 0;

    private final String name;
    private final ColumnType type;
    private Values values;
    /** Of each row, whether it has a value. */
    private Bits present = new Bits();

    Column(String name) {
        this.name = name;
        this.type = ColumnType.of(name);
        this.values = Values.of(type);
    }

    /**
     * Adds a field of a TSV.
     *
     * @param field NaN or nothing for a missing value; a text is missing only where it is empty
     * @return the bytes that its value takes
     */
    int add(String field) {
        boolean missing = field.isEmpty() || type != ColumnType.TEXT && field.equals("NaN");
        present.add(!missing);
        return missing ? 0 : values.add(field);
    }

    /** What the format calls a schema element. */
    CompactStruct declaration() {
        CompactStruct declaration = new CompactStruct()
                .addInt(1, type.physicalType())
                .addInt(3, OPTIONAL)
                .addText(4, name);
        if (type == ColumnType.TEXT) {
            declaration.addInt(6, UTF_8).addStruct(10, new CompactStruct().addStruct(1, new CompactStruct()));
        }
        return declaration;
    }

    /**
     * A page.
     *
     * @param bytes as they are in the file
     * @param uncompressedSize what it would take if it were not compressed
     * @param description what the end of the file says of it
     */
    record Chunk(LittleEndianBytes bytes, long uncompressedSize, CompactStruct description) {}

    /**
     * Takes out what was added since the last time.
     *
     * @param offset where in the file the page will be
     */
    Chunk takeChunk(long offset) throws IOException {
        byte[] page = page();
        byte[] compressed = compressed(page);
        byte[] header = new CompactStruct()
                .addInt(1, DATA_PAGE)
                .addInt(2, page.length)
                .addInt(3, compressed.length)
                .addStruct(
                        5,
                        new CompactStruct()
                                .addInt(1, present.size())
                                .addInt(2, PLAIN)
                                .addInt(3, RUN_LENGTHS)
                                .addInt(4, RUN_LENGTHS))
                .toBytes();
        CompactStruct description = new CompactStruct()
                .addInt(1, type.physicalType())
                .addInts(2, List.of(PLAIN, RUN_LENGTHS))
                .addTexts(3, List.of(name))
                .addInt(4, GZIP)
                .addLong(5, present.size())
                .addLong(6, header.length + page.length)
                .addLong(7, header.length + compressed.length)
                .addLong(9, offset)
                .addStruct(12, statistics());
        LittleEndianBytes bytes = new LittleEndianBytes();
        bytes.writeBytes(header);
        bytes.writeBytes(compressed);
        values = Values.of(type);
        present = new Bits();
        return new Chunk(bytes, header.length + page.length, description);
    }

    private byte[] page() throws IOException {
        LittleEndianBytes levels = new LittleEndianBytes();
        if (present.ones() == present.size()) {
            levels.addVarint((long) present.size() << 1);
            levels.write(1);
        } else {
            byte[] bits = present.toBytes();
            levels.addVarint((long) bits.length << 1 | 1);
            levels.writeBytes(bits);
        }
        LittleEndianBytes page = new LittleEndianBytes();
        page.addInt(levels.size());
        levels.writeTo(page);
        values.plain().writeTo(page);
        return page.toByteArray();
    }

    private static byte[] compressed(byte[] page) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed, 1 << 13)) {
            out.write(page);
        }
        return compressed.toByteArray();
    }

    /** By which readers pass over row groups. */
    private CompactStruct statistics() {
        CompactStruct statistics = new CompactStruct().addLong(3, present.size() - present.ones());
        byte[] max = values.max();
        byte[] min = values.min();
        if (max != null) {
            statistics.addBinary(5, max);
        }
        if (min != null) {
            statistics.addBinary(6, min);
        }
        return statistics;
    }
}

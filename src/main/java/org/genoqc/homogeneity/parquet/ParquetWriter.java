package org.genoqc.homogeneity.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes the characters of a TSV that this program writes, and writes its rows as Parquet: a result, findings or a report
 * card. Columns have types by their names: whole numbers of 64 bits, doubles, truth values, texts; a missing value, NaN or
 * nothing in the TSV, is null. Rows keep their order.
 *
 * <p>A row group ends after {@value #MAX_ROWS} rows, or when its values have {@value #MAX_BYTES} bytes: some
 * 15,000 rows of a result. What is held in memory is a few times as many bytes, and about 5 kB for each row group already
 * written. Each column of a
 * row group has its smallest and largest value and how many are missing, so that readers can pass over it, and is compressed
 * by gzip, the one compression of the format that needs no native library. The same TSV gives the same bytes on the same
 * Java runtime; another one may compress differently.
 */
public final class ParquetWriter extends Writer {

    /** The type of its content. */
    public static final String MEDIA_TYPE = "application/vnd.apache.parquet";

    static final int MAX_ROWS = 1 << 16;
    static final int MAX_BYTES = 1 << 22;

    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT_VERSION = 1;

    private final OutputStream out;
    private final StringBuilder field = new StringBuilder();
    private final List<String> header = new ArrayList<>();
    private final List<CompactStruct> rowGroups = new ArrayList<>();
    private List<Column> columns = List.of();
    private int column;
    private int rows;
    private int bytes;
    private long totalRows;
    private long position;
    private boolean isClosed;

    /** @param out is closed with this */
    public ParquetWriter(OutputStream out) throws IOException {
        this.out = out;
        put(MAGIC);
    }

    @Override
    public void write(char[] buffer, int from, int length) throws IOException {
        int begin = from;
        int end = from + length;
        for (int at = from; at < end; at++) {
            char character = buffer[at];
            if (character == '\t' || character == '\n') {
                field.append(buffer, begin, at - begin);
                begin = at + 1;
                endField();
                if (character == '\n') {
                    endLine();
                }
            }
        }
        field.append(buffer, begin, end - begin);
    }

    private void endField() throws IOException {
        String text = field.toString();
        field.setLength(0);
        if (columns.isEmpty()) {
            header.add(text);
            return;
        }
        if (column == columns.size()) {
            throw new IOException("row " + (totalRows + rows + 1) + " has more fields than the header");
        }
        try {
            bytes += columns.get(column).add(text);
        } catch (NumberFormatException e) {
            throw new IOException("row " + (totalRows + rows + 1) + ": " + header.get(column) + " can't be " + text, e);
        }
        column++;
    }

    private void endLine() throws IOException {
        if (columns.isEmpty()) {
            columns = header.stream().map(Column::new).toList();
            return;
        }
        if (column < columns.size()) {
            throw new IOException("row " + (totalRows + rows + 1) + " has fewer fields than the header");
        }
        column = 0;
        rows++;
        if (rows == MAX_ROWS || bytes >= MAX_BYTES) {
            endRowGroup();
        }
    }

    private void endRowGroup() throws IOException {
        long begin = position;
        long uncompressed = 0;
        List<CompactStruct> chunks = new ArrayList<>();
        for (Column each : columns) {
            Column.Chunk chunk = each.takeChunk(position);
            chunk.bytes().writeTo(out);
            position += chunk.bytes().size();
            uncompressed += chunk.uncompressedSize();
            chunks.add(new CompactStruct().addLong(2, 0).addStruct(3, chunk.description()));
        }
        rowGroups.add(new CompactStruct()
                .addStructs(1, chunks)
                .addLong(2, uncompressed)
                .addLong(3, rows)
                .addLong(5, begin)
                .addLong(6, position - begin));
        totalRows += rows;
        rows = 0;
        bytes = 0;
    }

    private void put(byte[] bytes) throws IOException {
        out.write(bytes);
        position += bytes.length;
    }

    /** Nothing can be written through before a row group is whole. */
    @Override
    public void flush() {}

    /** Writes what is left and the end of the file, without which nobody can read it. */
    @Override
    public void close() throws IOException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (out) {
            if (column > 0 || field.length() > 0) {
                throw new IOException("the table breaks off within row " + (totalRows + rows + 1));
            }
            if (rows > 0) {
                endRowGroup();
            }
            byte[] footer = footer().toBytes();
            put(footer);
            LittleEndianBytes length = new LittleEndianBytes();
            length.addInt(footer.length);
            put(length.toByteArray());
            put(MAGIC);
        }
    }

    private CompactStruct footer() {
        CompactStruct root = new CompactStruct().addText(4, "table").addInt(5, columns.size());
        CompactStruct inOrderOfType = new CompactStruct().addStruct(1, new CompactStruct());
        return new CompactStruct()
                .addInt(1, FORMAT_VERSION)
                .addStructs(
                        2,
                        Stream.concat(Stream.of(root), columns.stream().map(Column::declaration))
                                .toList())
                .addLong(3, totalRows)
                .addStructs(4, rowGroups)
                .addText(6, "chi2-homogeneity version " + FORMAT_VERSION)
                .addStructs(7, columns.stream().map(each -> inOrderOfType).toList());
    }
}

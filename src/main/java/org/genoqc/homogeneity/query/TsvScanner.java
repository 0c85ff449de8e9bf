package org.genoqc.homogeneity.query;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.genoqc.homogeneity.fault.TsvFormatException;

/** Goes through the bytes of a TSV that this program wrote, a line at a time, and tells where each begins. */
final class TsvScanner implements Closeable {

    private static final int BUFFER = 1 << 17;

    private final InputStream in;
    private final String file;
    private byte[] buffer = new byte[BUFFER];
    /** Where the buffer's first byte is in the file. */
    private long base;

    private int filled;
    private int start;
    private int end = -1;
    private long lines;
    private final List<String> header;
    private final int[] ends;

    /** Reads the header. */
    TsvScanner(Path tsv) throws IOException {
        file = String.valueOf(tsv.getFileName());
        in = Files.newInputStream(tsv);
        try {
            header = nextLine()
                    ? List.of(new String(buffer, start, end - start, StandardCharsets.UTF_8).split("\t", -1))
                    : List.of();
        } catch (IOException e) {
            in.close();
            throw e;
        }
        ends = new int[header.size()];
    }

    int column(String name) throws TsvFormatException {
        int column = header.indexOf(name);
        if (column < 0) {
            throw fault("no column " + name);
        }
        return column;
    }

    boolean has(String column) {
        return header.contains(column);
    }

    /** Goes on to the next row; false at the end. */
    boolean next() throws IOException {
        if (!nextLine()) {
            return false;
        }
        int fields = 0;
        for (int at = start; at <= end; at++) {
            if (at == end || buffer[at] == '\t') {
                if (fields == ends.length) {
                    throw fault("more fields than the header has");
                }
                ends[fields++] = at;
            }
        }
        if (fields < ends.length) {
            throw fault(fields + " fields, where the header has " + ends.length);
        }
        return true;
    }

    private boolean nextLine() throws IOException {
        start = end + 1;
        int at = start;
        lines++;
        while (true) {
            while (at < filled && buffer[at] != '\n') {
                at++;
            }
            if (at < filled) {
                end = at;
                return true;
            }
            at -= makeRoom();
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                if (filled > start) {
                    throw fault("ends within a line");
                }
                end = start - 1;
                return false;
            }
            filled += read;
        }
    }

    /** Moves what was begun to the front of the buffer, or makes that larger; tells by how many bytes it was moved. */
    private int makeRoom() {
        int moved = start;
        if (moved > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            base += moved;
            filled -= moved;
            start = 0;
        } else if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        return moved;
    }

    /** Where the row begins in the file. */
    long offset() {
        return base + start;
    }

    /** Where the next one begins, or the file ends. */
    long nextOffset() {
        return base + end + 1;
    }

    private int startOf(int column) {
        return column == 0 ? start : ends[column - 1] + 1;
    }

    String text(int column) {
        int from = startOf(column);
        return new String(buffer, from, ends[column] - from, StandardCharsets.UTF_8);
    }

    double number(int column) throws TsvFormatException {
        String text = text(column);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw fault(header.get(column) + " can't be " + text);
        }
    }

    /** In the order of the code points, which is that of the bytes. */
    int compare(int column, TsvScanner other, int otherColumn) {
        return Arrays.compareUnsigned(
                buffer,
                startOf(column),
                ends[column],
                other.buffer,
                other.startOf(otherColumn),
                other.ends[otherColumn]);
    }

    TsvFormatException fault(String complaint) {
        return new TsvFormatException(file, lines, complaint);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package org.genoqc.homogeneity.findings;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import org.genoqc.homogeneity.fault.TsvFormatException;
import org.jspecify.annotations.Nullable;

/** Reads a TSV that this program wrote, row by row, its columns by name. Columns that are not asked for may be there. */
final class TsvRows implements Closeable {

    /** Of a line, in characters. */
    static final int MAX_LINE = 1 << 20;

    private final BufferedReader reader;
    private final String file;
    private final List<String> header;
    private final StringBuilder line = new StringBuilder();
    private String[] fields = {};
    private long lines;

    /** @param file its name, for messages */
    TsvRows(Reader reader, String file) throws IOException {
        this.reader = new BufferedReader(reader);
        this.file = file;
        this.header = readLine() ? List.of(line.toString().split("\t", -1)) : List.of();
    }

    /** Goes on to the next row; false at the end. */
    boolean next() throws IOException {
        if (!readLine()) {
            return false;
        }
        fields = line.toString().split("\t", -1);
        if (fields.length != header.size()) {
            throw fault(fields.length + " fields, where the header has " + header.size());
        }
        return true;
    }

    /** Lines end by LF alone: other characters of that kind are not expected in what this program wrote. */
    private boolean readLine() throws IOException {
        line.setLength(0);
        lines++;
        int next = reader.read();
        if (next < 0) {
            return false;
        }
        while (next >= 0 && next != '\n') {
            if (line.length() == MAX_LINE) {
                throw fault("longer than " + MAX_LINE + " characters");
            }
            line.append((char) next);
            next = reader.read();
        }
        return true;
    }

    int column(String name) throws TsvFormatException {
        int column = header.indexOf(name);
        if (column < 0) {
            throw fault("no column " + name);
        }
        return column;
    }

    /** -1 where there is none of this name. */
    int columnIfThere(String name) {
        return header.indexOf(name);
    }

    String text(int column) {
        return fields[column];
    }

    double number(int column) throws TsvFormatException {
        try {
            return Double.parseDouble(fields[column]);
        } catch (NumberFormatException e) {
            throw notANumber(column);
        }
    }

    /** In [0, 1] or NaN. */
    double pValue(int column) throws TsvFormatException {
        double pValue = number(column);
        if (pValue < 0 || pValue > 1) {
            throw notANumber(column);
        }
        return pValue;
    }

    long count(int column) throws TsvFormatException {
        try {
            long count = Long.parseLong(fields[column]);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // the same complaint as for a negative number
        }
        throw notANumber(column);
    }

    private TsvFormatException notANumber(int column) {
        return fault(header.get(column) + " can't be " + fields[column]);
    }

    TsvFormatException fault(String complaint) {
        return new TsvFormatException(file, lines, complaint);
    }

    /** Complains unless an id comes after another. */
    void checkOrder(@Nullable String before, String id) throws TsvFormatException {
        if (before != null && CodePointOrder.INSTANCE.compare(before, id) >= 0) {
            throw fault(id + " comes after " + before + ": rows must be in the order of the ids, each once");
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

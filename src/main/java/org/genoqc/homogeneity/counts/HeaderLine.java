package org.genoqc.homogeneity.counts;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * The header of a file: its first line that is neither blank nor a comment. A line that begins with {@code #} is a comment,
 * except for the header of PLINK 2.
 *
 * @param names of the columns
 * @param line counted from 1
 * @param delimiter what is between fields, tab or comma
 */
record HeaderLine(List<String> names, long line, char delimiter) {

    private static final char TAB = '\t';

    /** What a column takes beside its name, in the header and in the layout. */
    private static final long BYTES_PER_COLUMN = 100;

    /** What a header of PLINK 2 begins with, by which columns it was asked for. */
    private static final List<byte[]> BEGINNINGS = Stream.of("#CHROM", "#POS", "#ID")
            .map(text -> text.getBytes(StandardCharsets.US_ASCII))
            .toList();

    private static final byte[] BYTE_ORDER_MARK = "\ufeff".getBytes(StandardCharsets.UTF_8);

    HeaderLine {
        names = List.copyOf(names);
    }

    /**
     * Reads up to the header of a file with tabs between fields.
     *
     * @param budget what the heap of the header is taken from, before there is one
     * @throws InvalidInputException if there is none, or what is there is no text
     */
    static HeaderLine of(InputStream bytes, HeapBudget.Share budget) throws IOException {
        return read(bytes, false, budget);
    }

    /**
     * Reads up to the header of a file with tabs between fields, or commas if there is no tab in the header.
     *
     * @param budget what the heap of the header is taken from, before there is one
     * @throws InvalidInputException if there is none, or what is there is no text
     */
    static HeaderLine ofTabsOrCommas(InputStream bytes, HeapBudget.Share budget) throws IOException {
        return read(bytes, true, budget);
    }

    /** How a file with this header is parsed. */
    CSVFormat format() {
        return format(delimiter);
    }

    private static CSVFormat format(char delimiter) {
        return CountsReader.FORMAT.builder().setDelimiter(delimiter).get();
    }

    private static HeaderLine read(InputStream bytes, boolean mayHaveCommas, HeapBudget.Share budget)
            throws IOException {
        LineChunks chunks = new LineChunks(bytes);
        long lines = 0;
        for (byte[] chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
            Beginning before = Beginning.of(chunk, lines == 0);
            char delimiter = mayHaveCommas && !hasTab(chunk, before.bytes()) ? ',' : TAB;
            budget.take(bytesOfLine(chunk, before.bytes(), delimiter));
            try (TsvText text = new TsvText(new ByteArrayInputStream(chunk), before.lines(), lines == 0, delimiter);
                    CSVParser parser = CSVParser.builder()
                            .setReader(text)
                            .setFormat(format(delimiter))
                            .get()) {
                CSVRecord header = first(parser, text, lines);
                if (header != null) {
                    return new HeaderLine(header.toList(), lines + text.skippedLines() + 1, delimiter);
                }
                lines += text.linesPassed();
            }
        }
        throw new InvalidInputException(
                chunks.isDamaged()
                        ? InputBytes.damaged(lines + 1)
                        : InputFault.at(1, null, null, Code.EMPTY, "the file is empty; it must begin with a header"));
    }

    private static @Nullable CSVRecord first(CSVParser parser, TsvText text, long lines) throws IOException {
        try {
            Iterator<CSVRecord> records = parser.iterator();
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof InvalidInputException invalid) {
                throw new InvalidInputException(invalid.faults().stream()
                        .map(fault -> fault.below(lines))
                        .toList());
            }
            if (e.getCause() instanceof CSVException) {
                throw new InvalidInputException(CsvLines.badQuotes(lines + text.skippedLines() + 1));
            }
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
    }

    /**
     * The blank lines and comments that a chunk begins with.
     *
     * @param bytes where they end
     */
    private record Beginning(long lines, int bytes) {

        static Beginning of(byte[] chunk, boolean mayBeginWithMark) {
            int at = mayBeginWithMark && begins(chunk, 0, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
            long lines = 0;
            while (at < chunk.length && (chunk[at] == '#' || isLineEnd(chunk[at])) && !isHeaderOfPlink(chunk, at)) {
                at = endOfLine(chunk, at);
                at += at + 1 < chunk.length && chunk[at] == '\r' && chunk[at + 1] == '\n' ? 2 : 1;
                lines++;
            }
            return new Beginning(lines, at);
        }
    }

    private static int endOfLine(byte[] chunk, int from) {
        int end = from;
        while (end < chunk.length && !isLineEnd(chunk[end])) {
            end++;
        }
        return end;
    }

    /** What the heap of the names in a line is, by its delimiters; of one that is too long, until it is refused. */
    private static long bytesOfLine(byte[] chunk, int from, char delimiter) {
        int end = Math.min(endOfLine(chunk, from), from + TsvPosition.MAX_LINE_LENGTH);
        long bytes = BYTES_PER_COLUMN;
        for (int at = from; at < end; at++) {
            bytes += chunk[at] == delimiter ? BYTES_PER_COLUMN : 1;
        }
        return bytes;
    }

    private static boolean hasTab(byte[] chunk, int from) {
        return from < chunk.length && line(chunk, from).indexOf(TAB) >= 0;
    }

    private static String line(byte[] chunk, int from) {
        return new String(chunk, from, endOfLine(chunk, from) - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isHeaderOfPlink(byte[] chunk, int at) {
        return BEGINNINGS.stream().anyMatch(beginning -> begins(chunk, at, beginning)) && namesCounts(chunk, at);
    }

    /** Whether the line names a column of counts, which a comment hardly does. */
    private static boolean namesCounts(byte[] chunk, int from) {
        return line(chunk, from).contains("_CT");
    }

    private static boolean begins(byte[] chunk, int at, byte[] beginning) {
        for (int i = 0; i < beginning.length; i++) {
            if (at + i >= chunk.length || chunk[at + i] != beginning[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }
}

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
 */
record HeaderLine(List<String> names, long line) {

    /** What a header of PLINK 2 begins with, by which columns it was asked for. */
    private static final List<byte[]> BEGINNINGS = Stream.of("#CHROM", "#POS", "#ID")
            .map(text -> text.getBytes(StandardCharsets.US_ASCII))
            .toList();

    private static final byte[] BYTE_ORDER_MARK = "\ufeff".getBytes(StandardCharsets.UTF_8);

    HeaderLine {
        names = List.copyOf(names);
    }

    /**
     * Reads up to the header.
     *
     * @throws InvalidInputException if there is none, or what is there is no text
     */
    static HeaderLine of(InputStream bytes) throws IOException {
        LineChunks chunks = new LineChunks(bytes);
        long lines = 0;
        for (byte[] chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
            try (TsvText text =
                            new TsvText(new ByteArrayInputStream(chunk), linesBefore(chunk, lines == 0), lines == 0);
                    CSVParser parser = CSVParser.builder()
                            .setReader(text)
                            .setFormat(CountsReader.FORMAT)
                            .get()) {
                CSVRecord header = first(parser, text, lines);
                if (header != null) {
                    return new HeaderLine(header.toList(), lines + text.skippedLines() + 1);
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

    /** How many blank lines and comments a chunk begins with. */
    private static long linesBefore(byte[] chunk, boolean mayBeginWithMark) {
        int at = mayBeginWithMark && begins(chunk, 0, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
        long lines = 0;
        while (at < chunk.length && (chunk[at] == '#' || isLineEnd(chunk[at])) && !isHeaderOfPlink(chunk, at)) {
            while (at < chunk.length && !isLineEnd(chunk[at])) {
                at++;
            }
            at += at + 1 < chunk.length && chunk[at] == '\r' && chunk[at + 1] == '\n' ? 2 : 1;
            lines++;
        }
        return lines;
    }

    private static boolean isHeaderOfPlink(byte[] chunk, int at) {
        return BEGINNINGS.stream().anyMatch(beginning -> begins(chunk, at, beginning)) && namesCounts(chunk, at);
    }

    /** Whether the line names a column of counts, which a comment hardly does. */
    private static boolean namesCounts(byte[] chunk, int from) {
        int end = from;
        while (end < chunk.length && !isLineEnd(chunk[end])) {
            end++;
        }
        return new String(chunk, from, end - from, StandardCharsets.ISO_8859_1).contains("_CT");
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

package org.genoqc.homogeneity.counts;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** Parses any chunk of lines by Commons CSV and says what is wrong with it. Not thread-safe. */
final class CsvLines {

    private static final int EXPECTED_LINES = 1024;

    private final TsvText text;
    private final CSVParser parser;
    private final Layout layout;
    private final ChunkRows rows;
    private final List<InputFault> faults = new ArrayList<>();

    private CsvLines(TsvText text, CSVParser parser, Layout layout, int bytes) {
        this.text = text;
        this.parser = parser;
        this.layout = layout;
        this.rows = new ChunkRows(layout, new IdPool(), EXPECTED_LINES, bytes);
    }

    /** As {@link ParsedChunk#of}; the rows have their lines. */
    static ParsedChunk parse(byte[] chunk, Layout layout, long maxRows) throws IOException {
        try (TsvText text = new TsvText(new ByteArrayInputStream(chunk));
                CSVParser parser = CSVParser.builder()
                        .setReader(text)
                        .setFormat(CountsReader.FORMAT)
                        .get()) {
            CsvLines lines = new CsvLines(text, parser, layout, chunk.length);
            boolean stopped = lines.stopsEarly(maxRows);
            return new ParsedChunk(lines.rows, lines.faults, stopped, text.linesPassed());
        }
    }

    /** Parses the chunk; true if not to its end. */
    private boolean stopsEarly(long maxRows) throws IOException {
        RowValidator validator = new RowValidator(layout, rows, faults);
        try {
            for (Iterator<CSVRecord> records = parser.iterator(); records.hasNext(); ) {
                CSVRecord row = records.next();
                validator.accept(row, (int) row.getRecordNumber());
                if (faults.size() >= InvalidInputException.MAX_FAULTS || rows.size() >= maxRows && records.hasNext()) {
                    return true;
                }
            }
            return false;
        } catch (UncheckedIOException e) {
            endedBy(e.getCause());
            return true;
        }
    }

    /** The parser stopped: by a fault of the text beneath it, or of the quotes. */
    private void endedBy(@Nullable IOException cause) throws IOException {
        if (cause instanceof InvalidInputException invalid) {
            faults.add(invalid.faults().getFirst().inColumn(layout.nameOfField(text.field())));
        } else if (cause instanceof CSVException) {
            faults.add(badQuotes(parser.getRecordNumber() + 1));
        } else if (cause != null) {
            throw cause;
        }
    }

    /** The fault of a quote that ends in the middle of a field, or never, where tabs are between fields. */
    static InputFault badQuotes(long line) {
        return badQuotes(line, '\t');
    }

    /** The same where another character may be. */
    static InputFault badQuotes(long line, char delimiter) {
        return InputFault.at(
                line,
                null,
                null,
                Code.QUOTE,
                "a quoted field must end before the next " + (delimiter == ',' ? "comma" : "tab")
                        + ", with quotes inside it doubled");
    }
}

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

    private static final int EXPECTED_ROWS = 1024;

    private final TsvText text;
    private final CSVParser parser;
    private final ChunkRows rows = new ChunkRows(EXPECTED_ROWS);
    private final List<InputFault> faults = new ArrayList<>();
    private @Nullable CountsHeader header;

    private CsvLines(TsvText text, CSVParser parser, @Nullable CountsHeader header) {
        this.text = text;
        this.parser = parser;
        this.header = header;
    }

    /** As {@link ParsedChunk#of}. */
    static ParsedChunk parse(byte[] chunk, @Nullable CountsHeader header, long maxRows) throws IOException {
        try (TsvText text = new TsvText(new ByteArrayInputStream(chunk), header == null);
                CSVParser parser = CSVParser.builder()
                        .setReader(text)
                        .setFormat(CountsReader.FORMAT)
                        .get()) {
            CsvLines lines = new CsvLines(text, parser, header);
            boolean stopped = lines.stopsEarly(maxRows);
            return new ParsedChunk(lines.header, lines.rows, lines.faults, stopped, text.linesPassed());
        }
    }

    /** Parses the chunk; true if not to its end. */
    private boolean stopsEarly(long maxRows) throws IOException {
        try {
            Iterator<CSVRecord> records = parser.iterator();
            if (header == null) {
                if (!records.hasNext()) {
                    return false;
                }
                header = CountsHeader.of(records.next(), text.skippedLines() + 1);
            }
            return stopsEarly(records, new RowValidator(header, rows, faults), maxRows);
        } catch (UncheckedIOException e) {
            endedBy(e.getCause());
            return true;
        } catch (InvalidInputException e) {
            faults.addAll(e.faults());
            return true;
        }
    }

    private boolean stopsEarly(Iterator<CSVRecord> records, RowValidator validator, long maxRows) {
        while (records.hasNext()) {
            CSVRecord row = records.next();
            validator.accept(row, text.skippedLines() + row.getRecordNumber());
            if (faults.size() >= InvalidInputException.MAX_FAULTS || rows.size() >= maxRows && records.hasNext()) {
                return true;
            }
        }
        return false;
    }

    /** The parser stopped: by a fault of the text beneath it, or of the quotes. */
    private void endedBy(@Nullable IOException cause) throws IOException {
        if (cause instanceof InvalidInputException invalid) {
            InputFault fault = invalid.faults().getFirst();
            String column = header == null ? null : header.nameOfField(text.field());
            faults.add(new InputFault(fault.line(), column, fault.value(), fault.code(), fault.rule()));
        } else if (cause instanceof CSVException) {
            faults.add(InputFault.at(
                    text.skippedLines() + parser.getRecordNumber() + 1,
                    null,
                    null,
                    Code.QUOTE,
                    "a quoted field must end before the next tab, with quotes inside it doubled"));
        } else if (cause != null) {
            throw cause;
        }
    }
}

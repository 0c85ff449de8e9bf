package org.genoqc.homogeneity.counts;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.Genotype;
import org.jspecify.annotations.Nullable;

/** The rows and faults of a chunk of lines; lines are counted from the beginning of the chunk. Not thread-safe. */
final class ParsedChunk {

    private final long mostRows;
    private final IdPool probesets = new IdPool();
    private final IdPool batches = new IdPool();
    private final List<String> batchNames = new ArrayList<>();
    private final List<InputFault> faults = new ArrayList<>();
    private final long[] row = new long[Genotype.COUNT];
    private int[] probesetOfRow = new int[1024];
    private int[] batchOfRow = new int[1024];
    private long[] counts = new long[1024 * Genotype.COUNT];
    private int rows;
    private long lines;
    private long largestCount;
    private boolean stopped;
    private @Nullable CountsHeader header;
    private String lastId = "";
    private int lastProbeset = -1;
    private int lastBatch = -1;

    ParsedChunk(@Nullable CountsHeader header, long mostRows) {
        this.header = header;
        this.mostRows = mostRows;
    }

    /**
     * Parses a chunk.
     *
     * @param header the header if it came before; null if it is to be found in this chunk
     * @param mostRows after so many rows parsing stops
     */
    static ParsedChunk of(byte[] chunk, @Nullable CountsHeader header, long mostRows) throws IOException {
        ParsedChunk plain = header == null || mostRows < Long.MAX_VALUE ? null : PlainLines.parse(chunk, header);
        if (plain != null) {
            return plain;
        }
        ParsedChunk parsed = new ParsedChunk(header, mostRows);
        try (TsvText text = new TsvText(new ByteArrayInputStream(chunk), header == null);
                CSVParser parser = CSVParser.builder()
                        .setReader(text)
                        .setFormat(CountsReader.FORMAT)
                        .get()) {
            parsed.parse(text, parser);
            parsed.lines = text.linesPassed();
        }
        return parsed;
    }

    private void parse(TsvText text, CSVParser parser) throws IOException {
        try {
            Iterator<CSVRecord> records = parser.iterator();
            CountsHeader found = header;
            if (found == null) {
                if (!records.hasNext()) {
                    return;
                }
                found = CountsHeader.of(records.next(), text.skippedLines() + 1);
                header = found;
            }
            while (!stopped && records.hasNext()) {
                CSVRecord record = records.next();
                accept(found, record, text.skippedLines() + record.getRecordNumber());
                stopped = faults.size() >= InvalidInputException.MOST_FAULTS || rows >= mostRows && records.hasNext();
            }
        } catch (UncheckedIOException e) {
            stopped = true;
            endedBy(e.getCause(), text, parser);
        } catch (InvalidInputException e) {
            stopped = true;
            faults.addAll(e.faults());
        }
    }

    /** The parser stopped: by a fault of the text beneath it, or of the quotes. */
    private void endedBy(@Nullable IOException cause, TsvText text, CSVParser parser) throws IOException {
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

    private void accept(CountsHeader columns, CSVRecord record, long line) {
        if (record.get(0).startsWith("#")) {
            faults.add(InputFault.at(
                    line, null, record.get(0), Code.FIELDS, "comment lines are allowed only before the header"));
            return;
        }
        if (record.size() != columns.fields()) {
            if (record.size() > 1 || !record.get(0).isBlank()) {
                faults.add(raggedRow(columns, record, line));
            }
            return;
        }
        int faultsBefore = faults.size();
        String probeset = name(record.get(columns.probesetId()), CountsHeader.PROBESET_ID, line, lastId);
        String batch = name(record.get(columns.batchName()), CountsHeader.BATCH_NAME, line, "");
        for (int i = 0; i < row.length; i++) {
            row[i] = count(record.get(columns.counts().get(i)), CountsHeader.COUNTS.get(i), line);
        }
        if (faults.size() == faultsBefore) {
            add(probeset, batch);
        }
    }

    private static InputFault raggedRow(CountsHeader columns, CSVRecord record, long line) {
        return InputFault.at(
                line,
                null,
                String.join("\t", record),
                Code.FIELDS,
                "the row has " + record.size() + (record.size() == 1 ? " field" : " fields") + ", the header has "
                        + columns.fields());
    }

    /** @param checked a name known to be right */
    private String name(String text, String column, long line, String checked) {
        if (text.equals(checked) && !checked.isEmpty()) {
            return text;
        }
        if (text.isBlank()) {
            faults.add(InputFault.at(line, column, text, Code.ID, column + " must not be empty"));
        } else if (hasControlCharacter(text)) {
            faults.add(InputFault.at(
                    line, column, text, Code.ID, column + " must not hold tabs or other control characters"));
        }
        return text;
    }

    private static boolean hasControlCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private long count(String text, String column, long line) {
        long count = CountText.parse(text);
        if (count == CountText.NOT_A_COUNT) {
            faults.add(InputFault.at(
                    line, column, text, Code.COUNT, "a count must be a whole number, 0 or more, without spaces"));
        } else if (count == CountText.TOO_LARGE) {
            faults.add(InputFault.at(
                    line, column, text, Code.COUNT, "a count must be at most 2^53 = " + ContingencyTable.MAX_COUNT));
        }
        return count;
    }

    private void add(String probeset, String batch) {
        if (lastProbeset < 0 || !probeset.equals(lastId)) {
            lastProbeset = probesets.add(probeset);
            lastId = probeset;
        }
        add(lastProbeset, batchNumber(batch), row);
    }

    /** Adds a row with names numbered by this chunk's pools. */
    void add(int probeset, int batch, long[] countsOfRow) {
        if (rows == probesetOfRow.length) {
            probesetOfRow = Arrays.copyOf(probesetOfRow, 2 * rows);
            batchOfRow = Arrays.copyOf(batchOfRow, 2 * rows);
            counts = Arrays.copyOf(counts, 2 * counts.length);
        }
        probesetOfRow[rows] = probeset;
        batchOfRow[rows] = batch;
        for (int i = 0; i < countsOfRow.length; i++) {
            counts[rows * Genotype.COUNT + i] = countsOfRow[i];
            largestCount = Math.max(largestCount, countsOfRow[i]);
        }
        rows++;
    }

    /** All lines were taken. */
    void ended(long ofLines) {
        lines = ofLines;
    }

    /** Mostly the batch of the row before, or the one that came after it last time. */
    private int batchNumber(String batch) {
        int next = lastBatch + 1 == batchNames.size() ? 0 : lastBatch + 1;
        if (lastBatch >= 0 && batchNames.get(lastBatch).equals(batch)) {
            return lastBatch;
        }
        if (!batchNames.isEmpty() && batchNames.get(next).equals(batch)) {
            lastBatch = next;
            return next;
        }
        lastBatch = batches.add(batch);
        if (lastBatch == batchNames.size()) {
            batchNames.add(batch);
        }
        return lastBatch;
    }

    @Nullable
    CountsHeader header() {
        return header;
    }

    /** The faults, with the lines of the chunk. */
    List<InputFault> faults() {
        return faults;
    }

    /** Whether parsing stopped before the end of the chunk. */
    boolean isStopped() {
        return stopped;
    }

    /** The lines of the chunk, if it was parsed to its end. */
    long lines() {
        return lines;
    }

    int rows() {
        return rows;
    }

    long largestCount() {
        return largestCount;
    }

    IdPool probesets() {
        return probesets;
    }

    IdPool batches() {
        return batches;
    }

    int probeset(int ofRow) {
        return probesetOfRow[ofRow];
    }

    int batch(int ofRow) {
        return batchOfRow[ofRow];
    }

    /** The counts of all rows, four each. */
    long[] counts() {
        return counts;
    }
}

package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.genoqc.homogeneity.counts.InputFault.Code;
import org.genoqc.homogeneity.statistics.Cancellation;
import org.genoqc.homogeneity.statistics.ContingencyTable;
import org.genoqc.homogeneity.statistics.Genotype;

/**
 * Reads genotype counts: tab-separated UTF-8 text, plain or gzip, with a header that names {@code probeset_id},
 * {@code batch_name}, {@code n_AA}, {@code n_AB}, {@code n_BB} and {@code n_NC} in any order, other columns ignored,
 * rows in any order. What would change a number is refused.
 *
 * <p>Streams: heap is bounded by {@link CountRows} and the ids, whatever the input is.
 *
 * @param budget what the heap of the counts is taken from
 * @param cancellation asked now and then
 */
public record CountsReader(HeapBudget.Share budget, Cancellation cancellation) {

    static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder().setDelimiter('\t').setQuote('"')
            .setIgnoreEmptyLines(false).get();
    private static final int ROWS_BETWEEN_CHECKS = 4096;
    /** Beside its id: its place in the order, its start, its result. */
    private static final long BYTES_PER_PROBESET = 200;
    private static final long BYTES_PER_BLOCK_OF_ROWS = 24L * CountRows.ROWS_PER_BLOCK;

    /**
     * Reads all of a file.
     *
     * @throws InvalidInputException if it can't be accepted, with its first faults
     * @throws HeapBudgetExceededException if it is too large for the heap
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    public ProbesetCounts read(Path file) throws IOException {
        Reading reading = new Reading();
        reading.readRows(file, Long.MAX_VALUE);
        return reading.grouped(file);
    }

    /**
     * Checks the header and the first rows of a file, all of it if it has no more, so that most mistakes are known at
     * once.
     *
     * @throws InvalidInputException if it can't be accepted, with its first faults
     */
    public void checkBeginning(Path file, long mostRows) throws IOException {
        Reading reading = new Reading();
        if (reading.readRows(file, mostRows)) {
            reading.grouped(file);
        }
    }

    private final class Reading {

        private final CountRows rows = new CountRows();
        private final IdPool probesets = new IdPool();
        private final IdPool batches = new IdPool();
        private final List<InputFault> faults = new ArrayList<>();
        private final long[] counts = new long[Genotype.COUNT];
        private String lastId = "";
        private int lastProbeset = -1;
        private long largestCount;

        /** Reads up to so many rows; true if that was all. */
        boolean readRows(Path file, long most) throws IOException {
            try (InputStream raw = Files.newInputStream(file);
                    TsvText text = new TsvText(raw);
                    CSVParser parser = CSVParser.builder().setReader(text).setFormat(FORMAT).get()) {
                boolean all = readRecords(text, parser, most);
                if (!faults.isEmpty()) {
                    throw new InvalidInputException(faults);
                }
                if (rows.size() == 0) {
                    throw new InvalidInputException(InputFault.at(text.skippedLines() + parser.getRecordNumber() + 1,
                            null, null, Code.EMPTY, "there are no rows below the header"));
                }
                return all;
            }
        }

        private boolean readRecords(TsvText text, CSVParser parser, long most) throws IOException {
            try {
                Iterator<CSVRecord> records = parser.iterator();
                if (!records.hasNext()) {
                    throw new InvalidInputException(
                            InputFault.at(1, null, null, Code.EMPTY, "the file is empty; it must begin with a header"));
                }
                CountsHeader header = CountsHeader.of(records.next(), text.skippedLines() + 1);
                while (records.hasNext()) {
                    if (parser.getRecordNumber() % ROWS_BETWEEN_CHECKS == 0) {
                        cancellation.throwIfRequested();
                    }
                    if (rows.size() >= most) {
                        return false;
                    }
                    CSVRecord record = records.next();
                    accept(header, record, text.skippedLines() + record.getRecordNumber());
                    if (faults.size() >= InvalidInputException.MOST_FAULTS) {
                        return true;
                    }
                }
                return true;
            } catch (UncheckedIOException e) {
                endedBy(Objects.requireNonNull(e.getCause()), text.skippedLines() + parser.getRecordNumber() + 1);
                return true;
            }
        }

        /** The parser stopped: by a fault of the text beneath it, or of the quotes. */
        private void endedBy(IOException cause, long line) throws IOException {
            if (cause instanceof InvalidInputException invalid) {
                faults.addAll(invalid.faults());
            } else if (cause instanceof CSVException) {
                faults.add(InputFault.at(line, null, null, Code.QUOTE,
                        "a quoted field must end before the next tab, with quotes inside it doubled"));
            } else {
                throw cause;
            }
        }

        private void accept(CountsHeader header, CSVRecord record, long line) throws IOException {
            if (record.size() != header.fields()) {
                if (record.size() > 1 || !record.get(0).isBlank()) {
                    faults.add(raggedRow(header, record, line));
                }
                return;
            }
            int faultsBefore = faults.size();
            String probeset = name(record.get(header.probesetId()), CountsHeader.PROBESET_ID, line);
            String batch = name(record.get(header.batchName()), CountsHeader.BATCH_NAME, line);
            for (int i = 0; i < counts.length; i++) {
                counts[i] = count(record.get(header.counts().get(i)), CountsHeader.COUNTS.get(i), line);
            }
            if (faults.size() > faultsBefore) {
                return;
            }
            if (rows.isFull()) {
                budget.take(BYTES_PER_BLOCK_OF_ROWS);
            }
            rows.add(probeset(probeset), batch(batch), counts);
        }

        private InputFault raggedRow(CountsHeader header, CSVRecord record, long line) {
            return record.size() == 1 && record.get(0).startsWith("#")
                    ? InputFault.at(line, null, record.get(0), Code.FIELDS,
                            "comment lines are allowed only before the header")
                    : InputFault.at(line, null, String.join("\t", record), Code.FIELDS,
                            "the row has " + record.size() + (record.size() == 1 ? " field" : " fields")
                                    + ", the header has " + header.fields());
        }

        private String name(String text, String column, long line) {
            if (text.isBlank()) {
                faults.add(InputFault.at(line, column, text, Code.ID, column + " must not be empty"));
            } else if (text.chars().anyMatch(Character::isISOControl)) {
                faults.add(InputFault.at(line, column, text, Code.ID,
                        column + " must not hold tabs or other control characters"));
            }
            return text;
        }

        private long count(String text, String column, long line) {
            long count = CountText.parse(text);
            if (count == CountText.NOT_A_COUNT) {
                faults.add(InputFault.at(line, column, text, Code.COUNT,
                        "a count must be a whole number, 0 or more, without spaces"));
            } else if (count == CountText.TOO_LARGE) {
                faults.add(InputFault.at(line, column, text, Code.COUNT,
                        "a count must be at most 2^53 = " + ContingencyTable.MAX_COUNT));
            }
            largestCount = Math.max(largestCount, count);
            return count;
        }

        private int probeset(String id) throws IOException {
            if (lastProbeset < 0 || !id.equals(lastId)) {
                int known = probesets.size();
                lastProbeset = add(probesets, id);
                lastId = id;
                if (probesets.size() > known) {
                    budget.take(BYTES_PER_PROBESET);
                }
            }
            return lastProbeset;
        }

        private int batch(String name) throws IOException {
            return add(batches, name);
        }

        private int add(IdPool pool, String text) throws IOException {
            long before = pool.heapBytes();
            int id = pool.add(text);
            if (pool.heapBytes() > before) {
                budget.take(pool.heapBytes() - before);
            }
            return id;
        }

        ProbesetCounts grouped(Path file) throws IOException {
            int[] starts = RowGrouping.group(rows, probesets, batches);
            ProbesetCounts grouped = new ProbesetCounts(rows, starts, probesets, batches);
            RowFaults.check(file, grouped, largestCount);
            return grouped;
        }
    }
}

package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFile;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * A table of probesets, with tabs or commas between fields, whose header has been read: as this program describes it, or the
 * annotation file of an Axiom array.
 */
record AnnotationFile(InputFile file, HeaderLine header, AnnotationColumns columns, Unpacking unpacking) {

    private static final int ROWS_BETWEEN_CHECKS = 4096;

    /**
     * Reads the header.
     *
     * @param budget what the heap of it is taken from
     * @param unpacking keeps account of what it becomes
     * @throws InvalidInputException if it can't be used, with the name of the file
     */
    static AnnotationFile of(InputFile file, HeapBudget.Share budget, Unpacking unpacking) throws IOException {
        try (InputStream bytes = InputBytes.open(file, unpacking)) {
            HeaderLine header = HeaderLine.ofTabsOrCommas(bytes, budget);
            return new AnnotationFile(file, header, AnnotationColumns.of(header), unpacking);
        } catch (InvalidInputException e) {
            throw named(e, file);
        }
    }

    private static InvalidInputException named(InvalidInputException e, InputFile file) {
        return new InvalidInputException(
                e.faults().stream().map(fault -> fault.in(file.name())).toList());
    }

    /**
     * Reads what it says of the probesets of a data set; what it says of others is only checked.
     *
     * @param maxRows where reading stops, if there are more
     * @param budget what the heap of it is taken from
     * @throws InvalidInputException if there are faults, with the name of the file
     */
    Annotation read(IdPool probesets, long maxRows, HeapBudget.Share budget, Cancellation cancellation)
            throws IOException {
        AnnotationRows rows = new AnnotationRows(this, probesets, budget);
        Faults faults = new Faults();
        long line = header.line();
        try (TsvText text = new TsvText(InputBytes.open(file, unpacking), header.line(), true, header.delimiter());
                CSVParser parser = CSVParser.builder()
                        .setReader(text)
                        .setFormat(header.format())
                        .get()) {
            Iterator<CSVRecord> records = parser.iterator();
            for (long taken = 0; taken < maxRows && !faults.areEnough() && records.hasNext(); taken++) {
                if (taken % ROWS_BETWEEN_CHECKS == 0) {
                    cancellation.throwIfRequested();
                }
                CSVRecord row = records.next();
                line = text.skippedLines() + row.getRecordNumber();
                for (InputFault fault : rows.take(row, line)) {
                    faults.add(fault.in(file.name()));
                }
            }
        } catch (UncheckedIOException e) {
            faults.add(ending(e, line + 1).in(file.name()));
        }
        faults.throwIfAny();
        return rows.annotation();
    }

    private InputFault ending(UncheckedIOException e, long line) throws IOException {
        IOException cause = e.getCause();
        if (cause instanceof InvalidInputException invalid) {
            return invalid.faults().getFirst();
        }
        if (cause instanceof CSVException) {
            return CsvLines.badQuotes(line, header.delimiter());
        }
        throw cause;
    }

    /** The name of a column; null where the file has none. */
    @Nullable
    String nameOf(int column) {
        return column < 0 || column >= header.names().size()
                ? null
                : header.names().get(column);
    }
}

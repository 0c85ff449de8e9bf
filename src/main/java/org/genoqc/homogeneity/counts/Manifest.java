package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFile;
import org.jspecify.annotations.Nullable;

/**
 * A table that says which genotyping batch each file is of: the columns {@code file} and {@code batch_name}, and perhaps
 * {@code stratum}.
 */
final class Manifest {

    /** A line of a hundred characters for each of 160,000 files. */
    private static final long MAX_SIZE = 1 << 24;

    private static final String FILE = "file";

    private final InputFile manifest;
    private final List<InputFile> files;
    private final Map<String, List<Integer>> byBaseName = new HashMap<>();
    private final @Nullable FileBatch[] batches;
    private final Faults faults = new Faults();
    private long lines;

    private Manifest(InputFile manifest, List<InputFile> files) {
        this.manifest = manifest;
        this.files = files;
        this.batches = new FileBatch[files.size()];
        for (int i = 0; i < files.size(); i++) {
            byBaseName
                    .computeIfAbsent(files.get(i).baseName(), name -> new ArrayList<>())
                    .add(i);
        }
    }

    /**
     * What each file is of, in their order. A row is of the file that is called as it says, or whose name ends
     * so, from a folder on, or the other way round.
     *
     * @throws InvalidInputException if it is no such table, if a row is of no file or of several, or a file has not one row
     */
    static List<FileBatch> batches(InputFile manifest, List<InputFile> files, HeapBudget.Share budget)
            throws IOException {
        Manifest reading = new Manifest(manifest, files);
        reading.faults.collect(manifest.name(), () -> reading.read(budget));
        reading.faults.throwIfAny();
        return reading.batches();
    }

    private void read(HeapBudget.Share budget) throws IOException {
        if (manifest.source() == null && Files.size(manifest.path()) > MAX_SIZE) {
            throw new InvalidInputException(
                    InputFault.at(1, null, null, Code.TOO_LONG, "a manifest may have at most " + MAX_SIZE + " bytes"));
        }
        HeaderLine header;
        try (InputStream bytes = InputBytes.open(manifest)) {
            header = HeaderLine.of(bytes, budget);
        }
        lines = header.line();
        int file = column(header, FILE);
        int batch = column(header, Formats.BATCH_NAME);
        int stratum = header.names().contains(Formats.STRATUM) ? column(header, Formats.STRATUM) : -1;
        try (TsvText text = new TsvText(InputBytes.open(manifest), header.line(), true);
                CSVParser parser = CSVParser.builder()
                        .setReader(text)
                        .setFormat(CountsReader.FORMAT)
                        .get()) {
            for (CSVRecord row : parser) {
                lines = text.skippedLines() + row.getRecordNumber();
                if (row.size() == header.names().size()) {
                    take(row.get(file).replace('\\', '/'), row.get(batch), stratum < 0 ? null : row.get(stratum));
                } else if (row.size() > 1 || !row.get(0).isBlank()) {
                    fault(null, String.join("\t", row), Code.FIELDS, "the row must have as many fields as the header");
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CSVException ? badQuotes() : e.getCause();
        }
        refuseFilesWithoutRow();
    }

    private InvalidInputException badQuotes() {
        return new InvalidInputException(CsvLines.badQuotes(lines + 1));
    }

    private static int column(HeaderLine header, String name) throws InvalidInputException {
        int column = header.names().indexOf(name);
        if (column < 0 || header.names().lastIndexOf(name) != column) {
            throw new InvalidInputException(InputFault.at(
                    header.line(),
                    name,
                    String.join(" ", header.names()),
                    Code.HEADER,
                    "a manifest must be tab-separated and have one column " + name));
        }
        return column;
    }

    private void take(String name, String batch, @Nullable String stratum) {
        List<Integer> found = byBaseName.getOrDefault(name.substring(name.lastIndexOf('/') + 1), List.of()).stream()
                .filter(i -> areTheSame(files.get(i).name(), name))
                .toList();
        check(Formats.BATCH_NAME, batch);
        if (stratum != null) {
            check(Formats.STRATUM, stratum);
        }
        if (found.size() != 1) {
            fault(FILE, name, Code.ID, (found.isEmpty() ? "no file" : "more than one file") + " is called so");
        } else if (batches[found.getFirst()] != null) {
            fault(FILE, name, Code.DUPLICATE, "the file has a row already");
        } else {
            batches[found.getFirst()] = new FileBatch(batch, stratum);
        }
    }

    private void check(String column, String name) {
        if (!NameText.isName(name)) {
            fault(column, name, Code.ID, column + " must not be empty or hold control characters");
        }
    }

    private static boolean areTheSame(String one, String other) {
        return one.equals(other) || one.endsWith("/" + other) || other.endsWith("/" + one);
    }

    private void refuseFilesWithoutRow() {
        for (int i = 0; i < batches.length && faults.isEmpty(); i++) {
            if (batches[i] == null) {
                lines++;
                fault(FILE, files.get(i).name(), Code.ID, "this file has no row in the manifest");
            }
        }
    }

    private void fault(@Nullable String column, String value, Code code, String rule) {
        faults.add(InputFault.at(lines, column, value, code, rule).in(manifest.name()));
    }

    private List<FileBatch> batches() {
        return Arrays.stream(batches).map(Objects::requireNonNull).toList();
    }
}

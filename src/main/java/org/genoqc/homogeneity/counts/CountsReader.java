package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.apache.commons.csv.CSVFormat;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFile;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * Reads genotype counts: the files of a data set in any of the formats of
 * {@link org.genoqc.homogeneity.parameters.InputFormat}, UTF-8 text, plain or gzip, with columns found by name and rows in
 * any order. What would change a number is refused.
 *
 * <p>Streams: the text is cut at line ends into chunks that are parsed side by side and taken over in their order, a
 * few at a time; heap is bounded by {@link CountRows}, the ids and the alleles, whatever the input is.
 *
 * @param budget what the heap of the counts is taken from
 * @param limits what it may be beside that
 * @param cancellation asked now and then
 */
public record CountsReader(HeapBudget.Share budget, InputLimits limits, Cancellation cancellation) {

    static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setDelimiter('\t')
            .setQuote('"')
            .setIgnoreEmptyLines(false)
            .get();

    /** More text is not read when only the beginning is checked: lines may be long, and compress to nothing. */
    private static final long MAX_BYTES_OF_BEGINNING = 1 << 26;

    /** Of data sets of any size. */
    public CountsReader(HeapBudget.Share budget, Cancellation cancellation) {
        this(budget, InputLimits.NONE, cancellation);
    }

    /** Reads all of a file, see {@link #read(InputFiles)}. */
    public ProbesetCounts read(Path file) throws IOException {
        return read(InputFiles.of(file));
    }

    /**
     * Reads all of the files.
     *
     * @throws InvalidInputException if they are rejected, with the first faults
     * @throws HeapBudgetExceededException if they are too large for the heap
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    public ProbesetCounts read(InputFiles files) throws IOException {
        Unpacking unpacking = new Unpacking(limits);
        DataSetReading reading = new DataSetReading(files, budget, limits, unpacking, cancellation);
        AnnotationFile annotation = annotation(files, unpacking);
        reading.readRows();
        ProbesetCounts counts = reading.grouped();
        return annotation == null
                ? counts
                : counts.annotated(annotation.read(reading.probesets(), Long.MAX_VALUE, budget, cancellation));
    }

    /**
     * Checks the header and the first rows of each file, of the annotation too, all of them if there are no more, so that most
     * mistakes are known at once. Of all files together it reads no more than 64 MiB of rows, whatever they were compressed to.
     *
     * @return how many rows there are at most, of those that are wanted; empty where nothing is known of that
     * @throws InvalidInputException if they are rejected, with the first faults
     * @throws HeapBudgetExceededException if what is sound so far is all that the budget has room for
     */
    public OptionalLong checkBeginning(InputFiles files, long maxRowsOfFile) throws IOException {
        Unpacking unpacking = new Unpacking(limits);
        DataSetReading reading = new DataSetReading(files, budget, limits, unpacking, cancellation);
        AnnotationFile annotation = annotation(files, unpacking);
        boolean all = reading.readRows(maxRowsOfFile, MAX_BYTES_OF_BEGINNING);
        if (all) {
            reading.grouped();
        }
        if (annotation != null) {
            annotation.read(reading.probesets(), maxRowsOfFile, budget, cancellation);
        }
        return all ? OptionalLong.of(reading.rows()) : mostRows(files);
    }

    private static OptionalLong mostRows(InputFiles files) throws IOException {
        long bytes = 0;
        for (InputFile file : files.files()) {
            if (InputBytes.isCompressed(file)) {
                return OptionalLong.empty();
            }
            bytes += Files.size(file.path());
        }
        return OptionalLong.of(bytes / ChunkRows.MIN_BYTES_OF_ROW);
    }

    private @Nullable AnnotationFile annotation(InputFiles files, Unpacking unpacking) throws IOException {
        InputFile annotation = files.annotation();
        return annotation == null ? null : AnnotationFile.of(annotation, budget, unpacking);
    }
}

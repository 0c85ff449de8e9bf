package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFile;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.jspecify.annotations.Nullable;

/**
 * A data set that is read in parts, each perhaps on another machine, by the parsers and with the checks of {@link
 * CountsReader}: here are the headers, and what is known of all parts together. The counts themselves are not.
 *
 * <p>First each part is looked through ({@link PartScan}), and it is told of what was found, which numbers the genotyping
 * batches. By these numbers the rows of each part are packed, sent to where their probesets are brought together, and grouped
 * ({@link PackedCounts}). What is wrong between rows ({@link RowProblems}) is then looked for in the files once more.
 */
public final class DividedDataSet {

    private final List<DataFile> files;
    private final List<List<Found>> found;
    private final Set<GenotypingBatches.Name> batches = new HashSet<>();
    private final ProbesetSample probesets = new ProbesetSample();
    private long largestCount;

    /** What is kept of a part that was looked through. */
    private record Found(long rows, long lines, List<InputFault> faults, boolean isStopped, boolean isDamaged) {

        static final Found NOTHING = new Found(0, 0, List.of(), false, false);

        static Found of(PartScan scan) {
            return new Found(scan.rows(), scan.lines(), scan.faults(), scan.isStopped(), scan.isDamaged());
        }
    }

    private DividedDataSet(List<DataFile> files) {
        this.files = files;
        this.found = files.stream().map(file -> (List<Found>) new ArrayList<Found>()).toList();
    }

    /**
     * Reads the headers.
     *
     * @throws InvalidInputException if a file can't be used
     * @throws UnsupportedOperationException if the files have something that can't be read in parts yet
     */
    public static DividedDataSet of(InputFiles files) throws IOException {
        List<DataFile> read =
                DataFile.all(files, new HeapBudget(Long.MAX_VALUE).share(), InputLimits.NONE, Unpacking.ANY);
        if (read.getFirst().layout().hasAlleles()) {
            throw new UnsupportedOperationException("files of the format "
                    + read.getFirst().layout().format().label() + " are not tested in parts; import makes a table of them");
        }
        if (files.annotation() != null) {
            throw new UnsupportedOperationException("an annotation can't be used for a data set that is tested in parts");
        }
        return new DividedDataSet(read);
    }

    /** The number of files. */
    public int files() {
        return files.size();
    }

    /**
     * Cuts a file.
     *
     * @param file its number, from 0
     * @param length in bytes
     * @param bytesOfPart about as many, if the file is not compressed
     */
    public List<FilePart> parts(int file, long length, long bytesOfPart) throws IOException {
        DataFile of = files.get(file);
        int parts = InputBytes.isCompressed(of.file()) ? 1 : (int) Math.max(1, Math.ceilDiv(length, bytesOfPart));
        IntStream.range(0, parts).forEach(part -> found.get(file).add(Found.NOTHING));
        return IntStream.range(0, parts)
                .mapToObj(part -> new FilePart(
                        file,
                        of.layout(),
                        of.headerLine(),
                        part * bytesOfPart,
                        part == parts - 1 ? FilePart.END : (part + 1) * bytesOfPart))
                .toList();
    }

    /**
     * Takes what was found in a part.
     *
     * @param part its number among those of its file
     */
    public synchronized void take(int part, PartScan scan) {
        found.get(scan.file()).set(part, Found.of(scan));
        batches.addAll(scan.batches());
        probesets.addAll(scan.probesets());
        largestCount = Math.max(largestCount, scan.largestCount());
    }

    /**
     * Checks what was found in all parts.
     *
     * @throws InvalidInputException if there are faults, with the first of them
     */
    public void check() throws InvalidInputException {
        Faults faults = new Faults();
        for (int i = 0; i < files.size(); i++) {
            DataFile file = files.get(i);
            long lines = file.headerLine();
            long before = 0;
            for (Found part : found.get(i)) {
                for (InputFault fault : part.faults()) {
                    faults.add(fault.below(lines).in(file.shownName()));
                }
                before += part.rows() + part.faults().size();
                lines += part.lines();
                if (part.isStopped()) {
                    break;
                }
                if (part.isDamaged()) {
                    faults.add(InputBytes.damaged(lines + 1).in(file.shownName()));
                    before++;
                }
            }
            if (before == 0) {
                faults.add(DataSetReading.empty(file, lines).in(file.shownName()));
            }
        }
        faults.throwIfAny();
    }

    /** How many rows there are. */
    public long rows() {
        return found.stream().flatMap(List::stream).mapToLong(Found::rows).sum();
    }

    /** The genotyping batches of all parts. */
    public GenotypingBatches genotypingBatches() {
        return new GenotypingBatches(batches, files.getFirst().layout().hasStrata());
    }

    /** A sample of the probesets of all parts. */
    public ProbesetSample probesets() {
        return probesets;
    }

    /** Whether counts are so large that those of a probeset may add up to too much. */
    public boolean mayTotalsOverflow() {
        return (double) largestCount * rows() * 4 > 0.5 * ContingencyTable.MAX_TOTAL;
    }

    /**
     * Says on which lines the faults between rows are.
     *
     * @throws InvalidInputException with these
     */
    public void locate(RowProblems problems, Cancellation cancellation) throws IOException {
        new RowFaults(problems).locate(files, cancellation);
        InputFile first = files.getFirst().file();
        throw new InvalidInputException(InputFault.at(
                        files.getFirst().headerLine(),
                        null,
                        null,
                        Code.DUPLICATE,
                        "a probeset has several rows for a genotyping batch, which can't be found again")
                .in(first.name()));
    }

    /**
     * What was accepted but may surprise, in sentences.
     *
     * @param controls how many probesets have ids as those of controls
     * @param incomplete how many probesets lack rows
     * @param firstIncomplete the id of the first of these; null where there is none
     * @param rowsOfIncomplete how many it has
     */
    public List<String> warnings(
            long controls, long incomplete, @Nullable String firstIncomplete, int rowsOfIncomplete) {
        ProbesetCounts names = genotypingBatches().withoutProbesets();
        List<String> warnings = new ArrayList<>();
        if (files.getFirst().layout().format() == InputFormat.AXIOM) {
            warnings.addAll(DataSetReading.controls(controls));
        }
        if (firstIncomplete != null) {
            warnings.add(names.incomplete(incomplete, firstIncomplete, rowsOfIncomplete));
        }
        warnings.addAll(names.warnings());
        return warnings;
    }
}

package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFile;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * A data set that is read in parts, each perhaps on another machine, by the parsers and with the checks of {@link
 * CountsReader}: here are the headers, and what is known of all parts together. The counts themselves are not.
 *
 * <p>First each part is looked through ({@link PartScan}), and it is told of what was found, which numbers the genotyping
 * batches. By these numbers the rows of each part are packed, sent to where their probesets are brought together, and grouped
 * ({@link PackedCounts}). What is then known of these
 * ({@link PartitionCheck}) gives all probesets their numbers; what is wrong between rows is looked for in the files once more.
 */
public final class DividedDataSet {

    private final List<DataFile> files;
    private final @Nullable AnnotationFile annotation;
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

    private DividedDataSet(List<DataFile> files, @Nullable AnnotationFile annotation) {
        this.files = files;
        this.annotation = annotation;
        this.found =
                files.stream().map(file -> (List<Found>) new ArrayList<Found>()).toList();
    }

    /**
     * Reads the headers.
     *
     * @throws InvalidInputException if a file can't be used
     */
    public static DividedDataSet of(InputFiles files) throws IOException {
        HeapBudget.Share unbounded = new HeapBudget(Long.MAX_VALUE).share();
        List<DataFile> read = DataFile.all(files, unbounded, InputLimits.NONE, Unpacking.ANY);
        InputFile annotation = files.annotation();
        return new DividedDataSet(
                read, annotation == null ? null : AnnotationFile.of(annotation, unbounded, Unpacking.ANY));
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
    public ProbesetSample sample() {
        return probesets;
    }

    /** Whether counts are so large that those of a probeset may add up to too much. */
    public boolean mayTotalsOverflow() {
        return RowProblems.mayTotalsOverflow(largestCount, rows());
    }

    /**
     * The probesets of all parts, once their rows were brought together.
     *
     * @param checks of the parts of probesets, in code point order of the ids
     * @throws InvalidInputException if there are faults between rows, or in the annotation
     */
    public DividedProbesets probesets(List<PartitionCheck> checks, Cancellation cancellation) throws IOException {
        PartitionCheck all = new PartitionCheck();
        checks.forEach(all::addAll);
        if (!all.problems().isEmpty()) {
            new RowFaults(all.problems()).locate(files, cancellation);
            throw new IOException("the files have changed while they were read");
        }
        IdPool ids = new IdPool();
        for (PartitionCheck check : checks) {
            check.ids().forEach(id -> ids.add(id, 0, id.length));
        }
        return new DividedProbesets(
                ids, genotypingBatches().withoutProbesets(), annotation(ids, checks, cancellation), warnings(all));
    }

    private @Nullable Annotation annotation(IdPool ids, List<PartitionCheck> checks, Cancellation cancellation)
            throws IOException {
        HeapBudget.Share unbounded = new HeapBudget(Long.MAX_VALUE).share();
        if (annotation != null) {
            return annotation.read(ids, Long.MAX_VALUE, unbounded, cancellation);
        }
        if (files.stream().noneMatch(file -> file.layout().hasPlaces())) {
            return null;
        }
        ProbesetPlaces places = new ProbesetPlaces(unbounded);
        ChromosomeNames names = places.names();
        places.reserve(ids.size());
        int first = 0;
        for (PartitionCheck check : checks) {
            for (int probeset = 0; probeset < check.probesets(); probeset++) {
                char chromosome = ProbesetPlaces.numberOf(check.chromosome(probeset), names);
                places.take(first + probeset, chromosome, check.position(probeset));
            }
            first += check.probesets();
        }
        return places.annotation();
    }

    private List<String> warnings(PartitionCheck all) {
        List<String> warnings = new ArrayList<>();
        switch (files.getFirst().layout().format()) {
            case AXIOM -> warnings.addAll(DataSetReading.controls(all.controls().number()));
            case GCOUNT ->
                warnings.addAll(DataSetReading.exchanges(
                        all.exchanged().number(), all.exchanged().first()));
            default -> {}
        }
        if (all.incomplete().number() > 0) {
            warnings.add(genotypingBatches()
                    .withoutProbesets()
                    .incomplete(all.incomplete().number(), all.incomplete().first(), all.rowsOfFirstIncomplete()));
        }
        return warnings;
    }
}

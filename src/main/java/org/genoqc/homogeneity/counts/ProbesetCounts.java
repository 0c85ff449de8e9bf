package org.genoqc.homogeneity.counts;

import java.util.ArrayList;
import java.util.List;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.Genotype;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a data set, grouped by probeset: probesets in code point order of their ids, the genotyping batches of
 * each in code point order of their names, whatever the order of the rows was. Immutable and thread-safe.
 */
public final class ProbesetCounts {

    private final CountRows rows;
    private final int[] starts;
    private final IdPool ids;
    private final int[] sortedIds;
    private final IdPool batchNames;
    private final int[] sortedBatchNames;
    private final List<String> warningsOfReading;
    private final @Nullable Annotation annotation;

    ProbesetCounts(CountRows rows, int[] starts, IdPool ids, IdPool batchNames, List<String> warningsOfReading) {
        this.rows = rows;
        this.starts = starts;
        this.ids = ids;
        this.sortedIds = ids.sorted();
        this.batchNames = batchNames;
        this.sortedBatchNames = batchNames.sorted();
        this.warningsOfReading = List.copyOf(warningsOfReading);
        this.annotation = null;
    }

    private ProbesetCounts(ProbesetCounts counts, Annotation annotation) {
        this.rows = counts.rows;
        this.starts = counts.starts;
        this.ids = counts.ids;
        this.sortedIds = counts.sortedIds;
        this.batchNames = counts.batchNames;
        this.sortedBatchNames = counts.sortedBatchNames;
        this.warningsOfReading = counts.warningsOfReading;
        this.annotation = annotation;
    }

    /** The same with an annotation, whose probesets have the numbers of the pool of their ids. */
    ProbesetCounts annotated(Annotation chosen) {
        return new ProbesetCounts(this, chosen);
    }

    /** Whether there was an annotation. */
    public boolean isAnnotated() {
        return annotation != null;
    }

    /**
     * Where a probeset is, as the annotation says.
     *
     * @param probeset 0 to probesets() - 1
     */
    public ProbesetPlace place(int probeset) {
        int id = sortedIds[probeset];
        return annotation == null
                ? ProbesetPlace.UNKNOWN
                : new ProbesetPlace(annotation.chromosome(id), annotation.positions()[id], annotation.snpId(id));
    }

    /** Whether a probeset is on X, on Y or in the mitochondria, as the annotation says; no where there is none. */
    public boolean isOnSexChromosome(int probeset) {
        return annotation != null && ChromosomeNames.isSex(annotation.chromosome(sortedIds[probeset]));
    }

    /** The number of probesets. */
    public int probesets() {
        return sortedIds.length;
    }

    /** The number of genotyping batches named in the data. */
    public int genotypingBatches() {
        return batchNames.size();
    }

    /** The number of rows. */
    public int rows() {
        return rows.size();
    }

    /**
     * The number of rows of a probeset.
     *
     * @param probeset 0 to probesets() - 1
     */
    public int rows(int probeset) {
        return starts[probeset + 1] - starts[probeset];
    }

    /** @param probeset 0 to probesets() - 1 */
    public String probesetId(int probeset) {
        return ids.text(sortedIds[probeset]);
    }

    /** @param genotypingBatch 0 to genotypingBatches() - 1, in code point order of the names */
    public String genotypingBatchName(int genotypingBatch) {
        return batchNames.text(sortedBatchNames[genotypingBatch]);
    }

    /**
     * The genotyping batch that a row of {@link #table} is of.
     *
     * @param row 0 to rows(probeset) - 1
     */
    public int genotypingBatch(int probeset, int row) {
        return rows.batch(starts[probeset] + row);
    }

    /** The genotyping batches that a probeset has several rows for, by name. */
    List<String> repeatedBatches(int probeset) {
        List<String> names = new ArrayList<>();
        for (int row = starts[probeset] + 1;
                row < starts[probeset + 1] && names.size() < InvalidInputException.MAX_FAULTS;
                row++) {
            boolean known = row > starts[probeset] + 1 && rows.batch(row) == rows.batch(row - 2);
            if (rows.batch(row) == rows.batch(row - 1) && !known) {
                names.add(batchNames.text(sortedBatchNames[rows.batch(row)]));
            }
        }
        return names;
    }

    /** Whether the counts of a probeset add up to more than a table may hold. */
    boolean isTooLarge(int probeset) {
        long total = 0;
        for (int row = starts[probeset]; row < starts[probeset + 1] && total <= ContingencyTable.MAX_TOTAL; row++) {
            for (int genotype = 0; genotype < Genotype.COUNT; genotype++) {
                total += rows.count(row, genotype);
            }
        }
        return total > ContingencyTable.MAX_TOTAL;
    }

    /** The probeset's counts as they are, columns AA, AB, BB, NC; empty rows and columns included. */
    public ContingencyTable table(int probeset) {
        return ContingencyTable.of(Genotype.COUNT, cells(probeset));
    }

    /** The counts of the probeset, four a row. */
    long[] cells(int probeset) {
        return rows.counts(starts[probeset], starts[probeset + 1]);
    }

    /** What was accepted but may surprise, in sentences. */
    public List<String> warnings() {
        int incomplete = 0;
        int firstIncomplete = -1;
        for (int probeset = 0; probeset < probesets(); probeset++) {
            if (rows(probeset) < genotypingBatches()) {
                incomplete++;
                firstIncomplete = firstIncomplete < 0 ? probeset : firstIncomplete;
            }
        }
        List<String> warnings = new ArrayList<>(warningsOfReading);
        if (incomplete > 0) {
            warnings.add(
                    "%d probeset%s no row for some genotyping batches and %s tested on those with rows (first: %s, %d of %d)"
                            .formatted(
                                    incomplete,
                                    incomplete == 1 ? " has" : "s have",
                                    incomplete == 1 ? "is" : "are",
                                    probesetId(firstIncomplete),
                                    starts[firstIncomplete + 1] - starts[firstIncomplete],
                                    genotypingBatches()));
        }
        if (genotypingBatches() == 1) {
            warnings.add("there is only one genotyping batch: nothing can be tested");
        }
        if (annotation != null) {
            warnings.addAll(annotation.warnings());
        }
        return warnings;
    }
}

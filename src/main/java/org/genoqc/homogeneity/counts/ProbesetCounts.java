package org.genoqc.homogeneity.counts;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.Genotype;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a data set, grouped by probeset: probesets in code point order of their ids, the genotyping batches of
 * each in code point order of their names, whatever the order of the rows was. Immutable and thread-safe.
 */
public final class ProbesetCounts implements ProbesetNames {

    private final CountRows rows;
    private final int[] starts;
    private final IdPool ids;
    private final int[] sortedIds;
    private final IdPool batchNames;
    private final int[] sortedBatchNames;
    private final @Nullable BatchesInStrata inStrata;
    private final List<String> warningsOfReading;
    private final @Nullable Annotation annotation;

    /** @param inStrata what the rows have the numbers of; null where these are genotyping batches */
    ProbesetCounts(
            CountRows rows,
            int[] starts,
            IdPool ids,
            IdPool batchNames,
            @Nullable BatchesInStrata inStrata,
            List<String> warningsOfReading) {
        this.rows = rows;
        this.starts = starts;
        this.ids = ids;
        this.sortedIds = ids.sorted();
        this.batchNames = batchNames;
        this.sortedBatchNames = batchNames.sorted();
        this.inStrata = inStrata;
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
        this.inStrata = counts.inStrata;
        this.warningsOfReading = counts.warningsOfReading;
        this.annotation = annotation;
    }

    /** The same with an annotation, whose probesets have the numbers of the pool of their ids. */
    ProbesetCounts annotated(Annotation chosen) {
        return new ProbesetCounts(this, chosen);
    }

    /** Whether there was an annotation. */
    @Override
    public boolean isAnnotated() {
        return annotation != null;
    }

    /**
     * Where a probeset is, as the annotation says.
     *
     * @param probeset 0 to probesets() - 1
     */
    @Override
    public ProbesetPlace place(int probeset) {
        int id = sortedIds[probeset];
        return annotation == null
                ? ProbesetPlace.UNKNOWN
                : new ProbesetPlace(annotation.chromosome(id), annotation.positions()[id], annotation.snpId(id));
    }

    /** Whether a probeset is on X, on Y or in the mitochondria, as the annotation says; no where there is none. */
    @Override
    public boolean isOnSexChromosome(int probeset) {
        return annotation != null && ChromosomeNames.isSex(annotation.chromosome(sortedIds[probeset]));
    }

    /** The number of probesets. */
    @Override
    public int probesets() {
        return sortedIds.length;
    }

    /** The number of genotyping batches named in the data. */
    @Override
    public int genotypingBatches() {
        return batchNames.size();
    }

    /** Whether the rows are of strata. */
    @Override
    public boolean hasStrata() {
        return inStrata != null;
    }

    /** The number of strata named in the data; 0 where it has none. */
    @Override
    public int strata() {
        return inStrata == null ? 0 : inStrata.names().size();
    }

    /** @param stratum 0 to strata() - 1, in code point order of the names */
    @Override
    public String stratumName(int stratum) {
        return Objects.requireNonNull(inStrata).name(stratum);
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
    @Override
    public String probesetId(int probeset) {
        return ids.text(sortedIds[probeset]);
    }

    /** @param genotypingBatch 0 to genotypingBatches() - 1, in code point order of the names */
    @Override
    public String genotypingBatchName(int genotypingBatch) {
        return batchNames.text(sortedBatchNames[genotypingBatch]);
    }

    /**
     * The genotyping batch that a row of {@link #table} is of.
     *
     * @param row 0 to rows(probeset) - 1
     */
    public int genotypingBatch(int probeset, int row) {
        int batch = rows.batch(starts[probeset] + row);
        return inStrata == null ? batch : inStrata.batch(batch);
    }

    /**
     * The stratum that a row of {@link #table} is of; {@link StratumCounts#NONE} where the data has none.
     *
     * @param row 0 to rows(probeset) - 1
     */
    public int stratum(int probeset, int row) {
        return inStrata == null ? StratumCounts.NONE : inStrata.stratum(rows.batch(starts[probeset] + row));
    }

    /** The counts of a probeset by stratum, in the order of these; those of one where the data has none. */
    public List<StratumCounts> byStratum(int probeset) {
        List<StratumCounts> strata = new ArrayList<>();
        int size = rows(probeset);
        for (int from = 0; from < size; ) {
            int stratum = stratum(probeset, from);
            int to = from + 1;
            while (to < size && stratum(probeset, to) == stratum) {
                to++;
            }
            int[] batches = new int[to - from];
            for (int row = 0; row < batches.length; row++) {
                batches[row] = genotypingBatch(probeset, from + row);
            }
            long[] cells = rows.counts(starts[probeset] + from, starts[probeset] + to);
            strata.add(StratumCounts.of(stratum, ContingencyTable.of(Genotype.COUNT, cells), batches));
            from = to;
        }
        return strata;
    }

    /** The rows of which a probeset has several for the same genotyping batch, and stratum. */
    List<RowName> repeatedRows(int probeset) {
        List<RowName> names = new ArrayList<>();
        for (int row = starts[probeset] + 1;
                row < starts[probeset + 1] && names.size() < InvalidInputException.MAX_FAULTS;
                row++) {
            boolean known = row > starts[probeset] + 1 && rows.batch(row) == rows.batch(row - 2);
            if (rows.batch(row) == rows.batch(row - 1) && !known) {
                int inProbeset = row - starts[probeset];
                names.add(new RowName(
                        probesetId(probeset),
                        genotypingBatchName(genotypingBatch(probeset, inProbeset)),
                        hasStrata() ? stratumName(stratum(probeset, inProbeset)) : null));
            }
        }
        return names;
    }

    /** What says which row of the data set it is. */
    record RowName(
            String probesetId, String batchName, @Nullable String stratum) implements Serializable {}

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

    /**
     * The probeset's counts as they are, columns AA, AB, BB, NC; empty rows and columns included. Rows are genotyping batches,
     * in each stratum after those of the stratum before.
     */
    public ContingencyTable table(int probeset) {
        return ContingencyTable.of(Genotype.COUNT, cells(probeset));
    }

    /** The id of a probeset, as UTF-8. */
    byte[] idBytes(int probeset) {
        return ids.bytes(sortedIds[probeset]);
    }

    /** The number of what a row of a probeset is of: a genotyping batch, or a pair of stratum and genotyping batch. */
    int rowNumber(int probeset, int row) {
        return rows.batch(starts[probeset] + row);
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
            if (rows(probeset) < mostRows()) {
                incomplete++;
                firstIncomplete = firstIncomplete < 0 ? probeset : firstIncomplete;
            }
        }
        List<String> warnings = new ArrayList<>(warningsOfReading);
        if (incomplete > 0) {
            warnings.add(incomplete(incomplete, probesetId(firstIncomplete), rows(firstIncomplete)));
        }
        if (genotypingBatches() == 1) {
            warnings.add("there is only one genotyping batch: nothing can be tested");
        }
        if (hasStrata()) {
            warnings.addAll(strataOfOneBatch());
        }
        if (annotation != null) {
            warnings.addAll(annotation.warnings());
        }
        return warnings;
    }

    /**
     * What is said where probesets lack rows.
     *
     * @param number of these
     * @param first the id of the first
     * @param rowsOfFirst how many it has
     */
    String incomplete(long number, String first, int rowsOfFirst) {
        return "%d probeset%s no row for some genotyping batches%s and %s tested on those with rows (first: %s, %d of %d)"
                .formatted(
                        number,
                        number == 1 ? " has" : "s have",
                        hasStrata() ? " in some strata" : "",
                        number == 1 ? "is" : "are",
                        first,
                        rowsOfFirst,
                        mostRows());
    }

    /** The rows of a probeset that has all. */
    private int mostRows() {
        return inStrata == null ? genotypingBatches() : inStrata.pairs();
    }

    private List<String> strataOfOneBatch() {
        int[] batches = new int[strata()];
        BatchesInStrata pairs = Objects.requireNonNull(inStrata);
        for (int pair = 0; pair < pairs.pairs(); pair++) {
            batches[pairs.stratum(pair)]++;
        }
        List<String> names = IntStream.range(0, batches.length)
                .filter(stratum -> batches[stratum] == 1)
                .mapToObj(this::stratumName)
                .toList();
        return names.isEmpty()
                ? List.of()
                : List.of("%d %s samples of a single genotyping batch and %s not tested (first: %s)"
                        .formatted(
                                names.size(),
                                names.size() == 1 ? "stratum has" : "strata have",
                                names.size() == 1 ? "is" : "are",
                                names.getFirst()));
    }
}

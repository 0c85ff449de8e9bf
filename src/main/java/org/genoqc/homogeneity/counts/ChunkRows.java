package org.genoqc.homogeneity.counts;

import java.util.Arrays;
import org.genoqc.homogeneity.table.Genotype;

/** The rows of one chunk of lines, with names numbered by the chunk's own pools. Not thread-safe. */
final class ChunkRows {

    private static final int MIN_CAPACITY = 16;
    /** Four counts of a digit, each with what ends it, as there are for each genotyping batch on a line of the wide format. */
    static final int MIN_BYTES_OF_ROW = 8;

    private final IdPool probesets;
    private int[] knownProbesets = {};
    private final IdPool batches = new IdPool();
    private final IdPool strata = new IdPool();
    private final IdPool alleles = AlleleNames.pool();
    private final IdPool chromosomes = new IdPool();
    private int capacity;
    /** Neither is noted while the rows are {@link #inOrder}. */
    private int[] probesetOfRow = {};

    private int[] batchOfRow = {};
    private boolean inOrder = true;
    /** Where the rows name their strata. */
    private int[] stratumOfRow;

    private final boolean hasStrata;
    private final CountCells counts;
    private int[] lineOfRow = {};
    /** Two of each row, where there are alleles at all. */
    private int[] allelesOfRow;
    /** The number of its chromosome and its position, two of each row, where there are places at all. */
    private int[] placesOfRow;

    private int size;
    private long largestCount;

    /**
     * No rows yet.
     *
     * @param layout its genotyping batches are the first, in their order
     * @param probesets what will hold the ids
     * @param expectedLines a guess; more are taken too
     * @param bytes the length of the chunk, which bounds the guess: a line may be short of most of its rows
     */
    ChunkRows(Layout layout, IdPool probesets, int expectedLines, int bytes) {
        this.probesets = probesets;
        capacity = (int)
                Math.max(Math.min((long) expectedLines * layout.rowsOfLine(), bytes / MIN_BYTES_OF_ROW), MIN_CAPACITY);
        stratumOfRow = new int[layout.hasStratumColumn() ? capacity : 0];
        hasStrata = layout.hasStrata();
        counts = new CountCells(capacity * Genotype.COUNT);
        allelesOfRow = new int[layout.hasAlleles() ? 2 * capacity : 0];
        placesOfRow = new int[layout.hasPlaces() ? 2 * capacity : 0];
        layout.batches().forEach(batches::add);
        if (layout.stratum() != null) {
            strata.add(layout.stratum());
        }
    }

    /**
     * Adds a row.
     *
     * @param probeset its number in {@link #probesets}, beginning after those that are known
     * @param batch its number in {@link #batches}
     * @param countsOfLine the four counts from {@code from} on are those of the row, each at least 0
     */
    void add(int probeset, int batch, long[] countsOfLine, int from) {
        if (size == capacity) {
            grow();
        }
        if (inOrder && (probeset != size || batch != 0)) {
            noteAll();
        }
        if (!inOrder) {
            probesetOfRow[size] = probeset;
            batchOfRow[size] = batch;
        }
        for (int i = from; i < from + Genotype.COUNT; i++) {
            largestCount = Math.max(largestCount, countsOfLine[i]);
        }
        counts.copyFourFrom(countsOfLine, from, largestCount, size * Genotype.COUNT);
        size++;
    }

    /** Says which stratum the row added last is of, by its number in {@link #strata}. */
    void setStratum(int stratum) {
        stratumOfRow[size - 1] = stratum;
    }

    /** Says which alleles the homozygotes of the row added last have, by their numbers in {@link #alleles}. */
    void setAlleles(int first, int second) {
        allelesOfRow[2 * size - 2] = first;
        allelesOfRow[2 * size - 1] = second;
    }

    /**
     * Says where the probeset of the row added last is.
     *
     * @param chromosome its number in {@link #chromosomes}
     * @param position {@link Annotation#NO_POSITION} where it is not known
     */
    void setPlace(int chromosome, int position) {
        placesOfRow[2 * size - 2] = chromosome;
        placesOfRow[2 * size - 1] = position;
    }

    /** Says on which line of the chunk, from 1, the row added last is. */
    void setLine(int line) {
        if (lineOfRow.length < size) {
            lineOfRow = Arrays.copyOf(lineOfRow, capacity);
        }
        lineOfRow[size - 1] = line;
    }

    /** Notes what was plain so far. */
    private void noteAll() {
        probesetOfRow = new int[capacity];
        batchOfRow = new int[capacity];
        for (int row = 0; row < size; row++) {
            probesetOfRow[row] = row;
        }
        inOrder = false;
    }

    private void grow() {
        capacity = size + (size >> 1);
        if (!inOrder) {
            probesetOfRow = Arrays.copyOf(probesetOfRow, capacity);
            batchOfRow = Arrays.copyOf(batchOfRow, capacity);
        }
        counts.resize(capacity * Genotype.COUNT);
        if (stratumOfRow.length > 0) {
            stratumOfRow = Arrays.copyOf(stratumOfRow, capacity);
        }
        if (allelesOfRow.length > 0) {
            allelesOfRow = Arrays.copyOf(allelesOfRow, 2 * capacity);
        }
        if (placesOfRow.length > 0) {
            placesOfRow = Arrays.copyOf(placesOfRow, 2 * capacity);
        }
    }

    int size() {
        return size;
    }

    /** The largest count of all rows; 0 if there are none. */
    long largestCount() {
        return largestCount;
    }

    /** Those that are not {@link #knownProbesets}. */
    IdPool probesets() {
        return probesets;
    }

    /** Says which numbers among all the first probesets have, which are not in {@link #probesets}. */
    void setKnownProbesets(int[] numbers) {
        knownProbesets = numbers;
    }

    /** The numbers among all of the first probesets; of none unless {@link #setKnownProbesets} was called. */
    int[] knownProbesets() {
        return knownProbesets;
    }

    IdPool batches() {
        return batches;
    }

    IdPool strata() {
        return strata;
    }

    boolean hasStrata() {
        return hasStrata;
    }

    IdPool alleles() {
        return alleles;
    }

    /** Of all rows, as they are written. */
    IdPool chromosomes() {
        return chromosomes;
    }

    boolean hasPlaces() {
        return placesOfRow.length > 0;
    }

    int chromosome(int row) {
        return placesOfRow[2 * row];
    }

    int position(int row) {
        return placesOfRow[2 * row + 1];
    }

    boolean hasAlleles() {
        return allelesOfRow.length > 0;
    }

    /** Whether each row is of a further probeset, the first of the first, and all are of the first genotyping batch. */
    boolean areInOrder() {
        return inOrder;
    }

    int probeset(int row) {
        return inOrder ? row : probesetOfRow[row];
    }

    int batch(int row) {
        return inOrder ? 0 : batchOfRow[row];
    }

    /** The stratum of a row, where there are strata. */
    int stratum(int row) {
        return stratumOfRow.length == 0 ? 0 : stratumOfRow[row];
    }

    /** The line of the chunk that the row is on, from 1, where {@link #setLine} was called for it. */
    int line(int row) {
        return lineOfRow[row];
    }

    /** The allele of which AA is the homozygote. */
    int firstAllele(int row) {
        return allelesOfRow[2 * row];
    }

    /** The allele of which BB is the homozygote. */
    int secondAllele(int row) {
        return allelesOfRow[2 * row + 1];
    }

    /** Has AA and BB change places in a row. */
    void exchangeHomozygotes(int row) {
        counts.swap(row * Genotype.COUNT, row * Genotype.COUNT + 2);
    }

    /** The counts of all rows, four each; what follows them means nothing. */
    CountCells counts() {
        return counts;
    }
}

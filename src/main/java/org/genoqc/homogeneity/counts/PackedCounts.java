package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.table.Genotype;
import org.jspecify.annotations.Nullable;

/**
 * The counts of some probesets of a data set, on their way between machines: rows as bytes, about six of them each, that are
 * brought together by probeset. Not thread-safe.
 */
public final class PackedCounts {

    /** What rows have besides counts. */
    private static final int ALLELES = 1;

    private static final int PLACES = 2;

    /** Any of them. */
    private static final String SEX_CHROMOSOME = "X";

    private final GenotypingBatches batches;
    private final IdPool ids = new IdPool();
    private final CountRows rows = new CountRows();
    private final long[] counts = new long[Genotype.COUNT];
    private final ProbesetAlleles alleles;
    private final ProbesetPlaces places;
    private final ChromosomeNames chromosomes = new ChromosomeNames();
    private final List<String> chromosomeOf = new ArrayList<>();
    private final RowProblems problems = new RowProblems();
    private boolean hasAlleles;
    private byte[] last = {};
    private @Nullable ProbesetCounts grouped;

    /** Some rows of a probeset, with its id as UTF-8. */
    @SuppressWarnings("ArrayRecordComponent") // is on its way, and compared by nobody
    public record Packed(byte[] id, byte[] rows) {}

    /** @param batches those of the data set */
    public PackedCounts(GenotypingBatches batches) {
        this.batches = batches;
        // as many as its user thinks right
        HeapBudget.Share unbounded = new HeapBudget(Long.MAX_VALUE).share();
        this.alleles = new ProbesetAlleles(unbounded);
        this.places = new ProbesetPlaces(unbounded);
    }

    /**
     * The rows of a part, probeset by probeset of each chunk of its lines.
     *
     * @param bytes of the file as it is, from {@link FilePart#start} on
     * @throws UncheckedIOException from the iterator, if the file can't be read
     */
    public static Iterator<Packed> read(FilePart part, InputStream bytes, GenotypingBatches batches)
            throws IOException {
        LineChunks chunks = part.open(bytes);
        Deque<Packed> ready = new ArrayDeque<>();
        return new Iterator<>() {
            private boolean hasEnded;

            @Override
            public boolean hasNext() {
                try {
                    while (ready.isEmpty() && !hasEnded) {
                        byte[] chunk = chunks.next();
                        hasEnded = chunk == null;
                        if (chunk != null) {
                            pack(
                                    ParsedChunk.of(chunk, part.layout(), IdPool.Known.NOTHING)
                                            .rows(),
                                    batches,
                                    ready);
                        }
                    }
                    return !ready.isEmpty();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public Packed next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return ready.remove();
            }
        };
    }

    private static void pack(ChunkRows chunk, GenotypingBatches batches, Deque<Packed> into) {
        int probesets = chunk.probesets().size();
        int[] starts = new int[probesets + 1];
        for (int row = 0; row < chunk.size(); row++) {
            starts[chunk.probeset(row) + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] next = starts.clone();
        int[] sorted = new int[chunk.size()];
        for (int row = 0; row < chunk.size(); row++) {
            sorted[next[chunk.probeset(row)]++] = row;
        }
        RowNumbers numbers = new RowNumbers(chunk, batches);
        for (int probeset = 0; probeset < probesets; probeset++) {
            if (starts[probeset + 1] == starts[probeset]) {
                continue;
            }
            PackedRows packed = new PackedRows(starts[probeset + 1] - starts[probeset]);
            packed.add((chunk.hasAlleles() ? ALLELES : 0) | (chunk.hasPlaces() ? PLACES : 0));
            for (int i = starts[probeset]; i < starts[probeset + 1]; i++) {
                pack(chunk, sorted[i], numbers.of(sorted[i]), packed);
            }
            into.add(new Packed(chunk.probesets().bytes(probeset), packed.bytes()));
        }
    }

    private static void pack(ChunkRows chunk, int row, int number, PackedRows packed) {
        packed.add(number);
        for (int genotype = 0; genotype < Genotype.COUNT; genotype++) {
            packed.add(chunk.counts().get(row * Genotype.COUNT + genotype));
        }
        if (chunk.hasAlleles()) {
            packed.add(chunk.alleles().bytes(chunk.firstAllele(row)));
            packed.add(chunk.alleles().bytes(chunk.secondAllele(row)));
        }
        if (chunk.hasPlaces()) {
            packed.add(chunk.chromosomes().bytes(chunk.chromosome(row)));
            packed.add(chunk.position(row) - (long) Annotation.NO_POSITION);
        }
    }

    /** The numbers in the data set of what the rows of a chunk are of. */
    private static final class RowNumbers {
        private final ChunkRows chunk;
        private final GenotypingBatches batches;
        private final int[] known;

        RowNumbers(ChunkRows chunk, GenotypingBatches batches) {
            this.chunk = chunk;
            this.batches = batches;
            this.known = new int
                    [Math.max(1, chunk.strata().size())
                            * Math.max(1, chunk.batches().size())];
        }

        int of(int row) {
            int stratum = chunk.hasStrata() ? chunk.stratum(row) : 0;
            int slot = stratum * chunk.batches().size() + chunk.batch(row);
            if (known[slot] == 0) {
                known[slot] = 1
                        + batches.number(new GenotypingBatches.Name(
                                chunk.hasStrata() ? chunk.strata().text(stratum) : null,
                                chunk.batches().text(chunk.batch(row))));
            }
            return known[slot] - 1;
        }
    }

    /** Whether a row of this probeset is of the one added last. */
    public boolean isLast(byte[] id) {
        return ids.size() > 0 && Arrays.equals(last, id);
    }

    /** Adds rows; those of a probeset one after the other, probesets in code point order. */
    public void add(Packed packed) throws IOException {
        if (!isLast(packed.id())) {
            last = packed.id();
            ids.add(last, 0, last.length);
            alleles.reserve(ids.size());
            places.reserve(ids.size());
        }
        PackedRows.Reader reader = new PackedRows.Reader(packed.rows());
        long what = reader.number();
        hasAlleles |= (what & ALLELES) != 0;
        while (reader.hasMore()) {
            int number = (int) reader.number();
            for (int genotype = 0; genotype < Genotype.COUNT; genotype++) {
                counts[genotype] = reader.number();
            }
            if ((what & ALLELES) != 0) {
                align(reader.text(alleles.names()), reader.text(alleles.names()));
            }
            if ((what & PLACES) != 0) {
                take(new String(reader.text(), StandardCharsets.UTF_8), (int)
                        (reader.number() + Annotation.NO_POSITION));
            }
            rows.add(ids.size() - 1, number, counts);
        }
    }

    private void align(int first, int second) {
        switch (alleles.align(ids.size() - 1, first, second)) {
            case EXCHANGED -> {
                long aa = counts[0];
                counts[0] = counts[2];
                counts[2] = aa;
            }
            case THIRD_ALLELE -> problems.hasThirdAllele(ids.text(ids.size() - 1));
            case SAME -> {}
        }
    }

    private void take(String chromosome, int position) {
        int probeset = ids.size() - 1;
        char number = ProbesetPlaces.numberOf(chromosome, chromosomes);
        while (chromosomeOf.size() <= probeset) {
            chromosomeOf.add("");
        }
        if (number != 0 && chromosomeOf.get(probeset).isEmpty()) {
            chromosomeOf.set(probeset, chromosome);
        }
        if (!places.take(probeset, number, position)) {
            problems.hasSeveralPlaces(ids.text(probeset));
        }
    }

    /** Adds a probeset of others, which comes after those that are here. */
    public void add(ProbesetCounts others, int probeset) throws IOException {
        PackedRows packed = new PackedRows(others.rows(probeset));
        packed.add(0);
        long[] cells = others.cells(probeset);
        for (int row = 0; row < others.rows(probeset); row++) {
            packed.add(others.rowNumber(probeset, row));
            for (int genotype = 0; genotype < Genotype.COUNT; genotype++) {
                packed.add(cells[row * Genotype.COUNT + genotype]);
            }
        }
        add(new Packed(others.idBytes(probeset), packed.bytes()));
    }

    /** How many probesets. */
    public int probesets() {
        return ids.size();
    }

    /** How many rows. */
    public int rows() {
        return rows.size();
    }

    /** All that was added, in the order of the data set; nothing is to be added afterwards. */
    public ProbesetCounts counts() {
        ProbesetCounts known = grouped;
        if (known == null) {
            known = group();
            grouped = known;
        }
        return known;
    }

    private ProbesetCounts group() {
        int[] asTheyAre = IntStream.range(0, ids.size()).toArray();
        int[] ranks = IntStream.range(0, batches.rowsOfProbeset()).toArray();
        int[] starts = RowGrouping.group(rows, asTheyAre, ranks);
        for (int probeset = 0; probeset < ids.size(); probeset++) {
            if (alleles.isReversed(probeset)) {
                for (int row = starts[probeset]; row < starts[probeset + 1]; row++) {
                    rows.exchangeHomozygotes(row);
                }
            }
        }
        return new ProbesetCounts(rows, starts, ids, batches.batches(), batches.inStrata(), List.of());
    }

    /**
     * The same, which knows of each probeset whether it is on a sex chromosome.
     *
     * @param isOnSexChromosome of the probeset with this number among those that were added
     */
    public ProbesetCounts counts(IntPredicate isOnSexChromosome) {
        char[] known = new char[ids.size()];
        for (int probeset = 0; probeset < known.length; probeset++) {
            known[probeset] = (char) (isOnSexChromosome.test(probeset) ? 1 : 0);
        }
        int[] positions = new int[known.length];
        Arrays.fill(positions, Annotation.NO_POSITION);
        return counts().annotated(new Annotation(
                known, new String[] {"", SEX_CHROMOSOME}, positions, new int[0], new IdPool(), List.of()));
    }

    /** What was found while rows were added. */
    RowProblems problems() {
        return problems;
    }

    IdPool ids() {
        return ids;
    }

    /** Whether rows of a probeset named its alleles in both orders. */
    boolean isNamedInBothOrders(int probeset) {
        return hasAlleles && alleles.isNamedInBothOrders(probeset);
    }

    /** The chromosome of a probeset as a row has it; empty where none says it. */
    String chromosome(int probeset) {
        return probeset < chromosomeOf.size() ? chromosomeOf.get(probeset) : "";
    }

    int position(int probeset) {
        return places.position(probeset);
    }
}

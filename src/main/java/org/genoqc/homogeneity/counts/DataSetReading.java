package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.counts.ProbesetAlleles.Alignment;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.jspecify.annotations.Nullable;

/** Takes the rows of all files of a data set, one file after the other. Not thread-safe. */
final class DataSetReading {

    /** Beside its id: its place in the order, its start, its result. */
    private static final long BYTES_PER_PROBESET = 200;

    private static final long BYTES_PER_BLOCK_OF_ROWS = 24L * CountRows.ROWS_PER_BLOCK;
    /** More for a block that holds a count above 2^31; sorting may bring such counts into every block. */
    private static final long MORE_PER_BLOCK_OF_WIDE_ROWS = 16L * CountRows.ROWS_PER_BLOCK;

    /** What the ids of the controls on an Axiom array begin with. */
    private static final String CONTROL = "AFFX";

    private static final int MAX_CHUNKS_AHEAD = 8;
    private static final int MAX_FILES_SIDE_BY_SIDE = 256;
    private static final int PART_OF_HEAP_FOR_FILES = 16;

    private final List<DataFile> files;
    private final HeapBudget.Share budget;
    private final InputLimits limits;
    private final Unpacking unpacking;
    private final Cancellation cancellation;
    private final CountRows rows = new CountRows();
    private final ArrivalOrder arrival = new ArrivalOrder();
    private final IdPool probesets = new IdPool();
    private final IdPool batches = new IdPool();
    private final BatchesInStrata batchesInStrata = new BatchesInStrata();
    private final ProbesetAlleles alleles;
    private final ProbesetPlaces places;
    private final RowProblems problems = new RowProblems();
    private final Faults faults = new Faults();
    private long largestCount;
    private boolean isRefused;
    private boolean isTooLarge;
    private long bytesLeft;

    /**
     * Reads the headers.
     *
     * @throws InvalidInputException if a file can't be used
     */
    DataSetReading(
            InputFiles files,
            HeapBudget.Share budget,
            InputLimits limits,
            Unpacking unpacking,
            Cancellation cancellation)
            throws IOException {
        this.files = DataFile.all(files, budget, limits, unpacking);
        this.budget = budget;
        this.limits = limits;
        this.unpacking = unpacking;
        this.cancellation = cancellation;
        this.alleles = new ProbesetAlleles(budget);
        this.places = new ProbesetPlaces(budget);
    }

    /**
     * Reads all rows.
     *
     * @throws InvalidInputException if there are faults
     */
    void readRows() throws IOException {
        readRows(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /**
     * Reads up to so many rows of each file, and of all files up to so many bytes of text, with the rest of the last chunk.
     *
     * @return whether these were all rows
     * @throws InvalidInputException if there are faults
     */
    boolean readRows(long maxRowsOfFile, long maxBytes) throws IOException {
        bytesLeft = maxBytes;
        if (maxRowsOfFile == Long.MAX_VALUE && files.size() > 1 && canBeReadAgain()) {
            if (readSideBySide()) {
                return true;
            }
            // for the faults alone, which are told file by file
            isRefused = true;
        }
        boolean all = true;
        for (DataFile file : files) {
            if (bytesLeft <= 0) {
                all = false;
            } else if (!faults.areEnough() && !isTooLarge) {
                boolean[] whole = new boolean[1];
                faults.collect(file.shownName(), () -> whole[0] = readRows(file, maxRowsOfFile));
                all &= whole[0];
            }
        }
        faults.throwIfAny();
        return all;
    }

    private boolean canBeReadAgain() {
        return files.stream().allMatch(file -> Files.isRegularFile(file.file().path()));
    }

    /** Takes all rows; false if there is a fault. */
    private boolean readSideBySide() throws IOException {
        long room = Runtime.getRuntime().maxMemory() / PART_OF_HEAP_FOR_FILES / SideBySide.BYTES_PER_FILE;
        int together = Math.clamp(room, 1, MAX_FILES_SIDE_BY_SIDE);
        SideBySide.Taker taker = new SideBySide.Taker() {
            @Override
            public IdPool.Known knownFrom(int probeset) {
                return probesets.knownFrom(probeset);
            }

            @Override
            public NumberedChunk number(ChunkRows chunk) throws IOException {
                widenFor(chunk);
                return numbered(chunk);
            }

            @Override
            public void takeInTurn(int probeset, List<NumberedChunk> chunks, int[] from, int ofEach)
                    throws IOException {
                takeBytesFor(ofEach * chunks.size());
                arrival.takeInTurn(rows.size(), probeset, chunks, ofEach);
                rows.addInTurn(probeset, chunks, from, ofEach);
            }
        };
        for (int first = 0; first < files.size(); first += together) {
            List<DataFile> some = files.subList(first, Math.min(first + together, files.size()));
            try (SideBySide reading = new SideBySide(some, taker, unpacking, cancellation)) {
                if (!reading.read()) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean readRows(DataFile file, long maxRows) throws IOException {
        try (InputStream bytes = InputBytes.open(file.file(), unpacking)) {
            LineChunks chunks = new LineChunks(bytes);
            chunks.skipLines(file.headerLine());
            try (ParsedChunks parsed =
                    new ParsedChunks(chunks, file.layout(), maxRows, MAX_CHUNKS_AHEAD, cancellation)) {
                long lines = file.headerLine();
                long found = 0;
                boolean stopped = false;
                long before = bytesLeft;
                for (ParsedChunk chunk = parsed.next(); chunk != null; chunk = stopped ? null : parsed.next()) {
                    take(chunk, file.shownName(), lines);
                    lines += chunk.lines();
                    found += chunk.rows().size() + chunk.faults().size();
                    bytesLeft = before - chunks.bytesGiven();
                    stopped = chunk.isStopped() || faults.areEnough() || bytesLeft <= 0;
                }
                if (chunks.isDamaged() && !stopped) {
                    throw new InvalidInputException(InputBytes.damaged(lines + 1));
                }
                if (found == 0 && bytesLeft > 0) {
                    throw new InvalidInputException(empty(file, lines));
                }
                return !stopped && parsed.areAll();
            }
        }
    }

    static InputFault empty(DataFile file, long lines) {
        return InputFault.at(
                lines + 1,
                null,
                null,
                Code.EMPTY,
                lines == file.headerLine() || !file.layout().leavesRowsOut()
                        ? "there are no rows below the header"
                        : "there is no row that is wanted below the header");
    }

    private void take(ParsedChunk chunk, @Nullable String shownName, long linesBefore) throws IOException {
        chunk.faults().forEach(fault -> faults.add(fault.below(linesBefore).in(shownName)));
        if (faults.isEmpty() && !isRefused) {
            widenFor(chunk.rows());
            NumberedChunk numbered = numbered(chunk.rows());
            takeBytesFor(chunk.rows().size());
            rows.addAll(numbered);
        }
    }

    private void widenFor(ChunkRows chunk) throws IOException {
        boolean wideBefore = isWide();
        largestCount = Math.max(largestCount, chunk.largestCount());
        if (isWide() && !wideBefore) {
            budget.take(MORE_PER_BLOCK_OF_WIDE_ROWS * rows.blocks());
        }
    }

    private boolean isWide() {
        return largestCount > Integer.MAX_VALUE;
    }

    /**
     * Takes the names of a chunk and the places of its probesets, and has the homozygotes of each be of the same alleles as in
     * rows before.
     */
    private NumberedChunk numbered(ChunkRows chunk) throws IOException {
        int[] probesetNumbers = takeIds(probesets, chunk.probesets(), chunk.knownProbesets(), BYTES_PER_PROBESET);
        int[] batchNumbers = takeIds(batches, chunk.batches());
        require(probesets.size(), limits.probesets(), "probesets");
        int[] pairs = batchesInStrata(chunk, batchNumbers);
        require(Math.max(batches.size(), batchesInStrata.size()), limits.genotypingBatches(), "genotyping batches");
        if (chunk.hasAlleles()) {
            align(chunk, probesetNumbers);
        }
        if (chunk.hasPlaces()) {
            takePlaces(chunk, probesetNumbers);
        }
        return new NumberedChunk(chunk, probesetNumbers, batchNumbers, pairs);
    }

    private int[] batchesInStrata(ChunkRows chunk, int[] batchNumbers) throws IOException {
        if (!chunk.hasStrata()) {
            return new int[0];
        }
        int[] strata = takeIds(batchesInStrata.names(), chunk.strata());
        int[] numbers = new int[chunk.size()];
        for (int row = 0; row < numbers.length; row++) {
            numbers[row] = batchesInStrata.number(strata[chunk.stratum(row)], batchNumbers[chunk.batch(row)], budget);
        }
        return numbers;
    }

    private void require(long found, long most, String what) throws InvalidInputException {
        if (found > most) {
            isTooLarge = true;
            throw InputLimits.exceeded(
                    files.getFirst().headerLine(), found, "a data set may have at most " + most + " " + what);
        }
    }

    private void takeBytesFor(int moreRows) throws IOException {
        require(rows.size() + (long) moreRows, limits.rows(), "rows");
        int blocks = rows.blocksFor(moreRows);
        if (blocks > 0) {
            budget.take(blocks * (BYTES_PER_BLOCK_OF_ROWS + (isWide() ? MORE_PER_BLOCK_OF_WIDE_ROWS : 0)));
        }
    }

    private void align(ChunkRows ofChunk, int[] probesetNumbers) throws IOException {
        int[] alleleNumbers = takeIds(alleles.names(), ofChunk.alleles());
        alleles.reserve(probesets.size());
        for (int row = 0; row < ofChunk.size(); row++) {
            int probeset = probesetNumbers[ofChunk.probeset(row)];
            Alignment alignment = alleles.align(
                    probeset, alleleNumbers[ofChunk.firstAllele(row)], alleleNumbers[ofChunk.secondAllele(row)]);
            if (alignment == Alignment.EXCHANGED) {
                ofChunk.exchangeHomozygotes(row);
            } else if (alignment == Alignment.THIRD_ALLELE) {
                problems.hasThirdAllele(probesets.text(probeset));
            }
        }
    }

    private void takePlaces(ChunkRows ofChunk, int[] probesetNumbers) throws IOException {
        char[] chromosomes = places.numbersOf(ofChunk.chromosomes());
        places.reserve(probesets.size());
        for (int row = 0; row < ofChunk.size(); row++) {
            int probeset = probesetNumbers[ofChunk.probeset(row)];
            if (!places.take(probeset, chromosomes[ofChunk.chromosome(row)], ofChunk.position(row))) {
                problems.hasSeveralPlaces(probesets.text(probeset));
            }
        }
    }

    private int[] takeIds(IdPool pool, IdPool ofChunk) throws IOException {
        return takeIds(pool, ofChunk, new int[0], 0);
    }

    /**
     * The number in a pool of each id of a chunk, after those that are known. What a new id takes is charged before it is
     * added.
     */
    private int[] takeIds(IdPool pool, IdPool ofChunk, int[] known, long bytesBesides) throws IOException {
        int[] numbers = Arrays.copyOf(known, known.length + ofChunk.size());
        int last = known.length == 0 ? -1 : known[known.length - 1];
        for (int id = 0; id < ofChunk.size(); id++) {
            // mostly in the order in which they came before
            int next = last + 1;
            boolean follows = next < pool.size() && pool.isSame(next, ofChunk, id);
            last = follows ? next : pool.numberOf(ofChunk, id);
            if (last < 0) {
                budget.take(bytesBesides + pool.bytesToAdd(ofChunk, id));
                last = pool.addFrom(ofChunk, id);
            }
            numbers[known.length + id] = last;
        }
        return numbers;
    }

    /** How many rows were read. */
    long rows() {
        return rows.size();
    }

    /** The ids of what was read, in the order of their arrival. */
    IdPool probesets() {
        return probesets;
    }

    /**
     * All that was read, if it was all.
     *
     * @throws InvalidInputException if there are faults between rows
     */
    ProbesetCounts grouped() throws IOException {
        int[] batchRanks = RowGrouping.ranks(batches.sorted());
        BatchesInStrata strata = files.getFirst().layout().hasStrata() ? batchesInStrata : null;
        int[] probesetRanks = RowGrouping.ranks(probesets.sorted());
        int[] starts = strata == null ? arrival.starts(rows.size(), probesetRanks, batchRanks) : null;
        boolean cameInOrder = starts != null;
        if (starts == null) {
            starts = RowGrouping.group(rows, probesetRanks, strata == null ? batchRanks : strata.sort(batchRanks));
        }
        ProbesetCounts grouped = new ProbesetCounts(rows, starts, probesets, batches, strata, warnings());
        orient(starts);
        problems.lookAt(grouped, !cameInOrder, RowProblems.mayTotalsOverflow(largestCount, rows.size()));
        if (!problems.isEmpty()) {
            new RowFaults(problems).locate(files, cancellation);
        }
        return hasPlaces() ? grouped.annotated(places.annotation()) : grouped;
    }

    /** Has AA be the homozygote of the allele that comes first in code point order, in every probeset. */
    private void orient(int[] starts) {
        if (!hasAlleles()) {
            return;
        }
        int[] sorted = probesets.sorted();
        for (int rank = 0; rank < sorted.length; rank++) {
            if (alleles.isReversed(sorted[rank])) {
                for (int row = starts[rank]; row < starts[rank + 1]; row++) {
                    rows.exchangeHomozygotes(row);
                }
            }
        }
    }

    private boolean hasPlaces() {
        return files.stream().anyMatch(file -> file.layout().hasPlaces());
    }

    private boolean hasAlleles() {
        return files.getFirst().layout().hasAlleles();
    }

    private List<String> warnings() {
        return switch (files.getFirst().layout().format()) {
            case AXIOM -> controls();
            case GCOUNT -> exchanges();
            default -> List.of();
        };
    }

    private List<String> controls() {
        return controls(IntStream.range(0, probesets.size())
                .filter(probeset -> isControl(probesets.text(probeset)))
                .count());
    }

    static boolean isControl(String probesetId) {
        return probesetId.startsWith(CONTROL);
    }

    static List<String> controls(long controls) {
        return controls == 0
                ? List.of()
                : List.of("%d probeset%s with %s, as controls do, and %s tested as all others"
                        .formatted(
                                controls,
                                controls == 1 ? " begins" : "s begin",
                                CONTROL,
                                controls == 1 ? "is" : "are"));
    }

    /** PLINK 1.9 has the rarer allele first, so that this is nothing to warn of there. */
    private List<String> exchanges() {
        int exchanged = 0;
        int first = 0;
        for (int probeset = 0; probeset < probesets.size(); probeset++) {
            if (alleles.isNamedInBothOrders(probeset)) {
                first = exchanged == 0 || probesets.compare(probeset, first) < 0 ? probeset : first;
                exchanged++;
            }
        }
        return exchanged == 0 ? List.of() : exchanges(exchanged, probesets.text(first));
    }

    static List<String> exchanges(long exchanged, String first) {
        return exchanged == 0
                ? List.of()
                : List.of(
                        "%d probeset%s REF and ALT exchanged in some files; their AA and BB were exchanged back (first: %s)"
                                .formatted(exchanged, exchanged == 1 ? " has" : "s have", first));
    }
}

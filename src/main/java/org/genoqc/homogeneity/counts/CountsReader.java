package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.commons.csv.CSVFormat;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * Reads genotype counts: tab-separated UTF-8 text, plain or gzip, with a header that names {@code probeset_id},
 * {@code batch_name}, {@code n_AA}, {@code n_AB}, {@code n_BB} and {@code n_NC} in any order, other columns ignored,
 * rows in any order. What would change a number is refused.
 *
 * <p>Streams: the text is cut at line ends into chunks that are parsed side by side and taken over in their order, a
 * few at a time; heap is bounded by {@link CountRows} and the ids, whatever the input is.
 *
 * @param budget what the heap of the counts is taken from
 * @param cancellation asked now and then
 */
public record CountsReader(HeapBudget.Share budget, Cancellation cancellation) {

    static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setDelimiter('\t')
            .setQuote('"')
            .setIgnoreEmptyLines(false)
            .get();
    /** Beside its id: its place in the order, its start, its result. */
    private static final long BYTES_PER_PROBESET = 200;

    private static final long BYTES_PER_BLOCK_OF_ROWS = 24L * CountRows.ROWS_PER_BLOCK;
    /** More for a block that holds a count above 2^31; sorting may bring such counts into every block. */
    private static final long MORE_PER_BLOCK_OF_WIDE_ROWS = 16L * CountRows.ROWS_PER_BLOCK;

    /**
     * Reads all of a file.
     *
     * @throws InvalidInputException if it is rejected, with its first faults
     * @throws HeapBudgetExceededException if it is too large for the heap
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    public ProbesetCounts read(Path file) throws IOException {
        Reading reading = new Reading();
        reading.readRows(file, Long.MAX_VALUE);
        return reading.grouped(file);
    }

    /**
     * Checks the header and the first rows of a file, all of it if it has no more, so that most mistakes are known at
     * once.
     *
     * @throws InvalidInputException if it is rejected, with its first faults
     */
    public void checkBeginning(Path file, long maxRows) throws IOException {
        Reading reading = new Reading();
        if (reading.readRows(file, maxRows)) {
            reading.grouped(file);
        }
    }

    private final class Reading {

        private static final int MAX_CHUNKS_AHEAD = 8;

        private final CountRows rows = new CountRows();
        private final IdPool probesets = new IdPool();
        private final IdPool batches = new IdPool();
        private final List<InputFault> faults = new ArrayList<>();
        private long lines;
        private long largestCount;
        private boolean stopped;
        private @Nullable CountsHeader header;

        /** Reads up to so many rows; true if that was all. */
        boolean readRows(Path file, long maxRows) throws IOException {
            try (InputStream raw = Files.newInputStream(file);
                    InputStream bytes = InputBytes.open(raw)) {
                LineChunks chunks = new LineChunks(bytes);
                boolean all = readHeader(chunks, maxRows) && readChunks(chunks, maxRows);
                if (chunks.isDamaged() && !stopped) {
                    faults.add(InputBytes.damaged(lines + 1));
                }
                if (!faults.isEmpty()) {
                    throw new InvalidInputException(
                            faults.subList(0, Math.min(faults.size(), InvalidInputException.MAX_FAULTS)));
                }
                if (rows.size() == 0) {
                    throw new InvalidInputException(empty());
                }
                return all;
            }
        }

        private InputFault empty() {
            return header == null
                    ? InputFault.at(1, null, null, Code.EMPTY, "the file is empty; it must begin with a header")
                    : InputFault.at(lines + 1, null, null, Code.EMPTY, "there are no rows below the header");
        }

        /** Parses the chunks up to that of the header; true if there may be more. */
        private boolean readHeader(LineChunks chunks, long maxRows) throws IOException {
            while (header == null && !stopped) {
                byte[] chunk = chunks.next();
                if (chunk == null) {
                    return true;
                }
                take(ParsedChunk.of(chunk, null, maxRows));
            }
            return !stopped;
        }

        /** Parses further chunks side by side; true if they were all. */
        private boolean readChunks(LineChunks chunks, long maxRows) throws IOException {
            Deque<FutureTask<ParsedChunk>> ahead = new ArrayDeque<>();
            try {
                byte[] chunk = rows.size() >= maxRows ? null : chunks.next();
                boolean more = rows.size() >= maxRows && chunks.next() != null;
                // how many rows a chunk may add is known only when those before have been taken
                int maxAhead = maxRows == Long.MAX_VALUE ? MAX_CHUNKS_AHEAD : 1;
                while (!stopped && (chunk != null || !ahead.isEmpty())) {
                    cancellation.throwIfRequested();
                    if (chunk != null && ahead.size() < maxAhead) {
                        byte[] next = chunk;
                        long maxFurther = maxRows == Long.MAX_VALUE ? maxRows : maxRows - rows.size();
                        FutureTask<ParsedChunk> parsing =
                                new FutureTask<>(() -> ParsedChunk.of(next, header, maxFurther));
                        ahead.add(parsing);
                        ForkJoinPool.commonPool().execute(parsing);
                        chunk = chunks.next();
                    } else {
                        help(ahead);
                        take(parsed(ahead.remove()));
                        stopped |= rows.size() >= maxRows;
                    }
                }
                return !stopped && !more;
            } finally {
                ahead.forEach(future -> future.cancel(false));
            }
        }

        /** Parses chunks not yet started until the first is done; running a task already started has no effect. */
        private static void help(Deque<FutureTask<ParsedChunk>> ahead) {
            FutureTask<ParsedChunk> first = ahead.element();
            for (FutureTask<ParsedChunk> parsing : ahead) {
                if (!first.isDone()) {
                    parsing.run();
                }
            }
        }

        private static ParsedChunk parsed(Future<ParsedChunk> future) throws IOException {
            try {
                return future.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException io) {
                    throw io;
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while reading", e);
            }
        }

        private void take(ParsedChunk chunk) throws IOException {
            header = chunk.header();
            for (InputFault fault : chunk.faults()) {
                faults.add(new InputFault(
                        lines + fault.line(), fault.column(), fault.value(), fault.code(), fault.rule()));
            }
            stopped = chunk.isStopped() || faults.size() >= InvalidInputException.MAX_FAULTS;
            lines += chunk.lines();
            boolean wideBefore = isWide();
            largestCount = Math.max(largestCount, chunk.rows().largestCount());
            if (isWide() && !wideBefore) {
                budget.take(MORE_PER_BLOCK_OF_WIDE_ROWS * rows.blocks());
            }
            if (faults.isEmpty()) {
                takeRows(chunk.rows());
            }
        }

        private boolean isWide() {
            return largestCount > Integer.MAX_VALUE;
        }

        private void takeRows(ChunkRows ofChunk) throws IOException {
            int[] probesetNumbers = takeIds(probesets, ofChunk.probesets(), BYTES_PER_PROBESET);
            int[] batchNumbers = takeIds(batches, ofChunk.batches(), 0);
            budget.take(rows.blocksFor(ofChunk.size())
                    * (BYTES_PER_BLOCK_OF_ROWS + (isWide() ? MORE_PER_BLOCK_OF_WIDE_ROWS : 0)));
            rows.addAll(ofChunk, probesetNumbers, batchNumbers);
        }

        /** The number in a pool of each id of a chunk. What a new id takes is charged before it is added. */
        private int[] takeIds(IdPool pool, IdPool ofChunk, long bytesBesides) throws IOException {
            int[] numbers = new int[ofChunk.size()];
            int last = -1;
            for (int id = 0; id < numbers.length; id++) {
                // mostly in the order in which they came before
                int next = last + 1;
                boolean follows = next < pool.size() && pool.isSame(next, ofChunk, id);
                last = follows ? next : pool.numberOf(ofChunk, id);
                if (last < 0) {
                    budget.take(bytesBesides + pool.bytesToAdd(ofChunk, id));
                    last = pool.addFrom(ofChunk, id);
                }
                numbers[id] = last;
            }
            return numbers;
        }

        ProbesetCounts grouped(Path file) throws IOException {
            int[] starts = RowGrouping.group(rows, probesets, batches);
            ProbesetCounts grouped = new ProbesetCounts(rows, starts, probesets, batches);
            RowFaults.check(file, grouped, largestCount);
            return grouped;
        }
    }
}

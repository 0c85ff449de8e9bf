package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * Files that are read side by side, a chunk of each at a time. Where they have the same order the rows of a probeset come out
 * one after the other, and need not be brought together afterwards; in any other order they come out as well. The first file is
 * a few chunks ahead of the others, so that whoever parses a chunk of these can tell the probesets by what was read of it.
 * Not thread-safe.
 */
final class SideBySide implements AutoCloseable {

    /** So much heap is taken for a file at most, but where lines are very long: its buffer, a chunk ahead, rows. */
    static final long BYTES_PER_FILE = 1 << 19;

    private static final int BYTES_OF_CHUNK = 1 << 16;
    /** So many chunks of the first file are numbered before their turn: the lines of another may be longer. */
    private static final int LEAD = 4;

    /** So many rows of each file are copied at a time that what they are copied to stays in a core's cache. */
    private static final int MAX_RUN = 32;

    private static final int NO_MORE = Integer.MAX_VALUE;

    private final List<OpenFile> open = new ArrayList<>();
    /** Of each file, the number of the probeset of its next row. */
    private final int[] next;

    private final Taker taker;
    private final Cancellation cancellation;
    private boolean isSound = true;

    /** What takes the rows. */
    interface Taker {

        /** The probesets that have numbers now, from one on. */
        IdPool.Known knownFrom(int probeset);

        /** Takes the names of a chunk, and gives them their numbers. */
        NumberedChunk number(ChunkRows rows) throws IOException;

        /**
         * Takes rows of several chunks in turn: the first of each, then the second of each, and so on.
         *
         * @param probeset of the first row of each; those of the others follow it
         * @param from the first row taken of each chunk
         * @param rows how many are taken of each
         */
        void takeInTurn(int probeset, List<NumberedChunk> chunks, int[] from, int rows) throws IOException;
    }

    /** A file and the rows of it that are to be taken next. */
    private final class OpenFile implements AutoCloseable {
        private final InputStream bytes;
        private final LineChunks chunks;
        private final Layout layout;
        private final int lead;
        private @Nullable FutureTask<@Nullable ParsedChunk> ahead;
        private final Deque<NumberedChunk> numbered = new ArrayDeque<>();
        private @Nullable NumberedChunk chunk;
        private int row;
        /** Up to this row each probeset is the one after the last. */
        private int endOfRun;

        private long found;

        /** @param lead how many chunks are numbered before their turn */
        OpenFile(DataFile file, Unpacking unpacking, int lead) throws IOException {
            this.bytes = InputBytes.open(file.file(), unpacking);
            this.chunks = new LineChunks(bytes, BYTES_OF_CHUNK);
            this.layout = file.layout();
            this.lead = lead;
            try {
                chunks.skipLines(file.headerLine());
            } catch (IOException e) {
                bytes.close();
                throw e;
            }
        }

        /**
         * Has another thread read and parse the next chunk, and compare its probesets with those known.
         *
         * @param expected the number of its first probeset, unless the files have different orders
         */
        void begin(int expected) {
            IdPool.Known probesets = taker.knownFrom(expected);
            ahead = new FutureTask<>(() -> {
                byte[] lines = chunks.next();
                return lines == null ? null : ParsedChunk.of(lines, layout, probesets);
            });
            ForkJoinPool.commonPool().execute(ahead);
        }

        /** The number of the probeset of the next row, or {@link #NO_MORE}. */
        int next() throws IOException {
            while (chunk == null || row == chunk.size()) {
                while (ahead != null && numbered.size() <= lead) {
                    number(ahead);
                }
                chunk = numbered.poll();
                row = 0;
                endOfRun = 0;
                if (chunk == null) {
                    return NO_MORE;
                }
            }
            return chunk.probeset(row);
        }

        private void number(FutureTask<@Nullable ParsedChunk> parsing) throws IOException {
            cancellation.throwIfRequested();
            help(parsing);
            ParsedChunk following = ParsedChunks.resultOf(parsing);
            ahead = null;
            if (following == null) {
                isSound &= !chunks.isDamaged() && found > 0;
                return;
            }
            isSound &= following.faults().isEmpty();
            found += following.rows().size();
            NumberedChunk taken = taker.number(following.rows());
            numbered.add(taken);
            begin(taken.size() == 0 ? 0 : taken.probeset(taken.size() - 1) + 1);
        }

        /** How many rows, beginning with the next, are of probesets that follow each other. */
        int run() {
            NumberedChunk of = chunk();
            if (endOfRun <= row) {
                endOfRun = row + 1;
                while (endOfRun < of.size() && of.probeset(endOfRun) == of.probeset(endOfRun - 1) + 1) {
                    endOfRun++;
                }
            }
            return endOfRun - row;
        }

        NumberedChunk chunk() {
            return Objects.requireNonNull(chunk);
        }

        @Override
        public void close() throws IOException {
            if (ahead != null) {
                // if it is being read, it fails, of which nobody is told
                ahead.cancel(false);
            }
            bytes.close();
        }
    }

    SideBySide(List<DataFile> files, Taker taker, Unpacking unpacking, Cancellation cancellation) throws IOException {
        this.taker = taker;
        this.cancellation = cancellation;
        this.next = new int[files.size()];
        try {
            for (DataFile file : files) {
                open.add(new OpenFile(file, unpacking, open.isEmpty() ? LEAD : 0));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Parses a chunk, or, while another thread does, those of other files; to run what another thread has begun has no effect. */
    private void help(FutureTask<@Nullable ParsedChunk> wanted) {
        wanted.run();
        // from the end, since the other threads began at the beginning
        for (int file = open.size() - 1; file >= 0 && !wanted.isDone(); file--) {
            FutureTask<@Nullable ParsedChunk> other = open.get(file).ahead;
            if (other != null) {
                other.run();
            }
        }
    }

    /** Takes all rows of all files; false, at the first fault, if there is one. */
    boolean read() throws IOException {
        open.getFirst().begin(0);
        advance(0);
        open.stream().skip(1).forEach(file -> file.begin(0));
        for (int file = 1; file < next.length; file++) {
            advance(file);
        }
        for (int probeset = least(); probeset < NO_MORE && isSound; probeset = least()) {
            take(probeset);
        }
        return isSound;
    }

    /** Takes rows of all files whose next row is of this probeset, and of the probesets after it, as far as all have them. */
    private void take(int probeset) throws IOException {
        List<NumberedChunk> chunks = new ArrayList<>();
        int[] from = new int[next.length];
        int run = MAX_RUN;
        for (int file = 0; file < next.length; file++) {
            if (next[file] == probeset) {
                OpenFile of = open.get(file);
                from[chunks.size()] = of.row;
                chunks.add(of.chunk());
                run = Math.min(run, of.run());
            } else {
                run = Math.min(run, next[file] - probeset);
            }
        }
        taker.takeInTurn(probeset, chunks, Arrays.copyOf(from, chunks.size()), run);
        for (int file = 0; file < next.length; file++) {
            if (next[file] == probeset) {
                open.get(file).row += run;
                advance(file);
            }
        }
    }

    private void advance(int file) throws IOException {
        next[file] = open.get(file).next();
    }

    private int least() {
        int least = NO_MORE;
        for (int probeset : next) {
            least = Math.min(least, probeset);
        }
        return least;
    }

    @Override
    public void close() throws IOException {
        for (OpenFile file : open) {
            file.close();
        }
    }
}

package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.table.Genotype;

/**
 * The counts of some probesets of a data set, on their way between machines: rows as bytes, about six of them each, that are
 * brought together by probeset. Not thread-safe.
 */
public final class PackedCounts {

    private static final int VARINT = 7;
    private static final int MAX_BYTES = 10;

    private final GenotypingBatches batches;
    private final IdPool ids = new IdPool();
    private final CountRows rows = new CountRows();
    private final long[] counts = new long[Genotype.COUNT];
    private byte[] last = {};

    /** Some rows of a probeset, with its id as UTF-8. */
    @SuppressWarnings("ArrayRecordComponent") // is on its way, and compared by nobody
    public record Packed(byte[] id, byte[] rows) {}

    /** @param batches those of the data set */
    public PackedCounts(GenotypingBatches batches) {
        this.batches = batches;
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
                            pack(ParsedChunk.of(chunk, part.layout(), IdPool.Known.NOTHING).rows(), batches, ready);
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
            Packing packing = new Packing(starts[probeset + 1] - starts[probeset]);
            for (int i = starts[probeset]; i < starts[probeset + 1]; i++) {
                int row = sorted[i];
                packing.add(numbers.of(row));
                for (int genotype = 0; genotype < Genotype.COUNT; genotype++) {
                    packing.add(chunk.counts().get(row * Genotype.COUNT + genotype));
                }
            }
            if (starts[probeset + 1] > starts[probeset]) {
                into.add(new Packed(chunk.probesets().bytes(probeset), packing.bytes()));
            }
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
            this.known = new int[Math.max(1, chunk.strata().size()) * Math.max(1, chunk.batches().size())];
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

    /** Numbers in as many bytes as they need. */
    private static final class Packing {
        private byte[] bytes;
        private int size;

        Packing(int rows) {
            bytes = new byte[Math.max(MAX_BYTES, 8 * rows)];
        }

        void add(long number) {
            if (size + MAX_BYTES > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            }
            long left = number;
            while (left >>> VARINT != 0) {
                bytes[size++] = (byte) (left | 1 << VARINT);
                left >>>= VARINT;
            }
            bytes[size++] = (byte) left;
        }

        byte[] bytes() {
            return Arrays.copyOf(bytes, size);
        }
    }

    /** Whether a row of this probeset is of the one added last. */
    public boolean isLast(byte[] id) {
        return ids.size() > 0 && Arrays.equals(last, id);
    }

    /** Adds rows; those of a probeset one after the other, probesets in code point order. */
    public void add(Packed packed) {
        if (!isLast(packed.id())) {
            last = packed.id();
            ids.add(last, 0, last.length);
        }
        int at = 0;
        byte[] bytes = packed.rows();
        while (at < bytes.length) {
            long batch = 0;
            for (int number = -1; number < Genotype.COUNT; number++) {
                long value = 0;
                int shift = 0;
                while (bytes[at] < 0) {
                    value |= (long) (bytes[at++] & 0x7f) << shift;
                    shift += VARINT;
                }
                value |= (long) bytes[at++] << shift;
                if (number < 0) {
                    batch = value;
                } else {
                    counts[number] = value;
                }
            }
            rows.add(ids.size() - 1, (int) batch, counts);
        }
    }

    /** Adds a probeset of others, which comes after those that are here. */
    public void add(ProbesetCounts others, int probeset) {
        Packing packing = new Packing(others.rows(probeset));
        long[] cells = others.cells(probeset);
        for (int row = 0; row < others.rows(probeset); row++) {
            packing.add(others.rowNumber(probeset, row));
            for (int genotype = 0; genotype < Genotype.COUNT; genotype++) {
                packing.add(cells[row * Genotype.COUNT + genotype]);
            }
        }
        add(new Packed(others.idBytes(probeset), packing.bytes()));
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
        int[] asTheyAre = IntStream.range(0, ids.size()).toArray();
        int[] ranks = IntStream.range(0, batches.rowsOfProbeset()).toArray();
        int[] starts = RowGrouping.group(rows, asTheyAre, ranks);
        return new ProbesetCounts(rows, starts, ids, batches.batches(), batches.inStrata(), List.of());
    }
}

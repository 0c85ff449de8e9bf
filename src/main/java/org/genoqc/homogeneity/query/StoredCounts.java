package org.genoqc.homogeneity.query;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.findings.GenotypeCounts;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.Genotype;

/**
 * The counts of every probeset of a job, in one file, from which those of one probeset are read without the others. Blocks
 * of 64 probesets, deflated; then the names of the genotyping batches, each after its length, where each block begins, and
 * last, at a fixed place from the end, where these are. In a block, for each probeset, as numbers of seven bits a byte: its
 * rows, and for each row how many genotyping batches are left out before it, AA, AB, BB and NC.
 */
public final class StoredCounts implements Closeable {

    private static final int PROBESETS_OF_BLOCK = 64;
    /** {@code chi2hqcn}; another layout has another number. */
    private static final long MAGIC = 0x636869326871636eL;

    /** Number of probesets, of genotyping batches, where the names are, where the places of the blocks are, magic. */
    private static final int TRAILER = 2 * Integer.BYTES + 3 * Long.BYTES;

    private final RandomAccess file;
    private final int probesets;
    private final int batches;
    private final long names;
    private final long places;

    private StoredCounts(RandomAccess file) throws IOException {
        this.file = file;
        long size = file.channel().size();
        ByteBuffer trailer = file.read(Math.max(0, size - TRAILER), TRAILER);
        probesets = trailer.getInt();
        batches = trailer.getInt();
        names = trailer.getLong();
        places = trailer.getLong();
        if (trailer.getLong() != MAGIC) {
            throw new IOException("the stored counts are not whole, or of another version");
        }
    }

    /** Opens a file that {@link #write} wrote. */
    public static StoredCounts open(Path counts) throws IOException {
        RandomAccess file = RandomAccess.reading(counts);
        try {
            return new StoredCounts(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Writes the counts of a data set. */
    public static void write(ProbesetCounts counts, Cancellation cancellation, Path to) throws IOException {
        try (OutputStream out = Files.newOutputStream(to)) {
            long[] starts = new long[(counts.probesets() + PROBESETS_OF_BLOCK - 1) / PROBESETS_OF_BLOCK + 1];
            Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
            ByteArrayOutputStream block = new ByteArrayOutputStream();
            try {
                for (int number = 0; number < starts.length - 1; number++) {
                    cancellation.throwIfRequested();
                    block.reset();
                    deflater.reset();
                    try (OutputStream deflated = new DeflaterOutputStream(block, deflater)) {
                        deflated.write(blockOf(counts, number * PROBESETS_OF_BLOCK));
                    }
                    block.writeTo(out);
                    starts[number + 1] = starts[number] + block.size();
                }
            } finally {
                deflater.end();
            }
            writeEnd(counts, starts, out);
        }
    }

    private static byte[] blockOf(ProbesetCounts counts, int first) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int behind = Math.min(counts.probesets(), first + PROBESETS_OF_BLOCK);
        for (int probeset = first; probeset < behind; probeset++) {
            ContingencyTable table = counts.table(probeset);
            writeNumber(table.rows(), bytes);
            int next = 0;
            for (int row = 0; row < table.rows(); row++) {
                int batch = counts.genotypingBatch(probeset, row);
                writeNumber(batch - next, bytes);
                next = batch + 1;
                for (int genotype = 0; genotype < Genotype.COUNT; genotype++) {
                    writeNumber(table.count(row, genotype), bytes);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void writeEnd(ProbesetCounts counts, long[] starts, OutputStream out) throws IOException {
        long position = starts[starts.length - 1];
        long places = position;
        for (int batch = 0; batch < counts.genotypingBatches(); batch++) {
            byte[] name = counts.genotypingBatchName(batch).getBytes(StandardCharsets.UTF_8);
            out.write(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
            out.write(name);
            places += Integer.BYTES + name.length;
        }
        ByteBuffer end = ByteBuffer.allocate(starts.length * Long.BYTES + TRAILER);
        end.asLongBuffer().put(starts);
        end.position(starts.length * Long.BYTES);
        end.putInt(counts.probesets())
                .putInt(counts.genotypingBatches())
                .putLong(position)
                .putLong(places)
                .putLong(MAGIC);
        out.write(end.array());
    }

    private static void writeNumber(long number, ByteArrayOutputStream bytes) {
        long left = number;
        while (left >= 0x80) {
            bytes.write((int) left | 0x80);
            left >>>= 7;
        }
        bytes.write((int) left);
    }

    /** The counts of a genotyping batch. */
    public record BatchCounts(String batchName, GenotypeCounts counts) {}

    /**
     * The counts of a probeset, by the names of the genotyping batches.
     *
     * @param probeset its number in the order of the ids
     * @throws IOException also if the file is damaged
     */
    public List<BatchCounts> of(int probeset) throws IOException {
        if (probeset < 0 || probeset >= probesets) {
            throw new IOException("the counts of probeset " + probeset + " are not among those of " + probesets);
        }
        ByteBuffer block = block(probeset / PROBESETS_OF_BLOCK);
        try {
            for (int before = 0; before < probeset % PROBESETS_OF_BLOCK; before++) {
                for (long left = readNumber(block) * (1 + Genotype.COUNT); left > 0; left--) {
                    readNumber(block);
                }
            }
            return rows(block, names());
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IOException("the stored counts are damaged", e);
        }
    }

    private static List<BatchCounts> rows(ByteBuffer block, List<String> names) {
        List<BatchCounts> rows = new ArrayList<>();
        int next = 0;
        for (long left = readNumber(block); left > 0; left--) {
            int batch = next + (int) readNumber(block);
            next = batch + 1;
            rows.add(new BatchCounts(
                    names.get(batch),
                    new GenotypeCounts(readNumber(block), readNumber(block), readNumber(block), readNumber(block))));
        }
        return rows;
    }

    private ByteBuffer block(int number) throws IOException {
        ByteBuffer place = file.read(places + (long) number * Long.BYTES, 2 * Long.BYTES);
        long start = place.getLong();
        byte[] deflated = file.bytes(start, Math.toIntExact(place.getLong() - start));
        Inflater inflater = new Inflater(true);
        try {
            // a byte more, as zlib wants it without a header
            inflater.setInput(Arrays.copyOf(deflated, deflated.length + 1));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 14];
            for (int read = inflater.inflate(buffer); read > 0; read = inflater.inflate(buffer)) {
                bytes.write(buffer, 0, read);
            }
            return ByteBuffer.wrap(bytes.toByteArray());
        } catch (DataFormatException e) {
            throw new IOException("the stored counts are damaged", e);
        } finally {
            inflater.end();
        }
    }

    private List<String> names() throws IOException {
        ByteBuffer all = file.read(names, Math.toIntExact(places - names));
        List<String> read = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            byte[] name = new byte[all.getInt()];
            all.get(name);
            read.add(new String(name, StandardCharsets.UTF_8));
        }
        return read;
    }

    private static long readNumber(ByteBuffer bytes) {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes.get();
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

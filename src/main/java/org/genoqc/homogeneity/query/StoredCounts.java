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
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.findings.GenotypeCounts;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.Genotype;
import org.jspecify.annotations.Nullable;

/**
 * The counts of every probeset of a job, in one file, from which those of one probeset are read without the others. Blocks
 * of 64 probesets, deflated; then the names of the genotyping batches, each after its length, the names of the strata likewise,
 * where each block begins, and last, at a fixed place from the end, where these are. In a block, for each probeset, as numbers
 * of seven bits a byte: its rows, and for each row how many genotyping batches are left out before it, AA, AB, BB and NC; where
 * there are strata, before that how many of these are left out, and after a stratum genotyping batches begin anew.
 */
public final class StoredCounts implements Closeable {

    private static final int PROBESETS_OF_BLOCK = 64;
    /** {@code chi2hqcn}; another layout has another number. */
    private static final long MAGIC = 0x636869326871636eL;

    /** {@code chi2hqcs}: the number of strata comes before the rest of the trailer. */
    private static final long MAGIC_OF_STRATA = 0x6368693268716373L;

    /** Number of probesets, of genotyping batches, where the names are, where the places of the blocks are, magic. */
    private static final int TRAILER = 2 * Integer.BYTES + 3 * Long.BYTES;

    private final RandomAccess file;
    private final int probesets;
    private final int batches;
    private final int strata;
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
        long magic = trailer.getLong();
        if (magic == MAGIC_OF_STRATA) {
            strata = file.read(size - TRAILER - Integer.BYTES, Integer.BYTES).getInt();
        } else if (magic == MAGIC) {
            strata = 0;
        } else {
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
            int before = 0;
            for (int row = 0; row < table.rows(); row++) {
                if (counts.hasStrata()) {
                    int stratum = counts.stratum(probeset, row);
                    writeNumber(stratum - before, bytes);
                    next = stratum == before ? next : 0;
                    before = stratum;
                }
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
            places += writeName(counts.genotypingBatchName(batch), out);
        }
        for (int stratum = 0; stratum < counts.strata(); stratum++) {
            places += writeName(counts.stratumName(stratum), out);
        }
        int ofStrata = counts.hasStrata() ? Integer.BYTES : 0;
        ByteBuffer end = ByteBuffer.allocate(starts.length * Long.BYTES + ofStrata + TRAILER);
        end.asLongBuffer().put(starts);
        end.position(starts.length * Long.BYTES);
        if (counts.hasStrata()) {
            end.putInt(counts.strata());
        }
        end.putInt(counts.probesets())
                .putInt(counts.genotypingBatches())
                .putLong(position)
                .putLong(places)
                .putLong(counts.hasStrata() ? MAGIC_OF_STRATA : MAGIC);
        out.write(end.array());
    }

    /** The bytes that it takes. */
    private static int writeName(String name, OutputStream out) throws IOException {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        out.write(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        out.write(bytes);
        return Integer.BYTES + bytes.length;
    }

    private static void writeNumber(long number, ByteArrayOutputStream bytes) {
        long left = number;
        while (left >= 0x80) {
            bytes.write((int) left | 0x80);
            left >>>= 7;
        }
        bytes.write((int) left);
    }

    /**
     * The counts of a genotyping batch.
     *
     * @param stratum those in it alone; null where the data has no strata
     */
    public record BatchCounts(String batchName, @Nullable String stratum, GenotypeCounts counts) {}

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
        try {
            ByteBuffer block = block(probeset / PROBESETS_OF_BLOCK);
            for (int before = 0; before < probeset % PROBESETS_OF_BLOCK; before++) {
                int numbers = (strata > 0 ? 2 : 1) + Genotype.COUNT;
                for (long left = readNumber(block) * numbers; left > 0; left--) {
                    readNumber(block);
                }
            }
            return rows(block, names());
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | ArithmeticException
                | IllegalArgumentException e) {
            throw new IOException("the stored counts are damaged", e);
        }
    }

    private List<BatchCounts> rows(ByteBuffer block, List<String> names) {
        List<BatchCounts> rows = new ArrayList<>();
        int next = 0;
        int stratum = 0;
        for (long left = readNumber(block); left > 0; left--) {
            int leftOut = strata > 0 ? (int) readNumber(block) : 0;
            stratum += leftOut;
            next = leftOut == 0 ? next : 0;
            int batch = next + (int) readNumber(block);
            next = batch + 1;
            rows.add(new BatchCounts(
                    names.get(batch),
                    strata > 0 ? names.get(batches + stratum) : null,
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

    /** Those of the genotyping batches, then those of the strata. */
    private List<String> names() throws IOException {
        ByteBuffer all = file.read(names, Math.toIntExact(places - names));
        List<String> read = new ArrayList<>();
        for (int i = 0; i < batches + strata; i++) {
            int length = all.getInt();
            Objects.checkFromIndexSize(0, length, all.remaining());
            byte[] name = new byte[length];
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

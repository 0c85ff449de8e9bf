package org.genoqc.homogeneity.job;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.CompletedBatch;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.TestResult;
import org.genoqc.homogeneity.table.Genotype;
import org.genoqc.homogeneity.table.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * The completed batches of one attempt at a job, each appended as a part with a checksum: the checkpoint from which
 * the next attempt goes on.
 *
 * <p>One file per attempt rather than per batch, since 5 million probesets in batches of one must not make 5 million
 * files. A killed process loses nothing that was appended; a crashed machine loses at most the last second, which is
 * then computed again. A part that is cut off or damaged, and what follows it, is left out when reading. Two attempts
 * never write to one file, and the results of a batch are the same whoever computed it, so that parts of an attempt
 * thought dead do no harm.
 */
final class PartFile implements Closeable {

    private static final int MAGIC = 0x43324850;
    private static final int LARGEST_PART = 1 << 30;
    private static final long NANOS_BETWEEN_SYNCS = 1_000_000_000;

    private final FileChannel channel;
    private long lastSync = System.nanoTime();

    private PartFile(FileChannel channel) {
        this.channel = channel;
    }

    /** @param plan names the plan that the batches belong to; parts of another plan are not read back */
    static PartFile create(Path file, String plan) throws IOException {
        PartFile parts = new PartFile(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        parts.append(plan.getBytes(StandardCharsets.UTF_8));
        return parts;
    }

    void append(CompletedBatch batch) throws IOException {
        append(encode(batch));
    }

    private synchronized void append(byte[] content) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(content.length + 12);
        part.putInt(MAGIC)
                .putInt(content.length)
                .put(content)
                .putInt(checksum(content))
                .flip();
        while (part.hasRemaining()) {
            channel.write(part);
        }
        if (System.nanoTime() - lastSync > NANOS_BETWEEN_SYNCS) {
            channel.force(false);
            lastSync = System.nanoTime();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }

    /** Reads back all whole parts of a file, if they belong to the plan. */
    static void read(Path file, String plan, Consumer<CompletedBatch> consumer) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            byte[] header = nextPart(in);
            if (header == null || !new String(header, StandardCharsets.UTF_8).equals(plan)) {
                return;
            }
            for (byte[] part = nextPart(in); part != null; part = nextPart(in)) {
                consumer.accept(decode(part));
            }
        }
    }

    /** Reads the timings of all whole parts of a file. */
    static void readTimings(Path file, Consumer<BatchTiming> consumer) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            nextPart(in);
            for (byte[] part = nextPart(in); part != null; part = nextPart(in)) {
                consumer.accept(readTiming(new DataInputStream(new ByteArrayInputStream(part))));
            }
        } catch (NoSuchFileException e) {
            // the job has ended meanwhile
        }
    }

    /** The content of the next part, or null at the end or where the file is damaged. */
    private static byte @Nullable [] nextPart(DataInputStream in) throws IOException {
        try {
            if (in.readInt() != MAGIC) {
                return null;
            }
            int length = in.readInt();
            if (length < 0 || length > LARGEST_PART) {
                return null;
            }
            byte[] content = in.readNBytes(length);
            return content.length == length && in.readInt() == checksum(content) ? content : null;
        } catch (EOFException e) {
            return null;
        }
    }

    private static int checksum(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return (int) checksum.getValue();
    }

    private static byte[] encode(CompletedBatch batch) throws IOException {
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(64 + batch.results().size() * 64);
        DataOutputStream out = new DataOutputStream(bytes);
        writeTiming(out, batch.timing());
        out.writeInt(batch.results().size());
        for (ProbesetResult result : batch.results()) {
            writeResult(out, result);
        }
        return bytes.toByteArray();
    }

    private static CompletedBatch decode(byte[] content) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        BatchTiming timing = readTiming(in);
        int size = in.readInt();
        List<ProbesetResult> results = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            results.add(readResult(in));
        }
        return new CompletedBatch(timing, results);
    }

    static void writeTiming(DataOutputStream out, BatchTiming timing) throws IOException {
        out.writeInt(timing.batch());
        out.writeInt(timing.worker());
        out.writeLong(ChronoUnit.NANOS.between(Instant.EPOCH, timing.started()));
        out.writeLong(timing.queueWait().toNanos());
        out.writeLong(timing.duration().toNanos());
        out.writeInt(timing.standard());
        out.writeInt(timing.monteCarlo());
        out.writeInt(timing.skipped());
        out.writeLong(timing.simulations());
    }

    static BatchTiming readTiming(DataInputStream in) throws IOException {
        return new BatchTiming(
                in.readInt(),
                in.readInt(),
                Instant.EPOCH.plusNanos(in.readLong()),
                Duration.ofNanos(in.readLong()),
                Duration.ofNanos(in.readLong()),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readLong());
    }

    private static void writeResult(DataOutputStream out, ProbesetResult result) throws IOException {
        out.writeInt(result.nBatches());
        out.writeLong(result.totalSamples());
        out.writeDouble(result.minExpectedCount());
        out.writeByte(result.excludedGenotypes().stream()
                .mapToInt(genotype -> 1 << genotype.ordinal())
                .sum());
        out.writeByte(result.skipReason() == null ? -1 : result.skipReason().ordinal());
        TestResult test = result.test();
        if (test != null) {
            out.writeDouble(test.chiSquared());
            out.writeInt(test.degreesOfFreedom());
            out.writeDouble(test.pValue());
            out.writeDouble(test.lnPValue());
            out.writeInt(test.simulations());
            out.writeInt(test.exceedances());
        }
    }

    private static ProbesetResult readResult(DataInputStream in) throws IOException {
        int nBatches = in.readInt();
        long totalSamples = in.readLong();
        double minExpectedCount = in.readDouble();
        Set<Genotype> excluded = genotypes(in.readByte());
        int skipReason = in.readByte();
        if (skipReason >= 0) {
            return new ProbesetResult(
                    nBatches, totalSamples, minExpectedCount, excluded, null, SkipReason.values()[skipReason]);
        }
        TestResult test = new TestResult(
                in.readDouble(), in.readInt(), in.readDouble(), in.readDouble(), in.readInt(), in.readInt());
        return new ProbesetResult(nBatches, totalSamples, minExpectedCount, excluded, test, null);
    }

    private static Set<Genotype> genotypes(int mask) {
        Set<Genotype> genotypes = EnumSet.noneOf(Genotype.class);
        for (Genotype genotype : Genotype.values()) {
            if ((mask & 1 << genotype.ordinal()) != 0) {
                genotypes.add(genotype);
            }
        }
        return genotypes;
    }
}

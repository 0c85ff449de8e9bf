package org.genoqc.homogeneity.job.storage;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.genoqc.homogeneity.batch.BatchContent;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.CompletedBatch;
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
final class PartFile implements JobParts.Attempt {

    private static final int MAGIC = 0x43324850;
    private static final int MAX_PART_BYTES = 1 << 30;
    private static final Duration BETWEEN_SYNCS = Duration.ofSeconds(1);

    private final FileChannel channel;
    private final Clock clock;
    private Instant lastSync;

    private PartFile(FileChannel channel, Clock clock) {
        this.channel = channel;
        this.clock = clock;
        this.lastSync = clock.instant();
    }

    /**
     * Makes the part file of an attempt.
     *
     * @param plan what the batches belong to; parts of another plan are not read back
     * @param clock tells when what was appended is to be made durable
     */
    static PartFile create(Path file, PartPlan plan, Clock clock) throws IOException {
        PartFile parts =
                new PartFile(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), clock);
        parts.append(plan.header().getBytes(StandardCharsets.UTF_8));
        return parts;
    }

    /** Appends a completed batch; thread-safe. */
    @Override
    public void save(CompletedBatch batch) throws IOException {
        append(BatchContent.encode(batch));
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
        Instant now = clock.instant();
        // a clock that was set back must not put it off
        if (Duration.between(lastSync, now).abs().compareTo(BETWEEN_SYNCS) > 0) {
            channel.force(false);
            lastSync = now;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }

    /**
     * Reads back all whole parts of a file, if they belong to the plan.
     *
     * @return whether they do; if not, nothing was read
     */
    static boolean read(Path file, PartPlan plan, Consumer<CompletedBatch> consumer) throws IOException {
        try (DataInputStream in = open(file)) {
            if (!header(in).equals(plan.header())) {
                return false;
            }
            for (byte[] part = nextPart(in); part != null; part = nextPart(in)) {
                consumer.accept(BatchContent.decode(part));
            }
            return true;
        }
    }

    /** Reads the timings of all whole parts of a file; none if it is of another version of the format. */
    static void readTimings(Path file, Consumer<BatchTiming> consumer) throws IOException {
        try (DataInputStream in = open(file)) {
            if (!PartPlan.isOfThisVersion(header(in))) {
                return;
            }
            for (byte[] part = nextPart(in); part != null; part = nextPart(in)) {
                consumer.accept(BatchContent.readTiming(new DataInputStream(new ByteArrayInputStream(part))));
            }
        } catch (NoSuchFileException e) {
            // the job has ended meanwhile
        }
    }

    private static DataInputStream open(Path file) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    /** What the file says it belongs to; empty where that is damaged. */
    private static String header(DataInputStream in) throws IOException {
        byte[] header = nextPart(in);
        return header == null ? "" : new String(header, StandardCharsets.UTF_8);
    }

    /** The content of the next part, or null at the end or where the file is damaged. */
    private static byte @Nullable [] nextPart(DataInputStream in) throws IOException {
        try {
            if (in.readInt() != MAGIC) {
                return null;
            }
            int length = in.readInt();
            if (length < 0 || length > MAX_PART_BYTES) {
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
}

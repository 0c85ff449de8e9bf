package org.genoqc.homogeneity.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The folders of the jobs in the data directory. Files that others may see appear only whole: written under a temporary
 * name, synced and renamed.
 */
@Component
public class JobFiles {

    private static final String PARTS = "parts-";

    private final Path root;
    private final Path uploads;
    private final long minFreeBytes;

    JobFiles(HomogeneityProperties properties) throws IOException {
        Path dataDir = properties.dataDir().toAbsolutePath().normalize();
        this.root = Files.createDirectories(dataDir.resolve("jobs"));
        this.uploads = Files.createDirectories(dataDir.resolve("uploads"));
        this.minFreeBytes = properties.minFreeSpace().toBytes();
    }

    /** Where uploads are received, on the same file system as the jobs, so that taking one over is a rename. */
    public Path uploads() {
        return uploads;
    }

    /** What is free on the disk of the data directory, in bytes. */
    public long freeBytes() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    /** The size of the disk of the data directory, in bytes. */
    public long totalBytes() throws IOException {
        return Files.getFileStore(root).getTotalSpace();
    }

    /** Writes and removes a file, as an upload does. */
    public void requireWritable() throws IOException {
        Path probe = Files.createTempFile(uploads, "probe", ".tmp");
        try {
            Files.write(probe, new byte[]{1});
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /** Whether there is room for so many bytes beside the space that must stay free. */
    boolean hasRoomFor(long bytes) throws IOException {
        return freeBytes() - bytes >= minFreeBytes;
    }

    Path folder(UUID id) {
        return root.resolve(id.toString());
    }

    Path input(UUID id) {
        return folder(id).resolve("input");
    }

    Path part(UUID id, int attempt) {
        return folder(id).resolve(PARTS + String.format("%04d", attempt));
    }

    /** The result TSV. */
    public Path result(UUID id) {
        return folder(id).resolve("result.tsv");
    }

    /** The result TSV, compressed. */
    public Path compressedResult(UUID id) {
        return folder(id).resolve("result.tsv.gz");
    }

    public Path summaryJson(UUID id) {
        return folder(id).resolve("summary.json");
    }

    public Path summaryText(UUID id) {
        return folder(id).resolve("summary.txt");
    }

    /** The timings of the probeset batches of an ended job. */
    public Path batches(UUID id) {
        return folder(id).resolve("batches");
    }

    /** What the times of a complete job say. */
    Path verdict(UUID id) {
        return folder(id).resolve("verdict.json");
    }

    /** The part files of all attempts. */
    List<Path> parts(UUID id) throws IOException {
        try (Stream<Path> files = Files.list(folder(id))) {
            return files.filter(file -> file.getFileName().toString().startsWith(PARTS)).sorted().toList();
        }
    }

    void create(UUID id) throws IOException {
        Files.createDirectory(folder(id));
    }

    /** Makes what is in the folder durable. */
    void sync(UUID id) throws IOException {
        sync(folder(id));
        sync(root);
    }

    void delete(UUID id) {
        try {
            FileSystemUtils.deleteRecursively(folder(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void deleteParts(UUID id) throws IOException {
        for (Path part : parts(id)) {
            Files.deleteIfExists(part);
        }
    }

    /** Writes to a temporary file. */
    @FunctionalInterface
    interface Write {
        void to(Path file) throws IOException;
    }

    /** Lets a file appear whole. */
    static void writeWhole(Path file, Write write) throws IOException {
        Path temporary = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".tmp");
        try {
            write.to(temporary);
            sync(temporary);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            Path folder = file.getParent();
            if (folder != null) {
                sync(folder);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

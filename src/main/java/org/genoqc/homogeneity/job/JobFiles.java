package org.genoqc.homogeneity.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.genoqc.homogeneity.result.WholeFile;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The folders of the jobs in the data directory. Files that others may see appear only whole: written under a temporary
 * name, synced and renamed.
 */
@Component
public class JobFiles {

    static final String INPUT = "input";

    private static final String PARTS = "parts-";
    private static final String TEMPORARY = ".tmp";

    private final Path root;
    private final Path uploads;
    private final long minFreeBytes;
    private final long mostBytes;

    JobFiles(HomogeneityProperties properties) {
        Path dataDir = properties.dataDir().toAbsolutePath().normalize();
        this.root = writable(dataDir.resolve("jobs"));
        this.uploads = writable(dataDir.resolve("uploads"));
        this.minFreeBytes = properties.minFreeSpace().toBytes();
        this.mostBytes = properties.maxDataSize() == null
                ? Long.MAX_VALUE
                : properties.maxDataSize().toBytes();
    }

    private static Path writable(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UnusableDataDirectoryException(directory, e);
        }
        if (!Files.isWritable(directory)) {
            throw new UnusableDataDirectoryException(directory, new AccessDeniedException(directory.toString()));
        }
        return directory;
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
            Files.write(probe, new byte[] {1});
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /** Whether there is room for so many bytes beside the space that must stay free. */
    boolean hasRoomFor(long bytes) throws IOException {
        return freeBytes() - bytes >= minFreeBytes;
    }

    /** Whether there is less space than must stay free. */
    boolean isFull() {
        try {
            return !hasRoomFor(0);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether so many bytes more are within what the jobs and uploads may take together. */
    boolean isWithinBound(long bytes) throws IOException {
        return mostBytes == Long.MAX_VALUE || bytes <= mostBytes && size(root) + size(uploads) <= mostBytes - bytes;
    }

    private static long size(Path folder) throws IOException {
        long[] bytes = {0};
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // removed meanwhile
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes[0];
    }

    Path folder(UUID id) {
        return root.resolve(id.toString());
    }

    Path input(UUID id) {
        return folder(id).resolve(INPUT);
    }

    /** The part file of an attempt, which no other attempt writes to. */
    Path part(Claim claim) {
        return folder(claim.job()).resolve(PARTS + String.format("%04d", claim.attempt()));
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
            return files.filter(file -> file.getFileName().toString().startsWith(PARTS))
                    .sorted()
                    .toList();
        }
    }

    /** A folder for what is being accepted; nothing that others look at. */
    Path stage(UUID id) throws IOException {
        return Files.createDirectory(uploads.resolve(id.toString()));
    }

    /** Makes the staged folder, whose files are synced, that of the job, durably. */
    void publish(UUID id) throws IOException {
        Path staged = uploads.resolve(id.toString());
        WholeFile.sync(staged);
        Files.move(staged, folder(id), StandardCopyOption.ATOMIC_MOVE);
        WholeFile.sync(root);
    }

    /** Removes the folder of a job, staged or published. */
    void delete(UUID id) throws IOException {
        FileSystemUtils.deleteRecursively(uploads.resolve(id.toString()));
        FileSystemUtils.deleteRecursively(folder(id));
    }

    boolean exist(UUID id) {
        return Files.exists(folder(id));
    }

    /** The jobs that have a folder. */
    List<UUID> jobs() throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.flatMap(folder -> id(folder).stream()).toList();
        }
    }

    private static Optional<UUID> id(Path folder) {
        try {
            return Optional.of(UUID.fromString(folder.getFileName().toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Removes the folder of a job if nothing in it was changed since a time. */
    boolean deleteIfOlder(UUID id, Instant time) throws IOException {
        return deleteIfOlder(folder(id), time);
    }

    /** Removes parts, and files never finished, from the folder of a job that has ended. */
    void deleteLeftovers(UUID id, Instant olderThan) throws IOException {
        List<Path> leftovers;
        try (Stream<Path> files = Files.list(folder(id))) {
            leftovers = files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(PARTS) || name.endsWith(TEMPORARY);
                    })
                    .toList();
        } catch (NoSuchFileException e) {
            return;
        }
        for (Path leftover : leftovers) {
            deleteIfOlder(leftover, olderThan);
        }
    }

    /** Removes uploads that nothing was written to since a time. */
    void deleteUploads(Instant olderThan) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(uploads)) {
            all = files.toList();
        }
        for (Path upload : all) {
            deleteIfOlder(upload, olderThan);
        }
    }

    private static boolean deleteIfOlder(Path fileOrFolder, Instant time) throws IOException {
        FileTime latest = FileTime.from(time);
        try (Stream<Path> all = Files.walk(fileOrFolder)) {
            for (Path each : all.toList()) {
                if (Files.getLastModifiedTime(each).compareTo(latest) >= 0) {
                    return false;
                }
            }
        } catch (NoSuchFileException | UncheckedIOException e) {
            return false;
        }
        return FileSystemUtils.deleteRecursively(fileOrFolder);
    }

    void deleteParts(UUID id) throws IOException {
        for (Path part : parts(id)) {
            Files.deleteIfExists(part);
        }
    }

    /** A directory in the data directory can't be made or can't be written to. */
    static final class UnusableDataDirectoryException extends UncheckedIOException {
        private static final long serialVersionUID = 1L;

        UnusableDataDirectoryException(Path directory, IOException cause) {
            super(directory + " can't be written to: " + cause, cause);
        }
    }
}

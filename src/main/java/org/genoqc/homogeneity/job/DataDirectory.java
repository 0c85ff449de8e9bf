package org.genoqc.homogeneity.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** The data directory: where things are in it, and how much room there is. */
@Component
public class DataDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

    private final Path root;
    private final Path jobs;
    private final Path uploads;
    private final long minFreeBytes;
    private final @Nullable DataSize maxSize;

    DataDirectory(HomogeneityProperties properties) {
        this.root = properties.dataDir().toAbsolutePath().normalize();
        this.jobs = writable(root.resolve("jobs"));
        this.uploads = writable(root.resolve("uploads"));
        this.minFreeBytes = properties.minFreeSpace().toBytes();
        this.maxSize = properties.maxDataSize();
    }

    private static Path writable(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UnusableException(directory, e);
        }
        if (!Files.isWritable(directory)) {
            throw new UnusableException(directory, new AccessDeniedException(directory.toString()));
        }
        closeToOthers(directory);
        return directory;
    }

    /** What an earlier version has made may be open to others; a volume of someone else stays as it is. */
    private static void closeToOthers(Path directory) {
        PosixFileAttributeView view = Files.getFileAttributeView(directory, PosixFileAttributeView.class);
        try {
            if (view != null) {
                view.setPermissions(PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            LOG.warn("{} may be open to others: {}", directory, e.toString());
        }
    }

    public Path root() {
        return root;
    }

    /** Where each job has its folder. */
    public Path jobs() {
        return jobs;
    }

    /** Where uploads are received, on the same file system as the jobs, so that taking one over is a rename. */
    public Path uploads() {
        return uploads;
    }

    /** What is free on its disk, in bytes. */
    public long freeBytes() throws IOException {
        return Files.getFileStore(jobs).getUsableSpace();
    }

    /** The size of its disk, in bytes. */
    public long totalBytes() throws IOException {
        return Files.getFileStore(jobs).getTotalSpace();
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

    /** Whether that many bytes fit beside the space that must stay free. */
    public boolean hasRoomFor(long bytes) throws IOException {
        return freeBytes() - bytes >= minFreeBytes;
    }

    /** Whether there is less space than must stay free; no where that can't be found out. */
    public boolean isFull() {
        try {
            return !hasRoomFor(0);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether jobs and uploads, with that many bytes more, stay within what they may take together. */
    public boolean isWithinBound(long bytes) throws IOException {
        return maxSize == null || bytes <= maxSize.toBytes() && size(jobs) + size(uploads) <= maxSize.toBytes() - bytes;
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

    /** A directory in the data directory can't be made or can't be written to. */
    public static final class UnusableException extends UncheckedIOException {
        private static final long serialVersionUID = 1L;

        UnusableException(Path directory, IOException cause) {
            super(directory + " can't be written to: " + cause, cause);
        }
    }
}

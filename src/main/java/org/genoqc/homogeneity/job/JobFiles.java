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

import org.genoqc.homogeneity.counts.WholeFile;
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

    /** Whether there is room for so many bytes beside the space that must stay free. */
    boolean hasRoomFor(long bytes) throws IOException {
        return Files.getFileStore(root).getUsableSpace() - bytes >= minFreeBytes;
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
        WholeFile.sync(folder(id));
        WholeFile.sync(root);
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
}

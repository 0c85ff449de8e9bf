package org.genoqc.homogeneity.job.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genoqc.homogeneity.job.DataDirectory;
import org.genoqc.homogeneity.result.WholeFile;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The folders of the jobs in the data directory. Files that others may see appear only whole: written under a temporary
 * name, synced and renamed.
 */
@Component
public class JobFiles {

    private static final String PARTS = "parts-";
    private static final String CLUSTER = "cluster-";
    private static final String TEMPORARY = ".tmp";
    private static final Pattern NUMBER_OF_PART = Pattern.compile("_[0-9]+\\.tmp$");

    private final Path root;
    private final Path uploads;

    JobFiles(DataDirectory directory) {
        this.root = directory.jobs();
        this.uploads = directory.uploads();
    }

    public Path folder(UUID id) {
        return root.resolve(id.toString());
    }

    /** The part file of an attempt, which no other attempt writes to. */
    public Path part(Claim claim) {
        return folder(claim.job()).resolve(PARTS + String.format("%04d", claim.attempt()));
    }

    /** Where what an attempt has submitted to a cluster writes. */
    Path cluster(UUID id, int attempt) {
        return folder(id).resolve(CLUSTER + String.format("%04d", attempt));
    }

    /** Removes that folder. */
    void deleteCluster(UUID id, int attempt) throws IOException {
        FileSystemUtils.deleteRecursively(cluster(id, attempt));
    }

    /** The result TSV. */
    public Path result(UUID id) {
        return folder(id).resolve("result.tsv");
    }

    /** The result TSV, compressed. */
    public Path compressedResult(UUID id) {
        return folder(id).resolve("result.tsv.gz");
    }

    /** The findings of a full analysis, as TSV. */
    public Path findings(UUID id) {
        return folder(id).resolve("findings.tsv");
    }

    /** The report card of the genotyping batches of a full analysis, as TSV. */
    public Path reportCard(UUID id) {
        return folder(id).resolve("genotyping-batches.tsv");
    }

    /** What pictures are drawn of, but for the timeline, as JSON. */
    public Path figures(UUID id) {
        return folder(id).resolve("figures.json");
    }

    /** What rows of result and findings are found by; made of them. */
    public Path index(UUID id) {
        return folder(id).resolve("tables.index");
    }

    /** The counts of every probeset. */
    public Path counts(UUID id) {
        return folder(id).resolve("counts");
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

    /** The verdict on the batch size of a complete job. */
    public Path verdict(UUID id) {
        return folder(id).resolve("verdict.json");
    }

    /** The part files of all attempts. */
    public List<Path> parts(UUID id) throws IOException {
        try (Stream<Path> files = Files.list(folder(id))) {
            return files.filter(file -> file.getFileName().toString().startsWith(PARTS))
                    .sorted()
                    .toList();
        }
    }

    /** A folder for what is being accepted; nothing that others look at. */
    public Path stage(UUID id) throws IOException {
        return Files.createDirectory(uploads.resolve(id.toString()));
    }

    /** Makes the staged folder, whose files are synced, that of the job, durably. */
    public void publish(UUID id) throws IOException {
        Path staged = uploads.resolve(id.toString());
        WholeFile.sync(staged);
        Files.move(staged, folder(id), StandardCopyOption.ATOMIC_MOVE);
        WholeFile.sync(root);
    }

    /** Removes the folder of a job, staged or published. */
    public void delete(UUID id) throws IOException {
        FileSystemUtils.deleteRecursively(uploads.resolve(id.toString()));
        FileSystemUtils.deleteRecursively(folder(id));
    }

    public boolean exist(UUID id) {
        return Files.exists(folder(id));
    }

    /** The jobs that have a folder. */
    public List<UUID> jobs() throws IOException {
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
    public boolean deleteIfOlder(UUID id, Instant time) throws IOException {
        return deleteIfOlder(folder(id), time);
    }

    /** Removes parts, what is left of a cluster, and files never finished, from the folder of a job that has ended. */
    public void deleteLeftovers(UUID id, Instant olderThan) throws IOException {
        List<Path> leftovers;
        try (Stream<Path> files = Files.list(folder(id))) {
            leftovers = files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith(PARTS) || name.startsWith(CLUSTER) || name.endsWith(TEMPORARY);
                    })
                    .toList();
        } catch (NoSuchFileException e) {
            return;
        }
        for (Path leftover : leftovers) {
            deleteIfOlder(leftover, olderThan);
        }
    }

    /**
     * Removes uploads that nothing was written to since a time. The files of an upload are written one after the other, so
     * that one stays as long as any other of the process that received it is written.
     */
    public void deleteUploads(Instant olderThan) throws IOException {
        Map<String, List<Path>> byReceiver;
        try (Stream<Path> files = Files.list(uploads)) {
            byReceiver = files.collect(Collectors.groupingBy(JobFiles::receiver));
        }
        for (List<Path> received : byReceiver.values()) {
            if (received.stream().allMatch(upload -> isOlder(upload, olderThan))) {
                for (Path upload : received) {
                    FileSystemUtils.deleteRecursively(upload);
                }
            }
        }
    }

    /** Tomcat calls what a process receives alike, up to a number. */
    private static String receiver(Path upload) {
        return NUMBER_OF_PART.matcher(upload.getFileName().toString()).replaceFirst("");
    }

    private static boolean deleteIfOlder(Path fileOrFolder, Instant time) throws IOException {
        return isOlder(fileOrFolder, time) && FileSystemUtils.deleteRecursively(fileOrFolder);
    }

    /** Whether nothing in it was changed since a time; no where that can't be found out. */
    private static boolean isOlder(Path fileOrFolder, Instant time) {
        FileTime latest = FileTime.from(time);
        try (Stream<Path> all = Files.walk(fileOrFolder)) {
            for (Path each : all.toList()) {
                if (Files.getLastModifiedTime(each).compareTo(latest) >= 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}

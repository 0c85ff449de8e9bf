package org.genoqc.homogeneity.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of a data set, plain or gzip.
 *
 * @param path where it is
 * @param name as its sender calls it, with {@code /} between folders: shown in messages, and where the format says so the
 *     genotyping batch is taken from it
 * @param batchName the genotyping batch that it is of; null to have it taken from a manifest or the name
 * @param source opens it where it is in no file system of this machine, the path being of no use; null where it is
 */
public record InputFile(
        Path path,
        String name,
        @Nullable String batchName,
        @Nullable Source source) {

    /** Opens a file that is elsewhere. */
    @FunctionalInterface
    public interface Source {

        /** Its bytes, from the beginning. */
        InputStream open() throws IOException;
    }

    /** A file of this machine. */
    public InputFile(Path path, String name, @Nullable String batchName) {
        this(path, name, batchName, null);
    }

    /** A file called as its path is. */
    public static InputFile of(Path path) {
        return new InputFile(path, path.toString().replace('\\', '/'), null);
    }

    /** The name without its folders. */
    public String baseName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** Its bytes as they are. */
    public InputStream open() throws IOException {
        return source == null ? Files.newInputStream(path) : source.open();
    }
}

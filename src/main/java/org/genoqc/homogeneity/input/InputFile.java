package org.genoqc.homogeneity.input;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of a data set, plain or gzip.
 *
 * @param path where it is
 * @param name as its sender calls it, with {@code /} between folders: shown in messages, and where the format says so the
 *     genotyping batch is taken from it
 * @param batchName the genotyping batch that it is of; null to have it taken from a manifest or the name
 */
public record InputFile(Path path, String name, @Nullable String batchName) {

    /** A file called as its path is. */
    public static InputFile of(Path path) {
        return new InputFile(path, path.toString().replace('\\', '/'), null);
    }

    /** The name without its folders. */
    public String baseName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}

package org.genoqc.homogeneity.spark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The folder for what is written, in whatever file system Hadoop knows. A file appears in it when it is complete. */
final class OutputFolder {

    private final FileSystem system;
    private final Path folder;

    /** Writes a text. */
    @FunctionalInterface
    interface Text {
        void writeTo(Writer out) throws IOException;
    }

    private OutputFolder(FileSystem system, Path folder) {
        this.system = system;
        this.folder = folder;
    }

    /** Makes the folder, unless it is there. */
    static OutputFolder of(String name, Configuration hadoop) throws IOException {
        Path folder = new Path(name);
        FileSystem system = folder.getFileSystem(hadoop);
        // no files with checksums beside what is written
        system.setWriteChecksum(false);
        system.mkdirs(folder);
        return new OutputFolder(system, folder);
    }

    /** Whether it is still there. */
    boolean exists() throws IOException {
        return system.exists(folder);
    }

    /** Writes a file, in place of one that is there. */
    synchronized void write(String name, Text text) throws IOException {
        Path temporary = new Path(folder, "." + name + ".tmp");
        Path file = new Path(folder, name);
        try (Writer out = new BufferedWriter(
                new OutputStreamWriter(system.create(temporary, true), StandardCharsets.UTF_8), 1 << 16)) {
            text.writeTo(out);
        }
        if (!system.rename(temporary, file)) {
            system.delete(file, false);
            if (!system.rename(temporary, file)) {
                throw new IOException("can't rename " + temporary + " to " + file);
            }
        }
    }
}

package org.genoqc.homogeneity.cli;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.genoqc.homogeneity.parquet.ParquetWriter;
import org.genoqc.homogeneity.result.WholeFile;

/** Where a command writes to: a file, which appears only when it is complete, or standard output. */
sealed interface Output {

    String STANDARD = "-";

    /** Writes bytes. */
    @FunctionalInterface
    interface Write {
        void to(OutputStream out) throws IOException, InterruptedException;
    }

    /** Writes text. */
    @FunctionalInterface
    interface WriteText {
        void to(Writer out) throws IOException, InterruptedException;
    }

    /** Writes it all, compressed by gzip if it goes to a file so named. */
    void write(Write write) throws IOException, InterruptedException;

    default void writeText(WriteText write) throws IOException, InterruptedException {
        write(stream -> {
            Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16);
            write.to(out);
            out.flush();
        });
    }

    /** Writes a table that is given as TSV: as Parquet if it goes to a file so named, else as it is. */
    default void writeTable(WriteText write) throws IOException, InterruptedException {
        writeText(write);
    }

    /**
     * Checks that it can be written, before hours are spent on computing what to write.
     *
     * @throws IOException if it can't
     */
    void check() throws IOException;

    /** Whether a table that goes there is written as Parquet. */
    static boolean isParquet(String argument) {
        return argument.endsWith(".parquet");
    }

    /** @param argument a file or {@code -} */
    static Output of(String argument) throws IOException {
        if (argument.equals(STANDARD)) {
            return new StandardOutput();
        }
        Path file = Path.of(Failures.requireName(argument));
        if (Files.isDirectory(file)) {
            throw new IOException(argument + ": is a directory");
        }
        if (Files.exists(file)) {
            // the file that a symbolic link leads to is to be replaced, not the link
            return Files.isRegularFile(file) ? new RegularFile(file.toRealPath()) : new Device(file);
        }
        return new RegularFile(file.toAbsolutePath());
    }

    /** A regular file, existing or to be created. */
    record RegularFile(Path file) implements Output {

        @Override
        public void write(Write write) throws IOException, InterruptedException {
            WholeFile.write(file, temporary -> {
                try (OutputStream out = stream(temporary)) {
                    write.to(out);
                }
            });
        }

        @Override
        public void writeTable(WriteText write) throws IOException, InterruptedException {
            if (!isParquet(file.toString())) {
                writeText(write);
                return;
            }
            write(stream -> {
                try (Writer out = new ParquetWriter(stream)) {
                    write.to(out);
                }
            });
        }

        private OutputStream stream(Path temporary) throws IOException {
            OutputStream out = Files.newOutputStream(temporary);
            return file.toString().endsWith(".gz") ? new GZIPOutputStream(out, 1 << 16) : new BufferedOutputStream(out);
        }

        @Override
        public void check() throws IOException {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new IOException(file + ": there is no directory " + folder);
            }
            // whether a file can be made is known when one has been: permissions do not tell of read-only file systems
            try {
                Files.delete(Files.createTempFile(folder, ".chi2-homogeneity-", ".tmp"));
            } catch (IOException e) {
                throw new IOException(file + ": the directory " + folder + " is not writable", e);
            }
        }
    }

    /** A pipe or device, which can't be replaced. */
    record Device(Path file) implements Output {

        @Override
        public void write(Write write) throws IOException, InterruptedException {
            try (OutputStream out = Files.newOutputStream(file)) {
                write.to(out);
            }
        }

        @Override
        public void check() throws IOException {
            if (!Files.isWritable(file)) {
                throw new IOException(file + ": is not writable");
            }
        }
    }

    /** Standard output; not {@link System#out}, which hides errors. */
    record StandardOutput() implements Output {

        @Override
        public void write(Write write) throws IOException, InterruptedException {
            try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
                write.to(out);
            } catch (IOException e) {
                throw e.getMessage() != null && e.getMessage().contains("Broken pipe")
                        ? new Failures.OutputClosedException(e)
                        : new IOException("standard output: " + e.getMessage(), e);
            }
        }

        @Override
        public void check() {
            // it is open or not; there is nothing to check
        }
    }
}

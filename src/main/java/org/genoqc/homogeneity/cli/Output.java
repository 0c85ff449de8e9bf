package org.genoqc.homogeneity.cli;

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

import org.genoqc.homogeneity.counts.WholeFile;

/** Where a command writes to: a file, which appears only whole, or standard output. */
sealed interface Output {

    String STANDARD = "-";

    /** Writes text. */
    @FunctionalInterface
    interface Write {
        void to(Writer out) throws IOException;
    }

    void write(Write write) throws IOException;

    /**
     * Looks whether it can be written, before hours are spent on what is to be written.
     *
     * @throws IOException if it can't
     */
    void check() throws IOException;

    /** @param argument a file or {@code -} */
    static Output of(String argument) throws IOException {
        if (argument.equals(STANDARD)) {
            return new StandardOutput();
        }
        Path file = Path.of(argument);
        if (Files.isDirectory(file)) {
            throw new IOException(argument + ": is a directory");
        }
        if (Files.exists(file)) {
            // the file that a symbolic link leads to is to be replaced, not the link
            return Files.isRegularFile(file) ? new RegularFile(file.toRealPath()) : new Device(file);
        }
        return new RegularFile(file.toAbsolutePath());
    }

    private static void writeAndClose(OutputStream stream, Write write) throws IOException {
        try (Writer out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16)) {
            write.to(out);
        }
    }

    /** A file that is there or will be. */
    record RegularFile(Path file) implements Output {

        @Override
        public void write(Write write) throws IOException {
            WholeFile.write(file, temporary -> writeAndClose(Files.newOutputStream(temporary), write));
        }

        @Override
        public void check() throws IOException {
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                throw new IOException(file + ": there is no directory " + folder);
            }
            if (!Files.isWritable(folder)) {
                throw new IOException(file + ": the directory " + folder + " is not writable");
            }
        }
    }

    /** A pipe or device, which can't be replaced. */
    record Device(Path file) implements Output {

        @Override
        public void write(Write write) throws IOException {
            writeAndClose(Files.newOutputStream(file), write);
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
        public void write(Write write) throws IOException {
            try {
                writeAndClose(new FileOutputStream(FileDescriptor.out), write);
            } catch (IOException e) {
                throw String.valueOf(e.getMessage()).contains("Broken pipe")
                        ? new Failures.OutputClosedException(e)
                        : new IOException("standard output: " + e.getMessage(), e);
            }
        }

        @Override
        public void check() {
            // is open or not; there is nothing to look at
        }
    }
}

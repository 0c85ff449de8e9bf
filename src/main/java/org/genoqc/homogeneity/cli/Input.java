package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The input of a command as a file that can be read twice: a file itself, or a copy of what comes through a pipe.
 *
 * @param name as shown
 * @param isCopy whether the file is to be deleted
 */
record Input(String name, Path file, boolean isCopy) implements AutoCloseable {

    static final String STANDARD = "-";
    static final String DESCRIPTION = "Genotype counts as TSV, plain or gzip; - for standard input.";

    /**
     * @param argument a file or {@code -}
     * @param interruption deletes the copy, since waiting for standard input can't be interrupted
     */
    static Input of(String argument, Interruption interruption) throws IOException {
        if (argument.equals(STANDARD)) {
            return copy("standard input", System.in, interruption);
        }
        Path file = Path.of(Failures.requireName(argument));
        if (!Files.exists(file)) {
            throw new NoSuchFileException(argument);
        }
        if (Files.isDirectory(file)) {
            throw new IOException(argument + ": is a directory");
        }
        if (!Files.isRegularFile(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                return copy(argument, in, interruption);
            }
        }
        return new Input(argument, file, false);
    }

    private static Input copy(String name, InputStream in, Interruption interruption) throws IOException {
        Path copy = Files.createTempFile("chi2-homogeneity-", ".input");
        Input input = new Input(name, copy, true);
        interruption.onRequest(input::delete);
        try {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return input;
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    /** Its name without the folder. */
    String baseName() {
        return isCopy ? name : String.valueOf(file.getFileName());
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (isCopy) {
            Files.deleteIfExists(file);
        }
    }
}

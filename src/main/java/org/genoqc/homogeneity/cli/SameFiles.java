package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Keeps a command from overwriting what it reads or has just written. */
final class SameFiles {

    private SameFiles() {}

    /**
     * Refuses two arguments that name the same file, by whatever paths.
     *
     * @throws ParameterException if they do
     */
    static void refuse(CommandSpec command, String oneName, String one, String otherName, String other)
            throws IOException {
        if (one.equals(Input.STANDARD) || other.equals(Input.STANDARD)) {
            // the input comes from another place than all others go to
            if (one.equals(other) && !otherName.equals("INPUT")) {
                throw new ParameterException(
                        command.commandLine(), oneName + " and " + otherName + " are both standard output");
            }
            return;
        }
        Path first = Path.of(one);
        Path second = Path.of(other);
        boolean same = Files.exists(first) && Files.exists(second)
                ? Files.isRegularFile(first) && Files.isSameFile(first, second)
                : resolved(first).equals(resolved(second));
        if (same) {
            throw new ParameterException(
                    command.commandLine(), oneName + " and " + otherName + " are the same file: " + one);
        }
    }

    /** The path of a file that may not be there yet, without the symbolic links of its folder. */
    private static Path resolved(Path file) throws IOException {
        Path normal = file.toAbsolutePath().normalize();
        Path folder = normal.getParent();
        return folder != null && Files.isDirectory(folder)
                ? folder.toRealPath().resolve(folder.relativize(normal))
                : normal;
    }
}

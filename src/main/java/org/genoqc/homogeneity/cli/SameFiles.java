package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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

    /**
     * Checks that all outputs can be written, and refuses any that is an input or another output.
     *
     * @param outputs files or {@code -} by the names of their arguments
     * @param inputs likewise
     */
    static void checkOutputs(CommandSpec command, Map<String, String> outputs, Map<String, String> inputs)
            throws IOException {
        Map<String, String> others = new LinkedHashMap<>(inputs);
        for (Map.Entry<String, String> output : outputs.entrySet()) {
            for (Map.Entry<String, String> other : others.entrySet()) {
                refuse(command, output.getKey(), output.getValue(), other.getKey(), other.getValue());
            }
            others.put(output.getKey(), output.getValue());
        }
        for (String output : outputs.values()) {
            Output.of(output).check();
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

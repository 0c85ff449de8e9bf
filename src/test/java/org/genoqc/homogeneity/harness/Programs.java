package org.genoqc.homogeneity.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs that tests run, where they are installed. */
public final class Programs {

    private Programs() {}

    static boolean isOnThePath(String program) {
        return find(program).isPresent();
    }

    /** Where it is; it is installed. */
    static Path path(String program) {
        return find(program).orElseThrow();
    }

    private static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Skips the test where a program, which is in the Debian package of the same name, is missing. */
    public static void assumeInstalled(String program) {
        assumeInstalled(program, program);
    }

    /** Skips the test where a program is missing. */
    public static void assumeInstalled(String program, String debianPackage) {
        boolean installed = isOnThePath(program);
        if (!installed) {
            System.err.println("A test is skipped: " + program + " is not on the PATH (Debian: apt-get install "
                    + debianPackage + ")");
        }
        Assumptions.assumeTrue(installed, program + " is not on the PATH");
    }

    /**
     * Runs a program in a folder, where its output is left in the file {@code output}; it has to succeed.
     *
     * @return its output
     */
    public static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path log = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String output = Files.readString(log);
        assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
        return output;
    }
}

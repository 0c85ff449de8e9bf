package org.genoqc.homogeneity.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** PLINK 1.9 or 2, as Debian's packages plink1.9 and plink2 have them, run in a folder. */
public final class Plink {

    private final String program;
    private final Path folder;

    /** @param program {@code plink1.9} or {@code plink2} */
    public Plink(String program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** Skips the test where one of the programs is missing. */
    public static void assumeInstalled(String... programs) {
        for (String program : programs) {
            boolean installed = Programs.isOnThePath(program);
            if (!installed) {
                System.err.println("A test is skipped: " + program + " is not on the PATH (Debian: apt-get install "
                        + program + ")");
            }
            Assumptions.assumeTrue(installed, program + " is not on the PATH");
        }
    }

    /** Runs it on one thread; it has to succeed. */
    public String run(String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("output");
        List<String> command = Stream.of(List.of(program), Arrays.asList(arguments), List.of("--threads", "1"))
                .flatMap(List::stream)
                .toList();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        String output = Files.readString(log);
        assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
        return output;
    }

    /** The fields of each line of a table that it wrote, which are separated by white space. */
    public List<String[]> table(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream()
                .map(line -> line.strip().split("\\s+", -1))
                .toList();
    }
}

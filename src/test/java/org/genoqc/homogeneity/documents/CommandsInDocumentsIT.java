package org.genoqc.homogeneity.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the commands of a document, its blocks of {@code bash}, in their order in one shell beside a running service. The
 * lines of its blocks of {@code tsv} and {@code text} must then be among what was printed.
 */
class CommandsInDocumentsIT {

    /** What can't be run within a test: it is the build itself, or needs an engine or a cluster, with tests of its own. */
    private static final List<String> NOT_RUN_HERE = List.of("mvn ", "docker ", "helm ");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(bash|tsv|text)\\n(.*?)^```$");
    /** Bounds a hang; how long the commands take does not matter. */
    private static final long LONGEST_MINUTES = 15;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/reference.md"})
    void everyCommandRunsAndPrintsWhatTheDocumentShows(String document) throws Exception {
        String text = Files.readString(Path.of(document));
        prepareFolder();
        try (ServiceProcess service = ServiceProcess.start(folder.resolve("data"), folder.resolve("service.log"))) {
            String printed = run(script(blocks(text, "bash"), service.port()));
            assertThat(printed.lines())
                    .containsAll(blocks(text, "tsv", "text").lines().toList());
        }
    }

    private static String blocks(String text, String... languages) {
        String blocks = BLOCK.matcher(text)
                .results()
                .filter(block -> List.of(languages).contains(block.group(1)))
                .map(block -> block.group(2))
                .collect(Collectors.joining());
        // a line that ends with a backslash goes on
        return blocks.replace("\\\n", "");
    }

    private static String script(String commands, int port) {
        return commands.lines()
                .filter(line -> NOT_RUN_HERE.stream().noneMatch(line::startsWith))
                .map(line -> line.replace("localhost:8080", "localhost:" + port))
                .collect(Collectors.joining("\n", "set -e\n", "\necho all commands were run\n"));
    }

    /** The folder looks like a checkout that was built. */
    private void prepareFolder() throws IOException {
        Path jar = Path.of(System.getProperty("homogeneity.jar")).toAbsolutePath();
        Files.createDirectories(folder.resolve("target"));
        Files.createSymbolicLink(folder.resolve("target").resolve(jar.getFileName()), jar);
        Files.createSymbolicLink(folder.resolve("examples"), Path.of("examples").toAbsolutePath());
    }

    private String run(String script) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Path java = Path.of(System.getProperty("java.home"), "bin");
        shell.environment().merge("PATH", java.toString(), (path, first) -> first + ":" + path);
        Process process = shell.start();
        try {
            assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES))
                    .as("the commands end")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        assertThat(printed).contains("all commands were run");
        return printed;
    }
}

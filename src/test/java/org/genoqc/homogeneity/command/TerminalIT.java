package org.genoqc.homogeneity.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.CommandProcess;
import org.genoqc.homogeneity.harness.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The progress bar on the screen of a real terminal emulator, tmux. */
class TerminalIT {

    @TempDir
    private Path folder;

    private Path socket;

    @BeforeEach
    void needsTmux() {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "tmux"))),
                "tmux is not installed");
        socket = folder.resolve("tmux");
    }

    @AfterEach
    void end() throws Exception {
        if (socket != null) {
            tmux("kill-server");
        }
    }

    private String tmux(String... args) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of("tmux", "-f", "/dev/null", "-S", socket.toString()), Stream.of(args))
                                .toList())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private List<String> screen() throws IOException, InterruptedException {
        return tmux("capture-pane", "-p")
                .lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private List<String> awaitScreen(Predicate<List<String>> wanted) throws Exception {
        AtomicReference<List<String>> screen = new AtomicReference<>();
        Waiting.<Exception>until(() -> String.join("\n", screen.get()), () -> {
            screen.set(screen());
            return wanted.test(screen.get());
        });
        return screen.get();
    }

    private static Predicate<List<String>> lastIsABarOfWidth(int width) {
        // what is cut off may end with spaces, which the screen does not show
        return screen -> !screen.isEmpty()
                && screen.getLast().matches("Testing +\\d+% \\[.*")
                && screen.getLast().length() < width
                && screen.getLast().length() > width - 6;
    }

    private static boolean hasNothingOfBarsDrawnBefore(List<String> screen) {
        return screen.stream()
                        .filter(line -> line.contains("Testing") || line.contains("/500"))
                        .count()
                == 1;
    }

    @Test
    void theBarFitsTheTerminalAlwaysInOneLineAndIsGoneAtTheEnd() throws Exception {
        String java = String.join(" ", CommandProcess.java(Files.createDirectory(folder.resolve("temporary"))));
        // the shell outlives the interrupt, which the terminal sends to it too
        tmux(
                "new-session",
                "-d",
                "-x",
                "100",
                "-y",
                "24",
                "trap : INT; " + java + " test examples/sample.tsv " + folder.resolve("out")
                        + " --n-workers 1 --n-simulations 100000000; echo ended with $?; sleep infinity");
        awaitScreen(lastIsABarOfWidth(100));
        for (int width : List.of(60, 45, 120)) {
            tmux("resize-window", "-x", Integer.toString(width));
            // a bar drawn while the terminal was being resized is wiped by the next one, so it may be seen for a moment
            awaitScreen(lastIsABarOfWidth(width).and(TerminalIT::hasNothingOfBarsDrawnBefore));
        }
        tmux("send-keys", "C-c");
        List<String> screen =
                awaitScreen(lines -> !lines.isEmpty() && lines.getLast().startsWith("ended with"));
        assertThat(screen.getLast()).isEqualTo("ended with 130");
        assertThat(screen).noneMatch(line -> line.contains("Testing"));
    }

    @Test
    void aShortRunShowsNoBarButItsTotals() throws Exception {
        String java = String.join(" ", CommandProcess.java(Files.createDirectory(folder.resolve("temporary"))));
        tmux(
                "new-session",
                "-d",
                "-x",
                "100",
                "-y",
                "40",
                java + " test examples/sample.tsv " + folder.resolve("out")
                        + " --n-simulations 10; echo ended with $?; sleep infinity");
        List<String> screen =
                awaitScreen(lines -> !lines.isEmpty() && lines.getLast().startsWith("ended with"));
        assertThat(screen)
                .contains("Probesets              500", "ended with 0")
                .noneMatch(line -> line.contains("Testing"));
    }
}

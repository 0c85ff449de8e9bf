package org.genoqc.homogeneity.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.genoqc.homogeneity.cli.CommandWithin;
import org.genoqc.homogeneity.harness.CommandProcess;
import org.genoqc.homogeneity.harness.CommandProcess.Ended;
import org.genoqc.homogeneity.harness.Programs;
import org.genoqc.homogeneity.harness.Waiting;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher of the release archive, called by a link from a folder whose name has spaces. One test has a real AOT cache
 * made; what the launcher does about caches is otherwise tested with a {@code java} that prints its arguments.
 */
class LauncherIT {

    private static final String VERSION = System.getProperty("homogeneity.version");
    /** The training runs with these options too. */
    private static final String QUICK = "CHI2_HOMOGENEITY_OPTS=" + CommandProcess.QUICK_JVM;

    private static final String VERSION_LINE = "chi2-homogeneity " + VERSION + "\n";

    @TempDir
    private static Path unpackedOnce;

    @TempDir
    private Path folder;

    private Path release;
    private Path link;

    @BeforeAll
    static void unpack() throws Exception {
        String archive = CommandProcess.jar().toString().replace("-exec.jar", "-release.tar.gz");
        Programs.run(unpackedOnce, List.of("tar", "-xzf", archive));
    }

    /** Links to the files of the archive, in folders of the test's own. */
    @BeforeEach
    void copy() throws Exception {
        Path unpacked = folder.resolve("with spaces");
        Programs.run(folder, List.of("cp", "-al", unpackedOnce.toString(), unpacked.toString()));
        release = unpacked.resolve("chi2-homogeneity-" + VERSION);
        link = Files.createSymbolicLink(folder.resolve("link"), release.resolve("bin/chi2-homogeneity"));
    }

    private Ended run(String... command) throws IOException {
        return CommandProcess.startAny(folder, null, List.of(command)).await();
    }

    private static List<String> names(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** The names of what the training leaves, once it has ended. */
    private static List<String> awaitTrained(Path directory) throws IOException {
        Waiting.until(
                () -> names(directory),
                () -> !names(directory).isEmpty() && !names(directory).contains("making"));
        return names(directory);
    }

    /** No place to write to, neither in the archive nor for the user, so that no training goes on behind a test. */
    private String[] withoutCache(String... command) throws IOException {
        if (!Files.exists(release.resolve("cache"))) {
            Files.createFile(release.resolve("cache"));
        }
        return Stream.concat(Stream.of("env", "XDG_CACHE_HOME=/proc/none", QUICK), Stream.of(command))
                .toArray(String[]::new);
    }

    @Test
    void firstCommandsMakeOneAotCacheTogetherAndLaterOnesUseIt() throws Exception {
        List<CommandProcess> first = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            first.add(CommandProcess.startAny(folder, null, List.of("env", QUICK, link.toString(), "--version")));
        }
        for (CommandProcess process : first) {
            Ended ended = process.await();
            assertThat(ended.out()).startsWith(VERSION_LINE);
            assertThat(ended.err()).isEmpty();
        }
        List<String> trained = awaitTrained(release.resolve("cache"));
        assertThat(trained).singleElement().asString().matches("commands-\\d+-\\d+\\.aot");
        // AOTMode=on: the JVM refuses to start where it can't use the cache
        Path result = folder.resolve("sample.result.tsv");
        String sample = release.resolve("examples/sample.tsv").toString();
        Ended cached = run(
                "env",
                "JAVA_TOOL_OPTIONS=-XX:AOTMode=on",
                QUICK,
                link.toString(),
                "test",
                sample,
                result.toString(),
                "--n-simulations",
                "100");
        assertThat(cached.exitCode()).as(cached.out() + cached.err()).isZero();
        Path expected = folder.resolve("expected.tsv");
        assertThat(CommandWithin.run("test", sample, expected, "--n-simulations", "100")
                        .exitCode())
                .isZero();
        assertThat(result).hasSameBinaryContentAs(expected).content().hasLineCount(501);
    }

    /**
     * A JDK that the launcher can't tell from the real one, so that a cache has the name that it has for that one; its java
     * prints its arguments, and writes an empty file where it is told to create a cache.
     */
    private String[] withPrintingJava(String... command) throws IOException {
        Path jdk = folder.resolve("printing-jdk");
        Path java = jdk.resolve("bin/java");
        if (!Files.exists(java)) {
            Files.createDirectories(java.getParent());
            Files.copy(Path.of(System.getProperty("java.home"), "release"), jdk.resolve("release"));
            Files.writeString(java, """
                #!/bin/sh
                for word in "$@"; do
                  case $word in -XX:AOTCache=*/making/cache) : > "${word#*=}" ;; esac
                done
                echo "$@"
                """);
            assertThat(java.toFile().setExecutable(true)).isTrue();
        }
        return Stream.concat(Stream.of("env", "JAVA_HOME=" + jdk), Stream.of(command))
                .toArray(String[]::new);
    }

    /** Has an empty file made in place of a cache; a second command is then to be told to use it. */
    private Path makeEmptyCache(Path directory) throws IOException {
        assertThat(run(withPrintingJava(link.toString(), "--version")).out()).doesNotContain("AOTCache");
        assertThat(awaitTrained(directory)).hasSize(1);
        Path cache = directory.resolve(names(directory).getFirst());
        assertThat(run(withPrintingJava(link.toString(), "--version")).out())
                .contains("-XX:AOTCache=" + cache + " ")
                .endsWith(" org.genoqc.homogeneity.HomogeneityApplication --version\n");
        return cache;
    }

    @Test
    void aCacheThatDoesNotFitIsPassedOverInSilence() throws Exception {
        Path cache = makeEmptyCache(release.toRealPath().resolve("cache"));
        Files.writeString(cache, "no cache");
        Ended ended = run(link.toString(), "--version");
        assertThat(ended.out()).startsWith(VERSION_LINE);
        assertThat(ended.err()).isEmpty();
        // it was taken for the cache: none is being made
        assertThat(names(cache.getParent())).containsExactly(cache.getFileName().toString());
    }

    @Test
    void whereTheArchiveCannotBeWrittenTheCacheIsAmongTheUsersOwn() throws Exception {
        Files.createFile(release.resolve("cache"));
        makeEmptyCache(folder.resolve("cache/chi2-homogeneity"));
    }

    @Test
    void goesWithoutACacheWhereNoneCanBeWritten() throws Exception {
        Ended ended = run(withoutCache(link.toString(), "--version"));
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).startsWith(VERSION_LINE);
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void saysWhichJavaIsNeeded() throws Exception {
        Path old = Files.createDirectories(folder.resolve("jdk-17/bin"));
        Files.copy(Path.of("/bin/true"), old.resolve("java"));
        Files.writeString(old.resolveSibling("release"), "JAVA_VERSION=\"17.0.15\"\n");
        for (Path home : List.of(old.getParent(), folder.resolve("none"))) {
            Ended ended = run("env", "JAVA_HOME=" + home, link.toString(), "--version");
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.err()).contains("install Java 25 or newer").hasLineCount(1);
        }
    }

    @Test
    void hasCompletion() throws Exception {
        Path completions = folder.resolve("completions");
        Ended completion = run(withoutCache("bash", "-c", """
            '%s' generate-completion > '%s' && . '%s' && complete -p chi2-homogeneity\
            """.formatted(link, completions, completions)));
        assertThat(completion.exitCode()).as(completion.err()).isZero();
        assertThat(completion.out()).contains("_complete_chi2-homogeneity");
    }
}

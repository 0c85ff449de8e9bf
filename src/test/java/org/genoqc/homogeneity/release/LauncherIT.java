package org.genoqc.homogeneity.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.CommandProcess;
import org.genoqc.homogeneity.harness.CommandProcess.Ended;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of the release archive, called by a link from a folder whose name has spaces. */
class LauncherIT {

    private static final String VERSION = System.getProperty("homogeneity.version");
    private static final String VERSION_LINE = "chi2-homogeneity " + VERSION + "\n";
    private static final long MAX_TRAINING_SECONDS = 540;

    /** The same in each unpacked copy of the archive; known once one was trained. */
    private static String cacheName;

    @TempDir
    private Path folder;

    private Path release;
    private Path link;

    @BeforeEach
    void unpack() throws Exception {
        Path unpacked = Files.createDirectory(folder.resolve("with spaces"));
        String archive = CommandProcess.jar().toString().replace("-exec.jar", "-release.tar.gz");
        assertThat(run("tar", "-xzf", archive, "-C", unpacked.toString()).exitCode())
                .isZero();
        release = unpacked.resolve("chi2-homogeneity-" + VERSION);
        link = Files.createSymbolicLink(folder.resolve("link"), release.resolve("bin/chi2-homogeneity"));
    }

    private Ended run(String... command) throws IOException, InterruptedException {
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
    private static List<String> awaitTrained(Path directory) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_TRAINING_SECONDS);
        while (names(directory).isEmpty() || names(directory).contains("making")) {
            assertThat(System.nanoTime()).as("%s", names(directory)).isLessThan(end);
            Thread.sleep(50);
        }
        return names(directory);
    }

    /** No place to write to, neither in the archive nor for the user, so that no training goes on behind a test. */
    private String[] withoutCache(String... command) throws IOException {
        if (!Files.exists(release.resolve("cache"))) {
            Files.createFile(release.resolve("cache"));
        }
        return Stream.concat(Stream.of("env", "XDG_CACHE_HOME=/proc/none"), Stream.of(command))
                .toArray(String[]::new);
    }

    @Test
    void firstCommandsMakeOneAotCacheTogetherAndLaterOnesUseIt() throws Exception {
        List<CommandProcess> first = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            first.add(CommandProcess.startAny(folder, null, List.of(link.toString(), "--version")));
        }
        for (CommandProcess process : first) {
            Ended ended = process.await();
            assertThat(ended.out()).startsWith(VERSION_LINE);
            assertThat(ended.err()).isEmpty();
        }
        List<String> trained = awaitTrained(release.resolve("cache"));
        assertThat(trained).singleElement().asString().matches("commands-\\d+-\\d+\\.aot");
        cacheName = trained.getFirst();
        // AOTMode=on: the JVM refuses to start where it can't use the cache
        Path result = folder.resolve("sample.result.tsv");
        String sample = release.resolve("examples/sample.tsv").toString();
        Ended cached = run(
                "env",
                "JAVA_TOOL_OPTIONS=-XX:AOTMode=on",
                link.toString(),
                "test",
                sample,
                result.toString(),
                "--n-simulations",
                "100");
        assertThat(cached.exitCode()).as(cached.out() + cached.err()).isZero();
        Path expected = folder.resolve("expected.tsv");
        CommandProcess.run(folder, "test", sample, expected, "--n-simulations", "100");
        assertThat(result).hasSameBinaryContentAs(expected).content().hasLineCount(501);
    }

    @Test
    void aCacheThatDoesNotFitIsPassedOverInSilence() throws Exception {
        Path caches = Files.createDirectory(release.resolve("cache"));
        Files.writeString(caches.resolve(knownCacheName()), "no cache");
        Ended ended = run(link.toString(), "--version");
        assertThat(ended.out()).startsWith(VERSION_LINE);
        assertThat(ended.err()).isEmpty();
        // it was taken for the cache: none is being made
        assertThat(names(caches)).containsExactly(knownCacheName());
    }

    private String knownCacheName() throws Exception {
        if (cacheName == null) {
            Path other = Files.createDirectory(folder.resolve("trained"));
            run("cp", "-a", release.toString(), other.toString());
            Path copy = other.resolve(release.getFileName());
            Files.deleteIfExists(copy.resolve("cache"));
            run(copy.resolve("bin/chi2-homogeneity").toString(), "--version");
            cacheName = awaitTrained(copy.resolve("cache")).getFirst();
        }
        return cacheName;
    }

    @Test
    void whereTheArchiveCannotBeWrittenTheCacheIsAmongTheUsersOwn() throws Exception {
        Files.createFile(release.resolve("cache"));
        Ended ended = run(link.toString(), "--version");
        assertThat(ended.out()).startsWith(VERSION_LINE);
        assertThat(awaitTrained(folder.resolve("cache/chi2-homogeneity"))).hasSize(1);
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

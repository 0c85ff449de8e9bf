package org.genoqc.homogeneity.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.genoqc.homogeneity.cli.CommandWithin;
import org.genoqc.homogeneity.harness.CommandProcess;
import org.genoqc.homogeneity.harness.CommandProcess.Ended;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.library.HomogeneityAnalysis;
import org.genoqc.homogeneity.parameters.Streams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as its users have it: the executable jar as a process. {@code CliTests} has the many cases. */
class CommandIT {

    private static final Path SAMPLE = Path.of("examples/sample.tsv");
    private static final Path CLEAN = TestData.resource("malformed/clean/base.tsv");

    @TempDir
    private Path folder;

    private static String expected(HomogeneityAnalysis test) throws IOException, InterruptedException {
        StringBuilder tsv = new StringBuilder();
        test.run(SAMPLE).writeTsv(tsv);
        return tsv.toString();
    }

    @Test
    void testsAFileWithAllOptions() throws Exception {
        Path output = folder.resolve("result");
        Path summary = folder.resolve("summary.txt");
        Ended ended = CommandProcess.run(
                folder,
                "test",
                SAMPLE,
                output,
                "--batch-size",
                100,
                "--n-simulations=500",
                "--min-expected-count",
                2.5,
                "--random-seed",
                -7,
                "--streams",
                "independent",
                "--n-workers",
                2,
                "--summary",
                summary,
                "--show-progress",
                "--verbose");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines())
                .contains(
                        "chi2-homogeneity 0.1.0: " + Runtime.getRuntime().availableProcessors() + " cores, 2 workers",
                        "5 probeset batches of 100: as requested",
                        "Probesets              500",
                        "AX-10000630: skipped")
                .anyMatch(line -> line.matches("AX-10000322: chi2 = 180.7047, p = .* \\*\\*"));
        assertThat(Files.readString(output))
                .isEqualTo(expected(HomogeneityAnalysis.withDefaults()
                        .withSimulations(500)
                        .withMinExpectedCount(2.5)
                        .withRandomSeed(-7)
                        .withStreams(Streams.INDEPENDENT)));
        assertThat(Files.readString(summary)).startsWith("chi2-homogeneity summary\n\nProbesets              500\n");
    }

    @Test
    void readsAndWritesPipes() throws Exception {
        Path compressed = folder.resolve("sample.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(SAMPLE, out);
        }
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Ended ended = CommandProcess.start(folder, compressed, "test", "-", "-", "--n-simulations", 100, "--quiet")
                .await();
        assertThat(ended)
                .isEqualTo(
                        new Ended(0, expected(HomogeneityAnalysis.withDefaults().withSimulations(100)), ""));
        assertThat(temporary).isEmptyDirectory();
    }

    /** From the executable jar itself, as its users start it. */
    @Test
    void compressesAnOutputThatIsNamedSo() throws Exception {
        Path output = folder.resolve("result.tsv.gz");
        Ended ended = CommandProcess.startAny(
                        folder,
                        null,
                        List.of(
                                CommandProcess.JAVA.toString(),
                                "-jar",
                                CommandProcess.jar().toString(),
                                "test",
                                SAMPLE.toString(),
                                output.toString(),
                                "--n-simulations=100",
                                "-q"))
                .await();
        assertThat(ended).isEqualTo(new Ended(0, "", ""));
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(output))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(expected(HomogeneityAnalysis.withDefaults().withSimulations(100)));
        }
    }

    @Test
    void saysNothingWhenNobodyReadsOnAfterHead() throws Exception {
        String java = String.join(" ", CommandProcess.java(Files.createDirectory(folder.resolve("temporary"))));
        // 10,000 rows: more than a pipe holds
        Ended ended = CommandProcess.startAny(
                        folder,
                        null,
                        List.of(
                                "bash",
                                "-c",
                                java
                                        + " generate - --n-probesets 1000 --n-genotyping-batches 10 | head -1; echo"
                                        + " ${PIPESTATUS[0]}"))
                .await();
        assertThat(ended).isEqualTo(new Ended(0, "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n1\n", ""));
    }

    @Test
    void ctrlCLeavesNothingBehind() throws Exception {
        Path results = Files.createDirectory(folder.resolve("results"));
        CommandProcess command = CommandProcess.start(
                folder,
                SAMPLE,
                "test",
                "-",
                results.resolve("result.tsv"),
                "--summary",
                results.resolve("summary.txt"),
                "--n-workers",
                1,
                "--n-simulations",
                100_000_000);
        command.awaitErr("probeset batches of");
        command.interrupt();
        Ended ended = command.await();
        assertThat(ended.exitCode()).isEqualTo(130);
        assertThat(ended.err()).doesNotContain("Exception", "internal error");
        assertThat(results).isEmptyDirectory();
        assertThat(folder.resolve("temporary")).isEmptyDirectory();
    }

    @Test
    void tellsEveryFewSecondsHowFarItIsWhereThereIsNoTerminal() throws Exception {
        CommandProcess command = CommandProcess.start(
                folder,
                null,
                "test",
                SAMPLE,
                "/dev/null",
                "--show-progress",
                "-q",
                "--n-workers",
                1,
                "--n-simulations",
                100_000_000);
        // it most likely tests by then, and need not for as long as it says nothing
        command.standStill(Duration.ofSeconds(2), Duration.ofSeconds(5));
        command.awaitErr(" of 500 probesets (");
        command.interrupt();
        assertThat(command.await().err().lines())
                .isNotEmpty()
                .allMatch(line -> line.matches("\\d+ of 500 probesets \\([0-9.]+ %\\), [0-9.]+/s(, \\d+ s left)?"));
    }

    @Test
    void aHeapThatIsTooSmallIsAFailureInALine() throws Exception {
        Path array = folder.resolve("array.tsv");
        assertThat(CommandWithin.run("generate", array, "--n-probesets", 20_000).exitCode())
                .isZero();
        Ended ended = CommandProcess.startAny(
                        folder,
                        null,
                        List.of(
                                CommandProcess.quickJava(),
                                "-Xmx20m",
                                "-jar",
                                CommandProcess.jar().toString(),
                                "test",
                                array.toString(),
                                folder.resolve("result.tsv").toString(),
                                "-q"))
                .await();
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err())
                .startsWith("chi2-homogeneity: the ")
                .contains("heap", "(-Xmx)")
                .hasLineCount(1);
        assertThat(folder.resolve("result.tsv")).doesNotExist();
    }

    @Test
    void aNameThatTheLocaleDoesNotHaveIsAFailureInALine() throws Exception {
        Ended ended = CommandProcess.startAny(
                        folder,
                        null,
                        List.of(
                                "env",
                                "LC_ALL=POSIX",
                                CommandProcess.quickJava(),
                                "-jar",
                                CommandProcess.jar().toString(),
                                "test",
                                CLEAN.toString(),
                                "größe.tsv",
                                "-q"))
                .await();
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).contains("LC_ALL=C.UTF-8").hasLineCount(1);
    }

    @Test
    void ctrlCLeavesNothingBehindWhileStandardInputIsRead() throws Exception {
        CommandProcess command = CommandProcess.start(folder, null, "test", "-", folder.resolve("result.tsv"));
        command.awaitErr("cores");
        command.process().getOutputStream().write("probeset_id".getBytes(StandardCharsets.US_ASCII));
        command.process().getOutputStream().flush();
        Thread.sleep(200);
        command.interrupt();
        assertThat(command.await().exitCode()).isEqualTo(130);
        assertThat(folder.resolve("temporary")).isEmptyDirectory();
        assertThat(folder.resolve("result.tsv")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"m19_duplicate_row_conflicting.tsv", "m32_gzip_truncated.tsv.gz"})
    void refusesBadInputWithALineForEachFault(String name) throws Exception {
        Path file = TestData.resource("malformed/" + name);
        Ended ended = CommandWithin.run("test", file, folder.resolve("result.tsv"), "-q");
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.err().lines())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("chi2-homogeneity: " + file + ": line "));
        assertThat(folder.resolve("result.tsv")).doesNotExist();
    }

    @Test
    void tellsFailuresFromFaultsOfTheCommandLine() throws Exception {
        assertThat(CommandWithin.run("test", folder, folder.resolve("result.tsv"), "-q"))
                .isEqualTo(new Ended(1, "", "chi2-homogeneity: " + folder + ": is a directory\n"));
        Ended unwritable = CommandWithin.run("test", CLEAN, "/proc/result.tsv", "-q");
        assertThat(unwritable.exitCode()).isEqualTo(1);
        assertThat(unwritable.err())
                .startsWith("chi2-homogeneity: /proc/result.tsv")
                .hasLineCount(1);
        Ended full = CommandWithin.run("test", SAMPLE, "/dev/full", "-q", "--n-simulations", 10);
        assertThat(full).isEqualTo(new Ended(1, "", "chi2-homogeneity: No space left on device\n"));
        Path input = Files.copy(CLEAN, folder.resolve("input.tsv"));
        Ended same = CommandWithin.run("test", input, input);
        assertThat(same.exitCode()).isEqualTo(2);
        assertThat(input).hasSameBinaryContentAs(CLEAN);
        Ended none = CommandWithin.run("test", CLEAN, folder.resolve("result.tsv"), "--n-simulations", 0);
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).startsWith("chi2-homogeneity: --n-simulations must be 1 to ");
    }
}

package org.genoqc.homogeneity.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.genoqc.homogeneity.cli.CommandWithin;
import org.genoqc.homogeneity.harness.CommandProcess;
import org.genoqc.homogeneity.harness.CommandProcess.Ended;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.PageUnderTest;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that talk to a service, with the service as another process; and that both give the same result. {@code
 * RemoteCommandsTests} has the cases that need no processes.
 */
@PageUnderTest.Shown
class CommandAndServiceIT {

    private static final Path SAMPLE = Path.of("examples/sample.tsv");
    private static final Path FIXTURE = Path.of("../shared/data/fixture.tsv");

    private static ServiceProcess service;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        service = PageUnderTest.service();
    }

    private Ended run(Object... args) throws Exception {
        return CommandProcess.run(folder, args);
    }

    /** Where nothing depends on the process. */
    private static Ended within(Object... args) {
        return CommandWithin.run(args);
    }

    private String server() {
        return "--server=http://127.0.0.1:" + service.port();
    }

    @Test
    void aJobIsSubmittedFollowedDownloadedAndRemoved() throws Exception {
        Path direct = folder.resolve("direct.tsv");
        assertThat(within("test", SAMPLE, direct, "-q", "--random-seed", 5, "--n-simulations", 100)
                        .exitCode())
                .isZero();
        Path served = folder.resolve("served.tsv");
        Ended submitted = within("submit", SAMPLE, server(), "-o", served, "--random-seed", 5, "--n-simulations", 100);
        assertThat(submitted.exitCode()).as(submitted.err()).isZero();
        assertThat(served).hasSameBinaryContentAs(direct);
        String id = submitted.out().strip();

        assertThat(within("status", id, server()).out())
                .containsPattern("state +COMPLETE\n")
                .containsPattern("parameters.random_seed +5\n")
                .containsPattern("input.name +sample.tsv\n");
        assertThat(within("list", server(), "--state", "COMPLETE").out())
                .contains(id + "  COMPLETE ")
                .contains("500/500");
        assertThat(within("progress", id, server(), "--follow").out())
                .isEqualTo("COMPLETE: 500 of 500 probesets (100.0 %)\n");
        assertThat(run("result", id, server()).out()).isEqualTo(Files.readString(direct));
        Path report = folder.resolve("report.html");
        assertThat(within("report", id, server(), "-o", report)).isEqualTo(new Ended(0, "", ""));
        try (JobClient client = service.client()) {
            assertThat(report)
                    .hasBinaryContent(client.get("/jobs/" + id + "/report.html").body());
        }
        assertThat(run("report", id, server()).out().equals(Files.readString(report)))
                .isTrue();
        Ended kept = within("cancel", id, server());
        assertThat(kept.exitCode()).isEqualTo(1);
        assertThat(kept.err()).contains("has ended: COMPLETE");
        assertThat(within("cancel", id, server(), "--remove")).isEqualTo(new Ended(0, "", ""));
        assertThat(within("result", id, server(), "-o", folder.resolve("none")).exitCode())
                .isEqualTo(1);
        assertThat(folder.resolve("none")).doesNotExist();
        Ended without = within("report", id, server(), "-o", folder.resolve("none"));
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.err().lines()).singleElement().asString().contains("no job " + id);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void findingsReportCardAndExclusionsAreThoseOfTheTestCommand() throws Exception {
        Object[] options = {
            "--exclusions-format",
            "plink-exclude",
            "--policy",
            "nocalls_p=1e-4,nocall_difference=0.1",
            "--max-batches",
            0
        };
        assertThat(within(with(options, "test", SAMPLE, "/dev/null", "-q", "--n-simulations", 100, files("direct")))
                        .exitCode())
                .isZero();
        String id = within("submit", SAMPLE, server(), "--wait", "-q", "--n-simulations", 100)
                .out()
                .strip();
        assertThat(within(with(options, "result", id, server(), files("served"))))
                .isEqualTo(new Ended(0, "", ""));
        for (String file : List.of("findings", "card", "exclusions")) {
            assertThat(folder.resolve("served." + file))
                    .isNotEmptyFile()
                    .hasSameBinaryContentAs(folder.resolve("direct." + file));
        }
        String basic = within("submit", SAMPLE, server(), "--wait", "-q", "--n-simulations", 100, "--analysis", "basic")
                .out()
                .strip();
        Path none = folder.resolve("none");
        Ended refused = within("result", basic, server(), "--findings", none);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err().lines()).singleElement().asString().contains("analysis of the job was basic");
        assertThat(none).doesNotExist();
    }

    private List<Object> files(String prefix) {
        return List.of(
                "--findings",
                folder.resolve(prefix + ".findings"),
                "--report-card",
                folder.resolve(prefix + ".card"),
                "--exclusions",
                folder.resolve(prefix + ".exclusions"));
    }

    /** Arguments, of which lists are several, and options after them. */
    private static Object[] with(Object[] options, Object... args) {
        return Stream.concat(
                        Arrays.stream(args)
                                .flatMap(arg -> arg instanceof List<?> list ? list.stream() : Stream.of(arg)),
                        Arrays.stream(options))
                .toArray();
    }

    @Test
    void onTheFixtureCommandAndServiceGiveTheSameBytes() throws Exception {
        assumeTrue(Files.exists(FIXTURE), "there is no " + FIXTURE);
        Path direct = folder.resolve("direct.tsv");
        Path served = folder.resolve("served.tsv");
        assertThat(within("test", FIXTURE, direct, "-q", "--n-simulations", 1000)
                        .exitCode())
                .isZero();
        assertThat(within("submit", FIXTURE, server(), "-o", served, "-q", "--n-simulations", 1000)
                        .exitCode())
                .isZero();
        assertThat(served).hasSameBinaryContentAs(direct);
    }

    @Test
    void aLiveJobIsCancelledAndSaysSoToThoseWhoWait() throws Exception {
        CommandProcess waiting = CommandProcess.start(
                folder, null, "submit", SAMPLE, server(), "--wait", "--n-simulations", 100_000_000);
        String id = waiting.awaitOut().strip();
        assertThat(within("cancel", id, server()).exitCode()).isZero();
        Ended ended = waiting.await();
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).contains("job " + id + " is CANCELED");
    }
}

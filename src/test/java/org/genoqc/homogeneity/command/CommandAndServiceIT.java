package org.genoqc.homogeneity.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.genoqc.homogeneity.harness.CommandProcess;
import org.genoqc.homogeneity.harness.CommandProcess.Ended;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that talk to a service, with the service as another process; and that both give the same result. */
class CommandAndServiceIT {

    private static final Path SAMPLE = Path.of("examples/sample.tsv");
    private static final Path FIXTURE = Path.of("../shared/data/fixture.tsv");

    @TempDir
    private static Path serviceFolder;

    private static ServiceProcess service;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        service = ServiceProcess.start(serviceFolder, serviceFolder.resolve("log"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private Ended run(Object... args) throws Exception {
        return CommandProcess.run(folder, args);
    }

    private String server() {
        return "--server=http://127.0.0.1:" + service.port();
    }

    @Test
    void aJobIsSubmittedFollowedDownloadedAndRemoved() throws Exception {
        Path direct = folder.resolve("direct.tsv");
        assertThat(run("test", SAMPLE, direct, "-q", "--random-seed", 5, "--n-simulations", 100)
                        .exitCode())
                .isZero();
        Path served = folder.resolve("served.tsv");
        Ended submitted = run("submit", SAMPLE, server(), "-o", served, "--random-seed", 5, "--n-simulations", 100);
        assertThat(submitted.exitCode()).as(submitted.err()).isZero();
        assertThat(served).hasSameBinaryContentAs(direct);
        String id = submitted.out().strip();

        assertThat(run("status", id, server()).out())
                .containsPattern("state +COMPLETE\n")
                .containsPattern("parameters.random_seed +5\n")
                .containsPattern("input.name +sample.tsv\n");
        assertThat(run("list", server(), "--state", "COMPLETE").out())
                .contains(id + "  COMPLETE ")
                .contains("500/500");
        assertThat(run("progress", id, server(), "--follow").out())
                .isEqualTo("COMPLETE: 500 of 500 probesets (100.0 %)\n");
        assertThat(run("result", id, server()).out()).isEqualTo(Files.readString(direct));
        Ended kept = run("cancel", id, server());
        assertThat(kept.exitCode()).isEqualTo(1);
        assertThat(kept.err()).contains("has ended: COMPLETE");
        assertThat(run("cancel", id, server(), "--remove")).isEqualTo(new Ended(0, "", ""));
        assertThat(run("result", id, server(), "-o", folder.resolve("none")).exitCode())
                .isEqualTo(1);
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void onTheFixtureCommandAndServiceGiveTheSameBytes() throws Exception {
        assumeTrue(Files.exists(FIXTURE), "there is no " + FIXTURE);
        Path direct = folder.resolve("direct.tsv");
        Path served = folder.resolve("served.tsv");
        assertThat(run("test", FIXTURE, direct, "-q", "--n-simulations", 1000).exitCode())
                .isZero();
        assertThat(run("submit", FIXTURE, server(), "-o", served, "-q", "--n-simulations", 1000)
                        .exitCode())
                .isZero();
        assertThat(served).hasSameBinaryContentAs(direct);
    }

    @Test
    void aLiveJobIsCancelledAndSaysSoToThoseWhoWait() throws Exception {
        CommandProcess waiting = CommandProcess.start(
                folder, null, "submit", SAMPLE, server(), "--wait", "--n-simulations", 100_000_000);
        String id = waiting.awaitOut().strip();
        assertThat(run("cancel", id, server()).exitCode()).isZero();
        Ended ended = waiting.await();
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).contains("job " + id + " is CANCELED");
    }

    @Test
    void faultsOfTheDataAreToldAsByTheTestCommand() throws Exception {
        Path file = TestData.resource("malformed/m07_fraction.tsv");
        Ended test = run("test", file, "-", "-q");
        Ended submit = run("submit", file, server());
        assertThat(submit.exitCode()).isEqualTo(3);
        assertThat(submit.err()).isEqualTo(test.err());
        assertThat(run("submit", SAMPLE, server(), "--n-simulations", 0).exitCode())
                .isEqualTo(2);
    }

    @Test
    void aServiceThatIsNotThereIsAFailure() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        assertThat(run("list", "--server=http://127.0.0.1:" + port))
                .isEqualTo(new Ended(
                        1, "", "chi2-homogeneity: http://127.0.0.1:" + port + ": no service can be reached there\n"));
    }

    @Test
    void aBrokenDownloadGoesOnWhereItBrokeOff() throws Exception {
        String id = run("submit", SAMPLE, server(), "--wait", "-q", "--n-simulations", 100)
                .out()
                .strip();
        Path result = folder.resolve("result.tsv");
        try (Cutter cutter = new Cutter(service.port(), 20_000, 2)) {
            Ended ended = run("result", id, "--server=http://127.0.0.1:" + cutter.port(), "-o", result);
            assertThat(ended).isEqualTo(new Ended(0, "", ""));
            assertThat(cutter.cut.get()).isEqualTo(2);
            assertThat(cutter.resumed.get()).isEqualTo(2);
        }
        assertThat(run("result", id, server()).out()).isEqualTo(Files.readString(result));
        assertThat(Files.list(folder).filter(file -> file.toString().endsWith(".part")))
                .isEmpty();
    }

    @Test
    void aDownloadGoesOnFromWhatAnEarlierOneHasLeft() throws Exception {
        String id = run("submit", SAMPLE, server(), "--wait", "-q", "--n-simulations", 100)
                .out()
                .strip();
        byte[] whole = run("result", id, server()).out().getBytes(StandardCharsets.UTF_8);
        Path result = folder.resolve("result.tsv");
        Path part = folder.resolve("result.tsv." + id + ".part");
        Files.write(part, Arrays.copyOf(whole, 20_000));
        try (Cutter cutter = new Cutter(service.port(), 0, 0)) {
            assertThat(run("result", id, "--server=http://127.0.0.1:" + cutter.port(), "-o", result)
                            .exitCode())
                    .isZero();
            assertThat(cutter.resumed.get()).isEqualTo(1);
        }
        assertThat(result).hasBinaryContent(whole);
        assertThat(part).doesNotExist();

        // what is not the beginning of the result is found out at its end, and not used
        Files.write(part, new byte[20_000]);
        Ended ended = run("result", id, server(), "-o", result);
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).contains("did not arrive as the service sent it");
        assertThat(part).doesNotExist();
        assertThat(result).hasBinaryContent(whole);
    }

    /** Between client and service: breaks the first long answers off after some bytes. */
    private static final class Cutter implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger cut = new AtomicInteger();
        private final AtomicInteger resumed = new AtomicInteger();
        private final int service;
        private final int bytes;
        private final int times;

        Cutter(int service, int bytes, int times) throws IOException {
            this.service = service;
            this.bytes = bytes;
            this.times = times;
            Thread.ofVirtual().start(this::listen);
        }

        int port() {
            return listening.getLocalPort();
        }

        private void listen() {
            try {
                while (true) {
                    Socket client = listening.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), service);
                    Thread.ofVirtual().start(() -> forward(client, server, true));
                    Thread.ofVirtual().start(() -> forward(server, client, false));
                }
            } catch (IOException e) {
                // closed: the test has ended
            }
        }

        private void forward(Socket from, Socket to, boolean requests) {
            byte[] buffer = new byte[4096];
            int sent = 0;
            try (from;
                    to;
                    InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (requests
                            && new String(buffer, 0, read, StandardCharsets.ISO_8859_1).contains("Range: bytes=")) {
                        resumed.incrementAndGet();
                    }
                    out.write(buffer, 0, read);
                    sent += read;
                    if (!requests && sent > bytes && cut.get() < times) {
                        cut.incrementAndGet();
                        return;
                    }
                }
            } catch (IOException e) {
                // the other direction has been cut
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}

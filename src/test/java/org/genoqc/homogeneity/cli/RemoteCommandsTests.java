package org.genoqc.homogeneity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.genoqc.homogeneity.HomogeneityApplication;
import org.genoqc.homogeneity.access.KeysFile;
import org.genoqc.homogeneity.access.Role;
import org.genoqc.homogeneity.harness.CommandProcess.Ended;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The commands that talk to a service, both within this process; {@code CommandAndServiceIT} has them as processes. */
@OneAtATime
class RemoteCommandsTests {

    private static final Path SAMPLE = Path.of("examples/sample.tsv");

    @TempDir
    private static Path serviceFolder;

    private static ConfigurableApplicationContext service;
    private static int port;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        service = SpringApplication.run(
                HomogeneityApplication.class, "--server.port=0", "--homogeneity.data-dir=" + serviceFolder);
        port = ((WebServerApplicationContext) service).getWebServer().getPort();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static String server() {
        return "--server=http://127.0.0.1:" + port;
    }

    private static byte[] resultOf(String id) {
        try (JobClient client = new JobClient(port)) {
            return client.awaitResult(id).body();
        }
    }

    @Test
    void faultsOfTheDataAreToldAsByTheTestCommand() {
        Path file = TestData.resource("malformed/m07_fraction.tsv");
        Ended test = CommandWithin.run("test", file, "-", "-q");
        Ended submit = CommandWithin.run("submit", file, server());
        assertThat(submit.exitCode()).isEqualTo(3);
        assertThat(submit.err()).isEqualTo(test.err());
        assertThat(CommandWithin.run("submit", SAMPLE, server(), "--n-simulations", 0)
                        .exitCode())
                .isEqualTo(2);
    }

    private Ended submitAxiom(Path output, Object... more) {
        return runOnAxiom("submit", List.of(server(), "-q", "-o", output), more);
    }

    private Ended testAxiom(Path output, Object... more) {
        return runOnAxiom("test", List.of(output, "-q"), more);
    }

    private Ended runOnAxiom(String subcommand, List<Object> rest, Object... more) {
        List<Object> args = new ArrayList<>(List.of(subcommand));
        for (String batch : List.of("b000", "b001", "b006")) {
            args.add(Path.of("examples/axiom", batch, "Ps.performance.txt"));
        }
        args.addAll(rest);
        args.addAll(List.of(more));
        return CommandWithin.run(args.toArray());
    }

    @Test
    void severalFilesGiveTheBytesOfTheTestCommand() throws Exception {
        Path tested = folder.resolve("tested.tsv");
        Path submitted = folder.resolve("submitted.tsv");
        testAxiom(tested);
        assertThat(submitAxiom(submitted).err()).isEmpty();
        assertThat(submitted).hasSameBinaryContentAs(tested);
    }

    @Test
    void aManifestIsSentWithTheFiles() throws Exception {
        Path manifest = folder.resolve("plates.tsv");
        Files.writeString(manifest, "file\tbatch_name\nb000/Ps.performance.txt\tfirst\n");
        Path output = folder.resolve("result.tsv");
        Ended refused = submitAxiom(output, "--manifest", manifest, "--format", "axiom");
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err())
                .startsWith("chi2-homogeneity: ")
                .contains("/plates.tsv, line 3, column file, value \"b001/Ps.performance.txt\": ");
        Files.writeString(
                manifest,
                "b001/Ps.performance.txt\tsecond\nb006/Ps.performance.txt\tthird\n",
                StandardOpenOption.APPEND);
        assertThat(submitAxiom(output, "--manifest", manifest).exitCode()).isZero();
        assertThat(output).content().contains("\tsecond\t");
    }

    @Test
    void anAnnotationIsSentWithTheFiles() throws Exception {
        Path annotation = Files.writeString(
                folder.resolve("array.tsv"), "probeset_id\tsnp_id\tchromosome\nAX-10000000\trs1\tX\n");
        Path output = folder.resolve("result.tsv");
        Path tested = folder.resolve("tested.tsv");
        assertThat(submitAxiom(output, "--annotation", annotation, "--sex-chromosomes", "report")
                        .exitCode())
                .isZero();
        testAxiom(tested, "--annotation", annotation);
        assertThat(output).hasSameBinaryContentAs(tested).content().contains("\tX\tNaN\trs1\n");
        assertThat(submitAxiom(output, "--sex-chromosomes", "skip").exitCode()).isEqualTo(2);
    }

    @Test
    void whatIsNotInAListForLackOfANameIsCounted() throws Exception {
        Path annotation = Files.writeString(folder.resolve("array.tsv"), "probeset_id\tsnp_id\nAX-10000000\trs1\n");
        String id = runOnAxiom("submit", List.of(server(), "--wait", "-q"), "--annotation", annotation)
                .out()
                .strip();
        Path list = folder.resolve("exclusions.tsv");
        Object[] words = {"result", id, server(), "--exclusions", list, "--policy", "p=1e-4", "--max-batches", 3};
        assertThat(CommandWithin.run(words).err()).isEmpty();
        assertThat(Files.readAllLines(list)).hasSize(2);
        Object[] bySnp = Stream.concat(Arrays.stream(words), Stream.of("--ids", "snp_id"))
                .toArray();
        assertThat(CommandWithin.run(bySnp).err())
                .isEqualTo("warning: 1 probeset of which something is taken out can't be in " + list + ": no snp_id\n");
        assertThat(list).hasContent("snp_id\tbatch_name\treasons\n");
    }

    @Test
    void aServiceThatIsNotThereIsAFailure() throws Exception {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        assertThat(CommandWithin.run("list", "--server=http://127.0.0.1:" + port))
                .isEqualTo(new Ended(
                        1, "", "chi2-homogeneity: http://127.0.0.1:" + port + ": no service can be reached there\n"));
    }

    @Test
    void aBrokenDownloadGoesOnWhereItBrokeOff() throws Exception {
        String id = CommandWithin.run("submit", SAMPLE, server(), "--wait", "-q", "--n-simulations", 100)
                .out()
                .strip();
        Path result = folder.resolve("result.tsv");
        try (Cutter cutter = new Cutter(port, 20_000, 2)) {
            Ended ended = CommandWithin.run("result", id, "--server=http://127.0.0.1:" + cutter.port(), "-o", result);
            assertThat(ended).isEqualTo(new Ended(0, "", ""));
            assertThat(cutter.cut.get()).isEqualTo(2);
            assertThat(cutter.resumed.get()).isEqualTo(2);
        }
        assertThat(result).hasBinaryContent(resultOf(id));
        assertThat(Files.list(folder).filter(file -> file.toString().endsWith(".part")))
                .isEmpty();
    }

    @Test
    void aDownloadGoesOnFromWhatAnEarlierOneHasLeft() throws Exception {
        String id = CommandWithin.run("submit", SAMPLE, server(), "--wait", "-q", "--n-simulations", 100)
                .out()
                .strip();
        byte[] whole = resultOf(id);
        Path result = folder.resolve("result.tsv");
        Path part = folder.resolve("result.tsv." + id + ".part");
        Files.write(part, Arrays.copyOf(whole, 20_000));
        try (Cutter cutter = new Cutter(port, 0, 0)) {
            assertThat(CommandWithin.run("result", id, "--server=http://127.0.0.1:" + cutter.port(), "-o", result)
                            .exitCode())
                    .isZero();
            assertThat(cutter.resumed.get()).isEqualTo(1);
        }
        assertThat(result).hasBinaryContent(whole);
        assertThat(part).doesNotExist();

        // what is not the beginning of the result is found out at its end, and not used
        Files.write(part, new byte[20_000]);
        Ended ended = CommandWithin.run("result", id, server(), "-o", result);
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

    @Test
    void aServiceThatAsksForAKeyIsGivenIt() throws IOException {
        KeysFile keys = new KeysFile(folder.resolve("keys"));
        String anna = keys.create("anna", Set.of(Role.SUBMITTER), Instant.now());
        String viewer = keys.create("vera", Set.of(Role.VIEWER), Instant.now());
        try (ConfigurableApplicationContext guarded = SpringApplication.run(
                HomogeneityApplication.class,
                "--server.port=0",
                "--homogeneity.data-dir=" + folder.resolve("data"),
                "--homogeneity.security.mode=api-key",
                "--homogeneity.security.keys-file=" + keys.path())) {
            String server = "--server=http://127.0.0.1:"
                    + ((WebServerApplicationContext) guarded).getWebServer().getPort();
            Path result = folder.resolve("result.tsv");
            Ended submitted = CommandWithin.run("submit", SAMPLE, server, "--key", anna, "-q", "-o", result);
            assertThat(submitted.exitCode()).as(submitted.err()).isZero();
            assertThat(result).isNotEmptyFile();
            String id = submitted.out().strip();
            assertThat(CommandWithin.run("progress", id, server, "--key", anna).exitCode())
                    .isZero();
            for (String command : List.of("result", "report")) {
                Path file = folder.resolve(command);
                assertThat(CommandWithin.run(command, id, server, "--key", anna, "-o", file)
                                .exitCode())
                        .isZero();
                assertThat(file).isNotEmptyFile();
            }
            assertThat(CommandWithin.run("status", id, server, "--key", viewer).out())
                    .containsPattern("owner +anna");
            assertThat(CommandWithin.run("list", server, "--key", viewer).out()).contains(id);
            for (String[] without : new String[][] {{}, {"--key", "chi2h_0"}}) {
                List<Object> args = new ArrayList<>(List.of("status", id, server));
                args.addAll(List.of(without));
                assertThat(CommandWithin.run(args.toArray()))
                        .isEqualTo(new Ended(
                                1,
                                "",
                                "chi2-homogeneity: the service needs a key or token that is in force: --key, or the"
                                        + " environment variable HOMOGENEITY_KEY\n"));
            }
            assertThat(CommandWithin.run("cancel", id, "--remove", server, "--key", viewer)
                            .err())
                    .isEqualTo("chi2-homogeneity: the role of who asks does not allow this\n");
            assertThat(CommandWithin.run("list", server, "--key", "a\nb").exitCode())
                    .isEqualTo(2);
            assertThat(CommandWithin.run("cancel", id, "--remove", server, "--key", anna)
                            .exitCode())
                    .isZero();
        }
    }
}

package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.harness.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Uploads that mean harm, or come from broken programs. After each of them the service takes the next job. */
@OneAtATime
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class HostileUploadTests {

    private static final String HEADER = "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n";

    @TempDir
    private static Path parent;

    @TempDir
    private Path directory;

    @LocalServerPort
    private int port;

    private JobClient client;

    private static Path dataDir() {
        return parent.resolve("data");
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("homogeneity.data-dir", () -> dataDir().toAbsolutePath().toString());
    }

    @BeforeEach
    void connect() {
        client = new JobClient(port);
    }

    @AfterEach
    void theServiceIsUnharmed() throws Exception {
        try (JobClient open = client) {
            Form next = new Form()
                    .file(TestData.resource("malformed/clean/base.tsv"))
                    .field("n_simulations", 100);
            assertThat(open.awaitResult(open.submit(next)).text().lines()).hasSize(4);
            assertThat(List.of("jobs", "uploads", "database"))
                    .allMatch(name -> Files.isDirectory(dataDir().resolve(name)));
            try (Stream<Path> files = Files.list(parent)) {
                assertThat(files)
                        .as("nothing is written beside the data directory")
                        .containsExactly(dataDir());
            }
            awaitEmpty(dataDir().resolve("uploads"));
        }
    }

    /** What was received in part is removed, at the latest a little after the connection is gone. */
    private static void awaitEmpty(Path folder) throws IOException {
        Waiting.until(() -> folder + " to have no files", () -> {
            try (Stream<Path> files = Files.walk(folder)) {
                return files.noneMatch(Files::isRegularFile);
            }
        });
    }

    @Test
    void anEndlessHeaderIsRefused() throws IOException {
        Path file = directory.resolve("header.tsv");
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < 1_000_000; i++) {
                out.write("column" + i + "\t");
            }
        }
        client.post(new Form().file(file)).problem(422);
    }

    // forms

    @Test
    void thousandsOfFieldsAreRefused() {
        Form form = new Form().file(TestData.resource("malformed/clean/base.tsv"));
        for (int i = 0; i < 10_000; i++) {
            form.field("field" + i, i);
        }
        client.post(form).problem();
    }

    @Test
    void thousandsOfFilesAreRefused() {
        Form form = new Form();
        for (int i = 0; i < 5_000; i++) {
            form.text("file" + i + ".tsv", HEADER);
        }
        client.post(form).problem();
    }

    @Test
    void aFieldOfTenMegabytesIsRefused() {
        client.post(new Form()
                        .file(TestData.resource("malformed/clean/base.tsv"))
                        .field("n_simulations", "1".repeat(10_000_000)))
                .problem();
    }

    @Test
    void aFieldNameOfAMegabyteIsRefused() {
        client.post(new Form()
                        .file(TestData.resource("malformed/clean/base.tsv"))
                        .field("n".repeat(1_000_000), 1))
                .problem();
    }

    private static List<String> fileNames() {
        return List.of(
                "../../x",
                "..\\..\\x",
                "/etc/x",
                "C:\\x",
                "..",
                ".",
                "",
                " ",
                "a\u0001b\u001f\u007f.tsv",
                "a\tb.tsv",
                "a\u202etsv.exe",
                "a;b=c.tsv",
                "a'b%22%0d%0aX-Injected: 1.tsv",
                "a%2f..%2f..%2fx",
                "\u00e4\u6f22\ud83e\uddec.tsv",
                "x".repeat(5000) + ".tsv",
                "\ud83e\uddec".repeat(300),
                "CON",
                "a.tsv.gz",
                "<script>alert(1)</script>.tsv",
                "a\\\"b.tsv");
    }

    @Test
    void anyFileNameIsCleanedOrRefused() {
        int accepted = 0;
        for (String name : fileNames()) {
            Path file = TestData.resource("malformed/clean/base.tsv");
            Answer answer = client.post(new Form().file("file", name, file).field("n_simulations", 10));
            if (answer.status() == 202) {
                accepted++;
                accepted(name, answer);
            } else {
                answer.problem();
            }
        }
        assertThat(accepted).isGreaterThan(15);
    }

    private void accepted(String name, Answer answer) {
        String id = answer.json().path("id").asString();
        String kept = client.job(id).path("input").path("name").asString();
        assertThat(kept).as(name).isNotBlank().doesNotContain("/", "\\").doesNotContainPattern("\\p{C}");
        assertThat(kept.codePointCount(0, kept.length())).isLessThanOrEqualTo(200);
        Answer result = client.awaitResult(id);
        assertThat(result.header("Content-Disposition")).startsWith("attachment");
        assertThat(result.headers().firstValue("X-Injected")).isEmpty();
    }

    // the wire

    private String raw(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(300_000);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String upload(int contentLength, String body) {
        return "POST /jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " + contentLength + "\r\n\r\n"
                + body;
    }

    private static String filePart() {
        return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.tsv\"\r\n\r\n" + HEADER
                + "P1\tb1\t1\t2\t3\t4\nP1\tb2\t4\t3\t2\t1\n";
    }

    @Test
    void aBodyThatEndsTooEarlyIsNoJob() throws IOException {
        long jobs = client.get("/jobs?limit=1000").json().path("jobs").size();
        String whole = upload(filePart().length() + 100_000, filePart() + "P2\tb1\t1\t".repeat(1000));
        for (int length : new int[] {
            whole.length(), whole.length() - 5000, whole.indexOf("\r\n\r\n") + 4, whole.indexOf(HEADER) - 10
        }) {
            String answer = raw(whole.substring(0, length).getBytes(StandardCharsets.UTF_8));
            assertThat(answer)
                    .as("%d bytes of it", length)
                    .satisfiesAnyOf(
                            a -> assertThat(a).isEmpty(), a -> assertThat(a).startsWith("HTTP/1.1 4"));
        }
        assertThat(client.get("/jobs?limit=1000").json().path("jobs").size()).isEqualTo(jobs);
    }

    @Test
    void aBodyWithoutItsLastBoundaryIsNoJob() throws IOException {
        String answer = raw(upload(filePart().length(), filePart()).getBytes(StandardCharsets.UTF_8));
        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }

    @Test
    void nonsenseInTheFramingOfPartsIsRefused() {
        for (String body : List.of(
                "",
                "--b",
                "--b\r\n\r\n",
                "--b--\r\n",
                "\0\0\0\0",
                "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"file\r\n\r\nx\r\n--b--\r\n",
                "--b\r\n" + "X: y\r\n".repeat(10_000) + "\r\nx\r\n--b--\r\n")) {
            client.send(
                            "POST",
                            "/jobs",
                            BodyPublishers.ofString(body),
                            "Content-Type",
                            "multipart/form-data; boundary=b")
                    .problem();
        }
        client.send(
                        "POST",
                        "/jobs",
                        BodyPublishers.ofString("--b--"),
                        "Content-Type",
                        "multipart/form-data; boundary=" + "b".repeat(3000))
                .problem();
    }
}

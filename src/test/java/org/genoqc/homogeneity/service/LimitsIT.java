package org.genoqc.homogeneity.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.harness.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a full service says, and that a repeated submission is not a second job. Against the running jar. */
class LimitsIT {

    private static final int MAX_QUEUED = 3;
    private static final long MAX_BYTES = 1_000_000;

    @TempDir
    private static Path home;

    private static ServiceProcess service;

    private JobClient client;

    @BeforeAll
    static void start() throws Exception {
        service = ServiceProcess.in(home.resolve("data"))
                .with(
                        "--homogeneity.executor.workers=1",
                        "--homogeneity.jobs.concurrent=1",
                        "--homogeneity.jobs.concurrent-small=0",
                        "--homogeneity.jobs.max-queued=" + MAX_QUEUED,
                        "--homogeneity.max-upload-size=" + MAX_BYTES + "B",
                        "--homogeneity.max-data-size=4MB")
                .start(home.resolve("log"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void connect() {
        client = service.client();
    }

    @AfterEach
    void cancelAll() {
        try (JobClient open = client) {
            for (JsonNode job : open.get("/jobs?limit=1000").json().path("jobs")) {
                String path = "/jobs/" + job.path("id").asString();
                if (open.delete(path).status() == 202) {
                    open.awaitEnd(job.path("id").asString());
                    assertThat(open.delete(path).status()).isEqualTo(204);
                }
            }
        }
    }

    private static Form small() {
        return new Form().file(TestData.resource("malformed/clean/base.tsv")).field("n_simulations", 20);
    }

    private static Form endless() {
        return new Form()
                .file(TestData.resource("malformed/clean/base.tsv"))
                .field("n_simulations", 100_000_000)
                .field("streams", "independent")
                .field("min_expected_count", 1e9);
    }

    /** Begins a submission whose body is never sent. */
    private static Socket beginSubmission(long contentLength, String... header) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
        socket.setSoTimeout(300_000);
        socket.getOutputStream()
                .write(("POST /jobs HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                                + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " + contentLength
                                + "\r\n"
                                + String.join("", header) + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String firstLine(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private static String answerWithoutBody(long contentLength) throws IOException {
        try (Socket socket = beginSubmission(contentLength)) {
            return firstLine(socket);
        }
    }

    private void fillQueue() {
        client.awaitProgress(
                client.submit(endless()),
                progress -> progress.path("state").asString().equals("RUNNING"));
        for (int i = 0; i < MAX_QUEUED; i++) {
            client.submit(endless());
        }
    }

    @Test
    void whenTheQueueIsFullAJobIsRefusedBeforeItsUploadIsRead() throws Exception {
        assertThat(answerWithoutBody(1000)).startsWith("HTTP/1.1 100");
        fillQueue();
        assertThat(answerWithoutBody(1000)).startsWith("HTTP/1.1 429");
        Answer answer = client.post(small());
        assertThat(answer.problem(429).path("detail").asString()).contains("3 jobs are waiting");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    }

    @Test
    void theBoundOfTheQueueHoldsWhenManySubmitAtOnce() {
        fillQueue();
        String waiting = client.get("/jobs?state=QUEUED")
                .json()
                .path("jobs")
                .path(0)
                .path("id")
                .asString();
        client.delete("/jobs/" + waiting);
        List<Integer> statuses = Stream.generate(() -> 0)
                .limit(16)
                .parallel()
                .map(i -> client.post(small()).status())
                .toList();
        assertThat(statuses).containsOnlyOnce(202).containsOnly(202, 429);
    }

    @Test
    void aFileThatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
        assertThat(answerWithoutBody(20_000_000_000L)).startsWith("HTTP/1.1 413");
        Path file = Files.write(home.resolve("large.tsv"), new byte[2_100_000]);
        assertThat(client.post(new Form().file(file))
                        .problem(413)
                        .path("detail")
                        .asString())
                .contains("1000000 bytes");
    }

    @Test
    void whenTheDataDirectoryHoldsAsMuchAsItMayAJobIsRefusedBeforeItIsRead() throws Exception {
        Path filler = Files.write(home.resolve("data/jobs/filler"), new byte[3_900_000]);
        try {
            assertThat(answerWithoutBody(900_000)).startsWith("HTTP/1.1 507");
            Answer answer = client.post(new Form().file(Files.write(home.resolve("some.tsv"), new byte[900_000])));
            assertThat(answer.status()).isEqualTo(507);
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            client.submit(small());
        } finally {
            Files.delete(filler);
        }
    }

    @Test
    void theSameKeyAndContentGiveTheSameJob() {
        Answer first = client.post(small(), "night-17");
        Answer again = client.post(small(), "night-17");
        assertThat(first.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
        client.awaitResult(first.json().path("id").asString());
        assertThat(client.post(small(), "night-17").header("Location")).isEqualTo(first.header("Location"));
        assertThat(client.post(small(), "night-18").header("Location")).isNotEqualTo(first.header("Location"));
    }

    @Test
    void theSameKeyWithOtherContentIsRefused() {
        String job = client.post(small(), "night-19").json().path("id").asString();
        assertThat(client.post(small().field("random_seed", 7), "night-19")
                        .problem(422)
                        .path("detail")
                        .asString())
                .contains("Idempotency-Key", job);
        assertThat(client.post(new Form().text("a.tsv", "x"), "night-19").status())
                .isEqualTo(422);
    }

    @Test
    void aKeyInFlightIsAConflictAndIsFreeWhenTheRequestBreaksOff() throws Exception {
        try (Socket socket = beginSubmission(5000, "Idempotency-Key: night-20\r\n")) {
            assertThat(firstLine(socket)).startsWith("HTTP/1.1 100");
            Answer answer = client.post(small(), "night-20");
            answer.problem(409);
            assertThat(answer.header("Retry-After")).isNotEmpty();
        }
        Waiting.until(() -> "for the key to be free", () -> {
            Answer answer = client.post(small(), "night-20");
            assertThat(answer.status()).isIn(202, 409);
            return answer.status() == 202;
        });
        try (Stream<Path> uploads = Files.list(home.resolve("data/uploads"))) {
            assertThat(uploads).isEmpty();
        }
    }

    @Test
    void aKeyIsOfVisibleCharactersAndNotTooLong() {
        assertThat(client.send(
                                "POST",
                                "/jobs",
                                BodyPublishers.ofString("x"),
                                "Content-Type",
                                "multipart/form-data",
                                "Idempotency-Key",
                                "k".repeat(256))
                        .problem(400)
                        .path("parameter")
                        .asString())
                .isEqualTo("Idempotency-Key");
        assertThat(client.post(small(), "two words").status()).isEqualTo(400);
    }

    /** What another process is told that finds it so is in {@code StartTests}. */
    @Test
    void theDatabaseIsLockedForOtherProcesses() throws IOException {
        try (FileChannel database =
                FileChannel.open(home.resolve("data/database/homogeneity.mv.db"), StandardOpenOption.WRITE)) {
            assertThat(database.tryLock()).isNull();
        }
    }

    @Test
    void aRunningJobIsCancelled() {
        String id = client.submit(endless());
        client.awaitProgress(id, p -> p.path("state").asString().equals("RUNNING"));
        assertThat(client.delete("/jobs/" + id).status()).isEqualTo(202);
        JsonNode job = client.awaitEnd(id);
        assertThat(job.path("state").asString()).isEqualTo("CANCELED");
        List<String> states = job.path("transitions")
                .valueStream()
                .map(t -> t.path("state").asString())
                .toList();
        assertThat(states).containsExactly("QUEUED", "INITIALIZING", "RUNNING", "CANCELING", "CANCELED");
    }
}

package org.genoqc.homogeneity.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.NginxProcess;
import org.genoqc.homogeneity.harness.PageUnderTest;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.harness.Visitor;
import org.genoqc.homogeneity.harness.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page and its streams through a real nginx: at a path, as docs/operations.md has it, and with connections that it closes. */
@PageUnderTest.Shown
class BehindNginxIT {

    private static final Pattern CONFIGURATION = Pattern.compile("(?s)```nginx\n(.*?)```");
    private static final String EVENT_STREAM = "text/event-stream";

    @TempDir
    private static Path folder;

    private static ServiceProcess service;
    private static JobClient client;

    @BeforeAll
    static void start() throws IOException {
        NginxProcess.assumeInstalled();
        service = PageUnderTest.service();
        client = service.client();
    }

    @AfterAll
    static void stop() {
        if (client != null) {
            client.close();
        }
    }

    /** What docs/operations.md tells to write, with the port of this service. */
    private static String documented() throws IOException {
        Matcher block = CONFIGURATION.matcher(Files.readString(Path.of("docs/operations.md")));
        assertThat(block.find()).isTrue();
        return block.group(1).replace("localhost:8080", "127.0.0.1:" + service.port());
    }

    /** Of which no probeset batch is completed while it is watched. */
    private static String endless() {
        String job = client.submit(
                new Form().file(TestData.resource("array_like/small_batch.tsv")).field("n_simulations", 100_000_000));
        client.awaitProgress(job, progress -> progress.path("state").asString().equals("RUNNING"));
        return job;
    }

    @Test
    void allOfThePageWorksAtAPath() throws IOException {
        try (NginxProcess nginx = NginxProcess.start(folder.resolve("at-a-path"), documented());
                Visitor visitor =
                        PageUnderTest.browser().visitor(nginx.address().resolve("/qc/"))) {
            Page page = visitor.page();
            visitor.open("");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try the example"))
                    .click();
            visitor.heading("^9 \\(probeset, genotyping batch\\) pairs of 500\\Wprobesets should go; ");
            PlaywrightAssertions.assertThat(page.locator("canvas")).hasCount(8);
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("Open").setExact(true))
                    .click();
            PlaywrightAssertions.assertThat(page).hasTitle("sample.tsv – chi2-homogeneity report");
            visitor.open("docs");
            visitor.see(page.locator(".swagger-ui .info").first());
            String job = endless();
            visitor.open("#/jobs/" + job);
            visitor.heading("^Probesets are tested$");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cancel"))
                    .click();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cancel the job"))
                    .click();
            visitor.heading("^This job was cancelled\\.$");
            assertThat(visitor.console()).isEmpty();
            String stream = "GET /qc/jobs/" + job + "/progress 200, accepts " + EVENT_STREAM;
            Waiting.until(nginx::requests, () -> nginx.requests().stream().anyMatch(line -> line.startsWith(stream)));
            assertThat(nginx.requests()).allMatch(line -> line.split(" ", 3)[1].startsWith("/qc/"));
        }
    }

    @Test
    void whatIsSubmittedAtAPathIsFoundThere() throws IOException {
        try (NginxProcess nginx = NginxProcess.start(folder.resolve("submitted"), documented());
                JobClient there = new JobClient(nginx.address())) {
            Answer answer = there.send(
                    "POST",
                    "/qc/jobs",
                    HttpRequest.BodyPublishers.ofString(
                            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.tsv\"\r\n\r\n"
                                    + "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n"
                                    + "P1\tb1\t20\t30\t40\t10\nP1\tb2\t40\t30\t20\t10\n\r\n--b--\r\n"),
                    "Content-Type",
                    "multipart/form-data; boundary=b");
            assertThat(answer.status()).as(answer::text).isEqualTo(202);
            String id = answer.json().path("id").asString();
            assertThat(answer.header("Location")).endsWith("/qc/jobs/" + id);
        }
    }

    private static String closingIdleStreams() {
        return """
            location / { proxy_pass http://127.0.0.1:%1$d; }
            location ~ ^/jobs/[^/]+/progress$ { proxy_pass http://127.0.0.1:%1$d; proxy_read_timeout 1s; }
            """.formatted(service.port());
    }

    /** How often a job was asked for by streams that are over. */
    private static long streamsOf(String job, NginxProcess nginx) throws IOException {
        return nginx.requests().stream()
                .filter(line -> line.startsWith("GET /jobs/" + job + "/progress ") && line.contains(EVENT_STREAM))
                .count();
    }

    @Test
    void aWatcherComesBackWhereIdleConnectionsAreClosedAndSeesTheEnd() throws IOException {
        String job = endless();
        try (NginxProcess nginx = NginxProcess.start(folder.resolve("closing"), closingIdleStreams());
                Visitor visitor = PageUnderTest.browser().visitor(nginx.address())) {
            visitor.open("#/jobs/" + job);
            visitor.heading("^Probesets are tested$");
            Waiting.until(nginx::requests, () -> streamsOf(job, nginx) >= 3);
            visitor.heading("^Probesets are tested$");
            client.delete("/jobs/" + job);
            visitor.heading("^This job was cancelled\\.$");
            assertThat(visitor.console())
                    .allMatch(
                            line -> line.contains("ERR_INCOMPLETE_CHUNKED_ENCODING") || line.contains("status of 504"));
        }
    }

    /** One who follows a job as a browser does, connection after connection, until it has ended. */
    private static final class Watcher {

        private final URI progress;
        private final List<Long> ids = new ArrayList<>();
        private final List<String> events = new ArrayList<>();

        Watcher(URI progress) {
            this.progress = progress;
        }

        void watch() {
            try (HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                while (!events.contains("end")) {
                    HttpRequest.Builder request =
                            HttpRequest.newBuilder(progress).header("Accept", EVENT_STREAM);
                    if (!ids.isEmpty()) {
                        request.header("Last-Event-ID", String.valueOf(ids.getLast()));
                    }
                    read(http.send(request.build(), HttpResponse.BodyHandlers.ofLines()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void read(HttpResponse<Stream<String>> answer) {
            try (Stream<String> lines = answer.body()) {
                lines.forEach(line -> {
                    if (line.startsWith("id: ")) {
                        ids.add(Long.valueOf(line.substring(4)));
                    } else if (line.startsWith("event: ")) {
                        events.add(line.substring(7));
                    }
                });
            } catch (UncheckedIOException e) {
                // closed by nginx, in the middle of an answer
            }
        }
    }

    @Test
    void whoComesBackWithTheLastEventHearsNothingTwice() throws IOException {
        String job = endless();
        try (NginxProcess nginx = NginxProcess.start(folder.resolve("returning"), closingIdleStreams())) {
            Watcher watcher = new Watcher(nginx.address().resolve("/jobs/" + job + "/progress"));
            CompletableFuture<Void> watching = CompletableFuture.runAsync(watcher::watch);
            Waiting.until(nginx::requests, () -> streamsOf(job, nginx) >= 2);
            client.delete("/jobs/" + job);
            watching.join();
            assertThat(watcher.events).endsWith("end").containsOnlyOnce("end");
            assertThat(watcher.ids).isSorted().doesNotHaveDuplicates();
            assertThat(nginx.requests())
                    .anyMatch(line -> line.contains("/" + job + "/") && line.endsWith("has " + watcher.ids.getFirst()));
        }
    }
}

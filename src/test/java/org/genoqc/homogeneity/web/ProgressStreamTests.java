package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.harness.Waiting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stream of progress, over real connections. */
@OneAtATime
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "homogeneity.executor.workers=1",
            "homogeneity.jobs.concurrent=1",
            "homogeneity.jobs.concurrent-small=0",
            "homogeneity.progress.max-streams=4",
            "homogeneity.limits.streams-of-principal=3",
            "homogeneity.progress.heartbeat=100ms"
        })
@DirtiesContext
class ProgressStreamTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int FOREVER = 100_000_000;

    @TempDir
    private static Path dataDir;

    @LocalServerPort
    private int port;

    private final HttpClient http = HttpClient.newHttpClient();
    private JobClient client;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("homogeneity.data-dir", () -> dataDir.toAbsolutePath().toString());
    }

    @BeforeEach
    void connect() {
        client = new JobClient(port);
    }

    @AfterEach
    void endAll() {
        try (JobClient open = client;
                HttpClient closed = http) {
            closed.shutdownNow();
            for (JsonNode job : open.get("/jobs?limit=1000").json().path("jobs")) {
                String id = job.path("id").asString();
                if (open.delete("/jobs/" + id).status() == 202) {
                    open.awaitEnd(id);
                }
            }
        }
    }

    private static Form array(int simulations) {
        return new Form().file(TestData.resource("array_like/small_batch.tsv")).field("n_simulations", simulations);
    }

    /** An event, or a comment, whose name is then empty. */
    private record Event(long id, String name, String data) {

        JsonNode json() {
            return JSON.readTree(data);
        }
    }

    private static final Event BEGIN = new Event(-1, "", "retry: 2000");
    private static final Event HEARTBEAT = new Event(-1, "", ": heartbeat");

    /** A stream that is read line by line. */
    private static final class Events implements AutoCloseable {

        private final HttpResponse<InputStream> response;
        private final BufferedReader lines;

        Events(HttpResponse<InputStream> response) {
            this.response = response;
            this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        /** The next block of lines; null at the end. */
        @Nullable
        Event next() {
            long id = -1;
            String name = "";
            StringBuilder data = new StringBuilder();
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.isEmpty()) {
                        return new Event(id, name, data.toString());
                    }
                    if (line.startsWith("id: ")) {
                        id = Long.parseLong(line.substring(4));
                    } else if (line.startsWith("event: ")) {
                        name = line.substring(7);
                    } else {
                        data.append(line.startsWith("data: ") ? line.substring(6) : line);
                    }
                }
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The next event of that name, all before it being heartbeats or other events. */
        Event next(String name) {
            for (Event event = next(); event != null; event = next()) {
                if (event.name().equals(name)) {
                    return event;
                }
            }
            throw new AssertionError("the stream ended without " + name);
        }

        List<Event> rest() {
            List<Event> all = new ArrayList<>();
            for (Event event = next(); event != null; event = next()) {
                if (!event.name().isEmpty()) {
                    all.add(event);
                }
            }
            return all;
        }

        @Override
        public void close() {
            try {
                lines.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Waits for a place, which others who have gone may still hold. */
    private Events watch(String job, String... headers) {
        AtomicReference<Events> open = new AtomicReference<>();
        Waiting.until(() -> "for a place", () -> {
            Events events = connect(job, headers);
            if (Set.of(429, 503).contains(events.response.statusCode())) {
                events.close();
                return false;
            }
            open.set(events);
            return true;
        });
        return open.get();
    }

    private Events connect(String job, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/jobs/" + job + "/progress"))
                .header("Accept", "text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Events(http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStreamGoesOnToTheEndOfTheJob() {
        String job = client.submit(array(200));
        try (Events events = watch(job)) {
            assertThat(events.response.statusCode()).isEqualTo(200);
            assertThat(events.response.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(events.response.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(events.next()).isEqualTo(BEGIN);
            List<Event> all = events.rest();
            assertThat(all.getLast().name()).isEqualTo("end");
            assertThat(all.getLast().json()).isEqualTo(client.progress(job));
            assertThat(all.subList(0, all.size() - 1))
                    .allMatch(event -> event.name().equals("progress"));
            assertThat(all.stream().map(Event::id)).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void anEndedJobIsSaidToHaveEndedWhateverTheClientKnows() {
        String job = client.submit(array(20));
        client.awaitEnd(job);
        for (String[] headers : new String[][] {{}, {"Last-Event-ID", "5"}, {"Last-Event-ID", "x"}}) {
            try (Events events = watch(job, headers)) {
                List<Event> all = events.rest();
                assertThat(all).hasSize(1);
                assertThat(all.getFirst().name()).isEqualTo("end");
                assertThat(all.getFirst().json().path("state").asString()).isEqualTo("COMPLETE");
            }
        }
    }

    @Test
    void whatTheClientHasIsNotSentAgain() {
        String job = client.submit(array(FOREVER));
        client.awaitProgress(job, progress -> progress.path("state").asString().equals("RUNNING"));
        long known;
        try (Events events = watch(job)) {
            known = events.next("progress").id();
        }
        try (Events events = watch(job, "Last-Event-ID", String.valueOf(known))) {
            assertThat(events.next()).isEqualTo(BEGIN);
            List<Event> rest = new ArrayList<>();
            for (Event event = events.next(); event != null && !event.equals(HEARTBEAT); event = events.next()) {
                rest.add(event);
            }
            client.delete("/jobs/" + job);
            rest.addAll(events.rest());
            assertThat(rest).allMatch(event -> event.id() > known);
            assertThat(rest.getLast().name()).isEqualTo("end");
            assertThat(rest.getLast().json().path("state").asString()).isEqualTo("CANCELED");
        }
    }

    @Test
    void severalWatchersAreToldTheSame() {
        String job = client.submit(array(FOREVER));
        client.awaitProgress(job, progress -> progress.path("state").asString().equals("RUNNING"));
        List<Events> watchers = IntStream.range(0, 3).mapToObj(i -> watch(job)).toList();
        try (JobClient other = new JobClient(port)) {
            other.delete("/jobs/" + job);
            List<Event> ends =
                    watchers.stream().map(events -> events.rest().getLast()).toList();
            assertThat(ends).allMatch(end -> end.name().equals("end"));
            assertThat(ends.stream().map(Event::id).distinct()).hasSize(1);
        } finally {
            watchers.forEach(Events::close);
        }
    }

    @Test
    void moreThanACallerMayHaveAreRefusedUntilOthersHaveGone() {
        String job = client.submit(array(FOREVER));
        List<Events> watchers = IntStream.range(0, 3).mapToObj(i -> watch(job)).toList();
        JobClient.Answer refused = client.get("/jobs/" + job + "/progress", "Accept", "text/event-stream");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(refused.problem(429).path("detail").asString()).startsWith("3 streams of progress of one caller");
        assertThat(client.progress(job).path("id").asString()).isEqualTo(job);
        watchers.getFirst().close();
        // that a client has gone is found out when it is sent a heartbeat
        watch(job).close();
        watchers.forEach(Events::close);
    }

    @Test
    void aStreamOfAJobThatIsRemovedEnds() {
        // ended and removed at once, so that the end may be said or not; no stream stays open
        String job = client.submit(array(FOREVER));
        try (Events events = watch(job)) {
            client.delete("/jobs/" + job);
            client.awaitEnd(job);
            assertThat(client.delete("/jobs/" + job).status()).isEqualTo(204);
            assertThat(events.rest().stream().filter(event -> event.name().equals("end")))
                    .hasSizeLessThanOrEqualTo(1);
        }
        assertThat(client.get("/jobs/" + job + "/progress", "Accept", "text/event-stream")
                        .problem(404)
                        .path("title")
                        .asString())
                .isEqualTo("No such job");
    }

    @Test
    void withoutTheHeaderItIsJson() {
        String job = client.submit(array(20));
        client.awaitEnd(job);
        String path = "/jobs/" + job + "/progress";
        for (String accept : List.of("*/*", "application/json", "application/json, text/event-stream;q=0.5")) {
            assertThat(client.get(path, "Accept", accept).header("Content-Type"))
                    .startsWith("application/json");
        }
        assertThat(client.get(path, "Accept", "text/event-stream, application/json;q=0.5")
                        .header("Content-Type"))
                .startsWith("text/event-stream");
        assertThat(client.get(path, "Accept", "image/png").status()).isEqualTo(406);
    }
}

package org.genoqc.homogeneity.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to the service as any client does. */
public final class JobClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> ENDED = Set.of("COMPLETE", "CANCELED", "EXECUTOR_ERROR", "SYSTEM_ERROR");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Waiting.MAX)
            .build();
    private final URI base;
    private final @Nullable String key;

    public JobClient(int port) {
        this(onLoopback(port), null);
    }

    /** @param key what is sent as Authorization: Bearer with each request; null for nothing */
    public JobClient(int port, @Nullable String key) {
        this(onLoopback(port), key);
    }

    public JobClient(URI base) {
        this(base, null);
    }

    public JobClient(URI base, @Nullable String key) {
        this.base = base;
        this.key = key;
    }

    private static URI onLoopback(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What came back, all of it. */
    public record Answer(int status, HttpHeaders headers, byte[] body) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** A problem document of this status. */
        public JsonNode problem(int expectedStatus) {
            assertThat(status).as(this::text).isEqualTo(expectedStatus);
            return problem();
        }

        /** A problem document of any client error. */
        public JsonNode problem() {
            assertThat(status).as(this::text).isBetween(400, 499);
            assertThat(header("Content-Type")).as(this::text).startsWith("application/problem+json");
            JsonNode problem = json();
            assertThat(problem.path("status").asInt()).isEqualTo(status);
            assertThat(problem.path("title").asString()).isNotBlank();
            return problem;
        }
    }

    /** A multipart/form-data body under construction. */
    public static final class Form {
        private static final String BOUNDARY = "----boundary-of-a-test";
        private final List<BodyPublisher> pieces = new ArrayList<>();

        public Form field(String name, Object value) {
            return part("form-data; name=\"" + name + "\"", BodyPublishers.ofString(value.toString()));
        }

        public Form file(Path file) {
            return file("file", file.getFileName().toString(), file);
        }

        public Form file(String name, String fileName, Path file) {
            try {
                return part(
                        "form-data; name=\"" + name + "\"; filename=\"" + fileName + "\"", BodyPublishers.ofFile(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public Form text(String fileName, String text) {
            return part("form-data; name=\"file\"; filename=\"" + fileName + "\"", BodyPublishers.ofString(text));
        }

        public Form part(String disposition, BodyPublisher content) {
            pieces.add(
                    BodyPublishers.ofString("--" + BOUNDARY + "\r\nContent-Disposition: " + disposition + "\r\n\r\n"));
            pieces.add(content);
            pieces.add(BodyPublishers.ofString("\r\n"));
            return this;
        }

        BodyPublisher body() {
            List<BodyPublisher> all = new ArrayList<>(pieces);
            all.add(BodyPublishers.ofString("--" + BOUNDARY + "--\r\n"));
            return BodyPublishers.concat(all.toArray(BodyPublisher[]::new));
        }
    }

    /** @param headers names and values in turn */
    public Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(Waiting.MAX).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    public Answer post(Form form) {
        return send("POST", "/jobs", form.body(), "Content-Type", "multipart/form-data; boundary=" + Form.BOUNDARY);
    }

    public Answer post(Form form, String idempotencyKey) {
        return send(
                "POST",
                "/jobs",
                form.body(),
                "Content-Type",
                "multipart/form-data; boundary=" + Form.BOUNDARY,
                "Idempotency-Key",
                idempotencyKey);
    }

    /** Submits a job that is to be accepted; gives its id. */
    public String submit(Form form) {
        Answer answer = post(form);
        assertThat(answer.status()).as(answer::text).isEqualTo(202);
        return answer.json().path("id").asString();
    }

    public JsonNode job(String id) {
        Answer answer = get("/jobs/" + id);
        assertThat(answer.status()).as(answer::text).isEqualTo(200);
        return answer.json();
    }

    public JsonNode progress(String id) {
        Answer answer = get("/jobs/" + id + "/progress");
        assertThat(answer.status()).as(answer::text).isEqualTo(200);
        return answer.json();
    }

    /** The progress as soon as it is as wanted. */
    public JsonNode awaitProgress(String id, Predicate<JsonNode> wanted) {
        AtomicReference<JsonNode> progress = new AtomicReference<>();
        Waiting.until(() -> "for job " + id + ", which is " + progress, () -> {
            progress.set(progress(id));
            return wanted.test(progress.get());
        });
        return progress.get();
    }

    /** Waits for a service that is being started. */
    public void awaitReady() {
        Waiting.until(() -> "for " + base + " to be ready", () -> {
            try {
                return get("/actuator/health/readiness").status() == 200;
            } catch (UncheckedIOException e) {
                return false; // not listening yet
            }
        });
    }

    /** The job once it has ended. */
    public JsonNode awaitEnd(String id) {
        awaitProgress(id, progress -> ENDED.contains(progress.path("state").asString()));
        return job(id);
    }

    /** The result of a job that is to complete. */
    public Answer awaitResult(String id) {
        JsonNode job = awaitEnd(id);
        assertThat(job.path("state").asString()).as(job::toString).isEqualTo("COMPLETE");
        Answer result = get("/jobs/" + id + "/result");
        assertThat(result.status()).isEqualTo(200);
        return result;
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}

package org.genoqc.homogeneity.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.input.InputFile;
import org.genoqc.homogeneity.input.InputFiles;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of a service. Every method throws {@link ServiceProblemException} where the service refuses, and an
 * {@link IOException} where it can't be reached.
 */
public final class ServiceClient implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final URI server;
    private final @Nullable String key;

    /**
     * @param server where the service is, e.g. {@code http://localhost:8080}
     * @param key the key or token that is sent with each request; null for none
     */
    public ServiceClient(URI server, @Nullable String key) {
        this.server = server;
        this.key = key;
    }

    /**
     * Submits a job. The files are sent as they are read, not held in memory, by their names with the last of their folders.
     *
     * @param parameters by their names in the service, e.g. {@code n_simulations}; of the files themselves nothing else is
     *     sent
     * @return the job
     */
    public JsonNode submit(InputFiles files, Map<String, String> parameters) throws IOException, InterruptedException {
        MultipartForm form = new MultipartForm();
        parameters.forEach(form::field);
        for (InputFile file : files.files()) {
            form.file("file", sentName(file), file.path());
        }
        InputFile manifest = files.manifest();
        if (manifest != null) {
            form.file("manifest", sentName(manifest), manifest.path());
        }
        InputFile annotation = files.annotation();
        if (annotation != null) {
            form.file("annotation", sentName(annotation), annotation.path());
        }
        // no time limit: the upload of a large file takes as long as it takes
        return json(request("/jobs")
                .header("Content-Type", form.contentType())
                .POST(form.body())
                .build());
    }

    private static String sentName(InputFile file) {
        int base = file.name().lastIndexOf('/');
        return base < 1 ? file.baseName() : file.name().substring(file.name().lastIndexOf('/', base - 1) + 1);
    }

    public JsonNode job(UUID id) throws IOException, InterruptedException {
        return json(get("/jobs/" + id));
    }

    public JsonNode progress(UUID id) throws IOException, InterruptedException {
        return json(get("/jobs/" + id + "/progress"));
    }

    /**
     * Lists jobs, newest first.
     *
     * @param states only jobs in these, or all if there are none
     */
    public JsonNode list(List<String> states, int limit) throws IOException, InterruptedException {
        StringBuilder query = new StringBuilder("/jobs?limit=").append(limit);
        states.forEach(state -> query.append("&state=").append(URLEncoder.encode(state, StandardCharsets.UTF_8)));
        return json(get(query.toString()));
    }

    /**
     * How much is taken out of a complete job.
     *
     * @param query parameters of the request by name
     */
    public JsonNode exclusions(UUID id, Map<String, String> query) throws IOException, InterruptedException {
        return json(get("/jobs/" + id + "/exclusions?" + text(query)));
    }

    /** Cancels a live job; removes an ended one with its files. */
    public void delete(UUID id) throws IOException, InterruptedException {
        body(request("/jobs/" + id).timeout(ANSWER_TIMEOUT).DELETE().build());
    }

    /**
     * Asks for the result from some place on.
     *
     * @param sha256 of the result; if it is no longer this, the answer is the whole new one with status 200
     * @param from the first byte wanted
     * @return an answer with status 200 and all bytes, or 206 and those from {@code from} on
     */
    HttpResponse<InputStream> result(UUID id, String sha256, long from) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/jobs/" + id + "/result").timeout(ANSWER_TIMEOUT);
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-").header("If-Range", "\"" + sha256 + "\"");
        }
        return stream(request.build());
    }

    /**
     * Copies a list that belongs to a complete job.
     *
     * @param list {@code findings}, {@code genotyping-batches} or {@code exclusions}
     * @param query parameters of the request by name
     */
    public void copy(UUID id, String list, Map<String, String> query, OutputStream out)
            throws IOException, InterruptedException {
        copy(
                "/jobs/" + id + "/" + list + (query.isEmpty() ? "" : "?" + text(query)),
                "text/tab-separated-values, text/plain",
                out);
    }

    /** Copies the report of a complete job, an HTML document. */
    public void copyReport(UUID id, OutputStream out) throws IOException, InterruptedException {
        copy("/jobs/" + id + "/report.html", "text/html", out);
    }

    private void copy(String path, String accept, OutputStream out) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .timeout(ANSWER_TIMEOUT)
                .header("Accept", accept + ", application/problem+json")
                .build();
        try (InputStream body = stream(request).body()) {
            body.transferTo(out);
        }
    }

    private HttpResponse<InputStream> stream(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
        if (response.statusCode() >= 300) {
            try (InputStream body = response.body()) {
                throw problem(response.statusCode(), body.readAllBytes());
            }
        }
        return response;
    }

    /**
     * Downloads the result into a file, or the rest of it if the file holds the beginning already. Goes on by itself
     * where the download is interrupted, and checks the whole against the hash that the service gives.
     *
     * @throws IOException if the service can't be reached any more; what has arrived stays in the file
     * @throws ServiceProblemException if there is no result
     */
    public void download(UUID id, Path file) throws IOException, InterruptedException {
        new ResultDownload(this).into(file, id);
    }

    private static String text(Map<String, String> query) {
        return query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private HttpRequest get(String path) {
        return request(path).timeout(ANSWER_TIMEOUT).build();
    }

    private URI at(String path) {
        String base = server.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    private JsonNode json(HttpRequest request) throws IOException, InterruptedException {
        byte[] body = body(request);
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new IOException(server + ": the answer is not JSON; is it the service?", e);
        }
    }

    private byte[] body(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw problem(response.statusCode(), response.body());
        }
        return response.body();
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        try {
            return http.send(request, handler);
        } catch (ConnectException e) {
            throw new IOException(server + ": no service can be reached there", e);
        } catch (IOException e) {
            throw new IOException(
                    server + ": " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()), e);
        }
    }

    private ServiceProblemException problem(int status, byte[] body) {
        try {
            return new ServiceProblemException(status, JSON.readTree(body));
        } catch (JacksonException e) {
            return new ServiceProblemException(
                    status, JSON.createObjectNode().put("detail", server + ": HTTP status " + status));
        }
    }

    /**
     * The faults of a problem document or of the error of a job in a line each, or else its detail.
     *
     * @param prefix of each line that does not begin with the name of a file
     */
    public static List<String> faults(JsonNode problem, String prefix) {
        List<String> faults = problem.path("errors").values().stream()
                .map(error -> (error.has("file") ? "" : prefix)
                        + error.path("message").asString(""))
                .toList();
        return faults.isEmpty()
                ? List.of(prefix
                        + problem.path("detail").asString(problem.path("title").asString("no reason given")))
                : faults;
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}

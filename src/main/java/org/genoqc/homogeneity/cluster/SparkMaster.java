package org.genoqc.homogeneity.cluster;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The REST server of a Spark Master. Every method throws {@link ClusterAwayException} where it can't be reached, answers what
 * is no answer, or is not the one that is in charge.
 */
public final class SparkMaster implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    /** Of the protocol; a Master of another version answers all the same. */
    private static final String CLIENT_VERSION = "4.2.0";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);
    private static final int BAD_REQUEST = 400;
    /** Of a Master that stands by, or recovers. */
    private static final String NOT_IN_CHARGE = "Current state is not alive";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final URI address;

    /** @param address e.g. {@code http://spark-master:6066} */
    public SparkMaster(URI address) {
        this.address = address;
    }

    /**
     * Submits an application, whose driver is run by a worker.
     *
     * @return the id of its driver
     * @throws ClusterRefusalException if it is not accepted
     */
    public String submit(Application application) throws IOException, InterruptedException {
        Map<String, String> properties = new LinkedHashMap<>(application.properties());
        properties.put("spark.app.name", application.name());
        properties.put("spark.submit.deployMode", "cluster");
        properties.put("spark.jars", application.jar());
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("action", "CreateSubmissionRequest");
        request.put("clientSparkVersion", CLIENT_VERSION);
        request.put("appResource", application.jar());
        request.put("mainClass", application.mainClass());
        request.put("appArgs", application.arguments());
        request.put("environmentVariables", Map.of());
        request.put("sparkProperties", properties);
        JsonNode answer = ask("POST", "create", BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)));
        String id = answer.path("submissionId").asString("");
        if (!answer.path("success").asBoolean(false) || id.isEmpty()) {
            throw away(message(answer), null);
        }
        return id;
    }

    /** What has become of a driver. */
    public DriverStatus status(String id) throws IOException, InterruptedException {
        JsonNode answer = ask("GET", "status/" + encoded(id), BodyPublishers.noBody());
        String state = answer.path("driverState").asString("");
        if (!answer.path("success").asBoolean(false)) {
            if (message(answer).contains(NOT_IN_CHARGE)) {
                throw away(message(answer), null);
            }
            return new DriverStatus(DriverStatus.State.MISSING, message(answer));
        }
        return Arrays.stream(DriverStatus.State.values())
                .filter(each -> each.name().equals(state))
                .findFirst()
                .map(each -> new DriverStatus(each, details(answer)))
                .orElseThrow(() -> away("\"" + state + "\" is no state of a driver", null));
    }

    private static String details(JsonNode answer) {
        String worker = answer.path("workerHostPort").asString("");
        return (worker.isEmpty() ? "" : "on worker " + worker)
                + (message(answer).isEmpty() ? "" : (worker.isEmpty() ? "" : ": ") + message(answer));
    }

    /** Asks that a driver be killed; whether it is gone is seen by its status. */
    public void kill(String id) throws IOException, InterruptedException {
        ask("POST", "kill/" + encoded(id), BodyPublishers.noBody());
    }

    private JsonNode ask(String method, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(at(path))
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", "application/json;charset=UTF-8")
                .method(method, body)
                .build();
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new ClusterAwayException("the Spark Master at " + address + " can't be reached", e);
        } catch (IOException e) {
            throw away(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        }
        JsonNode answer = json(response);
        if (response.statusCode() == BAD_REQUEST) {
            throw new ClusterRefusalException(
                    "the Spark Master at " + address + " refuses the request: " + message(answer));
        }
        if (response.statusCode() >= 300) {
            throw away("HTTP status " + response.statusCode() + " " + message(answer), null);
        }
        return answer;
    }

    private JsonNode json(HttpResponse<byte[]> response) throws ClusterAwayException {
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw away("HTTP status " + response.statusCode() + " and no JSON; is it its REST server?", e);
        }
    }

    /** The first line that says something; the others are a stack trace. */
    private static String message(JsonNode answer) {
        String message = answer.path("message").asString("").replace("Exception from the cluster:\n", "");
        int line = message.indexOf('\n');
        return line < 0 ? message : message.substring(0, line);
    }

    private ClusterAwayException away(String reason, @Nullable Throwable cause) {
        return new ClusterAwayException("the Spark Master at " + address + " takes nothing: " + reason, cause);
    }

    private URI at(String path) {
        String base = address.toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + "v1/submissions/" + path);
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}

package org.genoqc.homogeneity.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers as the REST server of a Master of Spark 4.2.0 does, recorded from one, for what a real cluster can't be brought to at a
 * wanted moment. What becomes of a driver is said by the test. {@code SparkEngineIT} has a real one.
 */
public final class RecordedMaster implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final List<Submitted> submitted = new CopyOnWriteArrayList<>();
    private final List<String> killed = new CopyOnWriteArrayList<>();
    private volatile Consumer<Submitted> whenSubmitted = submission -> {};
    private final int port;
    private HttpServer server;

    public RecordedMaster() throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.port = server.getAddress().getPort();
        begin();
    }

    private void begin() {
        server.createContext("/v1/submissions/", this::answer);
        server.start();
    }

    /** What was submitted. */
    public record Submitted(String id, JsonNode request) {

        public List<String> arguments() {
            List<String> arguments = new ArrayList<>();
            request.path("appArgs").forEach(argument -> arguments.add(argument.asString()));
            return arguments;
        }

        /** The folder that it writes to. */
        public Path output() {
            List<String> arguments = arguments();
            return Path.of(URI.create(arguments.get(arguments.indexOf("--output") + 1)));
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What is done before the answer to a submission. */
    public void whenSubmitted(Consumer<Submitted> action) {
        whenSubmitted = action;
    }

    public List<Submitted> submitted() {
        return List.copyOf(submitted);
    }

    /** The drivers that were to be killed. */
    public List<String> killed() {
        return List.copyOf(killed);
    }

    /** What becomes of a driver: {@code SUBMITTED}, {@code RUNNING}, {@code FINISHED} and so on. */
    public void becomes(String id, String state) {
        states.put(id, state);
    }

    /** Forgets all drivers, as a Master does that is started anew. */
    public void forget() {
        states.clear();
    }

    /** Connections are refused from now on. */
    public void stop() {
        server.stop(0);
    }

    /** As it was before it was stopped. */
    public void startAgain() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        begin();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        String id = path[path.length - 1];
        String answer = switch (path[3]) {
            case "create" -> create(JSON.readTree(exchange.getRequestBody()));
            case "status" -> status(id);
            default -> kill(id);
        };
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json;charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String create(JsonNode request) {
        Submitted submission = new Submitted("driver-20261129035607-000" + submitted.size(), request);
        submitted.add(submission);
        states.put(submission.id(), "RUNNING");
        whenSubmitted.accept(submission);
        return answer(
                "CreateSubmissionResponse",
                submission.id(),
                true,
                Map.of("message", "Driver successfully submitted as " + submission.id()));
    }

    private String status(String id) {
        String state = states.get(id);
        return state == null
                ? answer("SubmissionStatusResponse", id, false, Map.of())
                : answer(
                        "SubmissionStatusResponse",
                        id,
                        true,
                        Map.of(
                                "driverState",
                                state,
                                "workerHostPort",
                                "127.0.0.1:42425",
                                "workerId",
                                "worker-20261129035617-127.0.0.1-42425"));
    }

    private String kill(String id) {
        killed.add(id);
        boolean isLive = "RUNNING".equals(states.get(id)) || "SUBMITTED".equals(states.get(id));
        if (isLive) {
            states.put(id, "KILLED");
        }
        String message = isLive
                ? "Kill request for " + id + " submitted"
                : "Driver " + id + " has already finished or does not exist";
        return answer("KillSubmissionResponse", id, isLive, Map.of("message", message));
    }

    private static String answer(String action, String id, boolean success, Map<String, String> more) {
        Map<String, Object> answer = new TreeMap<>(more);
        answer.put("action", action);
        answer.put("serverSparkVersion", "4.2.0");
        answer.put("submissionId", id);
        answer.put("success", success);
        return JSON.writeValueAsString(answer);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

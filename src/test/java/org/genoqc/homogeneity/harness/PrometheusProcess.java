package org.genoqc.homogeneity.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A real Prometheus that reads the metrics of services every second. */
public final class PrometheusProcess implements AutoCloseable {

    private static final Path RULES = Path.of("helm/rules/chi2-homogeneity.rules.yaml");

    private final Process process;
    private final JobClient api;

    /** What a program has printed, and how it ended. */
    public record Run(int exit, String output) {}

    private PrometheusProcess(Process process, int port) {
        this.process = process;
        this.api = new JobClient(port);
    }

    /** Whether the programs are there: Debian's package prometheus has both. */
    public static boolean isInstalled() {
        return Stream.of("prometheus", "promtool").allMatch(Programs::isOnThePath);
    }

    /** With the alert rules of the project, but without their waiting times. */
    public static PrometheusProcess start(Path folder, List<Integer> ports) throws IOException {
        Files.writeString(folder.resolve("rules.yaml"), Files.readString(RULES).replaceAll("for: \\d+m", "for: 0s"));
        // each is a service of its own, with a database of its own
        String services = ports.stream().map("""
              - job_name: chi2-homogeneity-%1$d
                metrics_path: /actuator/prometheus
                static_configs: [{targets: ['127.0.0.1:%1$d'], labels: {namespace: lab}}]
            """::formatted).collect(Collectors.joining());
        Files.writeString(folder.resolve("prometheus.yaml"), """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: [rules.yaml]
            scrape_configs:
            """ + services);
        int port = freePort();
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yaml"),
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        PrometheusProcess started = new PrometheusProcess(process, port);
        Waiting.until(() -> read(folder.resolve("log")), () -> {
            assertThat(process.isAlive()).as(() -> read(folder.resolve("log"))).isTrue();
            return started.isReady();
        });
        return started;
    }

    private boolean isReady() {
        try {
            return api.get("/-/ready").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The vector or scalar that an expression has now. */
    public JsonNode query(String expression) {
        JobClient.Answer answer =
                api.get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        assertThat(answer.status()).as(() -> expression + ": " + answer.text()).isEqualTo(200);
        return answer.json().path("data").path("result");
    }

    /** Whether an expression has a number now. */
    public boolean hasData(String expression) {
        return query(expression)
                .valueStream()
                .anyMatch(sample -> !sample.path("value").path(1).asString().equals("NaN"));
    }

    /** The alerts that fire, as their names with the values of their labels but severity, job and namespace. */
    public List<String> firing() {
        return api.get("/api/v1/alerts")
                .json()
                .path("data")
                .path("alerts")
                .valueStream()
                .filter(alert -> alert.path("state").asString().equals("firing"))
                .map(PrometheusProcess::describe)
                .toList();
    }

    private static String describe(JsonNode alert) {
        return alert.path("labels")
                .propertyStream()
                .filter(label ->
                        !List.of("severity", "job", "namespace", "alertname").contains(label.getKey()))
                .map(label -> label.getKey() + "=" + label.getValue().asString())
                .collect(Collectors.joining(
                        " ", alert.path("labels").path("alertname").asString() + " ", ""))
                .strip();
    }

    /** The alert rules as loaded. */
    public List<JsonNode> rules() {
        return api.get("/api/v1/rules")
                .json()
                .path("data")
                .path("groups")
                .path(0)
                .path("rules")
                .valueStream()
                .toList();
    }

    public static Run promtool(Path input, String... arguments) throws IOException {
        Path output = Files.createTempFile("promtool", ".txt");
        try {
            Process promtool = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments))
                            .toList())
                    .redirectInput(input.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int exit = Waiting.forEnd(promtool, () -> Files.readString(output));
            return new Run(exit, Files.readString(output).toLowerCase(Locale.ROOT));
        } finally {
            Files.delete(output);
        }
    }

    @Override
    public void close() {
        api.close();
        Waiting.forEnd(process.destroyForcibly(), () -> "prometheus");
    }
}

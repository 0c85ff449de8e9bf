package org.genoqc.homogeneity.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.PrometheusProcess;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.Waiting;
import org.genoqc.homogeneity.job.JobRefusedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus reads two services, one busy with a full queue, one with a full disk, and evaluates every expression
 * of the dashboard and of the alerts. In order, since later tests need no busy service and the last one stops one.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PrometheusIT {

    private static final Path DASHBOARD = Path.of("helm/dashboards/chi2-homogeneity.json");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path directory;

    private static @Nullable ServiceProcess busy;
    private static @Nullable ServiceProcess full;
    private static @Nullable PrometheusProcess prometheus;

    @BeforeAll
    static void start() throws Exception {
        boolean installed = PrometheusProcess.isInstalled();
        if (!installed) {
            System.err.println("PrometheusIT is skipped: prometheus and promtool are not on the PATH"
                    + " (Debian: apt-get install prometheus)");
        }
        Assumptions.assumeTrue(installed, "prometheus and promtool are not on the PATH");
        CompletableFuture<ServiceProcess> second =
                CompletableFuture.supplyAsync(() -> service("full", "--homogeneity.min-free-space=1000000TB"));
        busy = service(
                "busy",
                "--homogeneity.executor.workers=1",
                "--homogeneity.jobs.max-queued=1",
                "--homogeneity.jobs.concurrent=1",
                "--homogeneity.jobs.concurrent-small=0",
                "--logging.structured.format.console=ecs");
        full = second.join();
        prometheus = PrometheusProcess.start(
                Files.createDirectory(directory.resolve("prometheus")), List.of(busy.port(), full.port()));
        // an increase is seen by comparison with an earlier scrape
        await(
                "both are scraped",
                () -> prometheus.query("homogeneity_jobs_refused_total").size()
                        == 2 * JobRefusedException.Reason.values().length);
        work();
    }

    private static ServiceProcess service(String name, String... settings) {
        try {
            return ServiceProcess.in(directory.resolve(name)).with(settings).start(directory.resolve(name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Form sample() {
        return new Form().file(Path.of("examples/sample.tsv"));
    }

    /** Short batches, of which there are always more: it runs as long as tests need a busy service. */
    private static Path manySamples() throws IOException {
        List<String> sample = Files.readAllLines(Path.of("examples/sample.tsv"));
        List<String> many = new ArrayList<>(sample.subList(0, 1));
        for (int copy = 0; copy < 100; copy++) {
            for (String row : sample.subList(1, sample.size())) {
                many.add(copy + row);
            }
        }
        return Files.write(directory.resolve("many.tsv"), many);
    }

    private static void work() throws IOException {
        try (JobClient client = busy.client();
                JobClient fullClient = full.client()) {
            client.awaitResult(client.submit(sample().field("n_simulations", 100)));
            assertThat(client.post(new Form().text("faulty.tsv", "no header")).status())
                    .isEqualTo(422);
            client.submit(new Form()
                    .file(manySamples())
                    .field("n_simulations", 1_000_000)
                    .field("batch_size", 1));
            await(
                    "it runs",
                    () -> client.get("/jobs?state=RUNNING").json().path("jobs").size() == 1);
            client.submit(sample());
            assertThat(client.post(sample()).status()).isEqualTo(429);
            assertThat(fullClient.post(sample()).status()).isEqualTo(507);
        }
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable process : new AutoCloseable[] {prometheus, busy, full}) {
            try {
                if (process != null) {
                    process.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void await(String what, Supplier<Boolean> condition) {
        Waiting.until(() -> what, condition::get);
    }

    private static List<String> expressions() {
        String instances = "127.0.0.1:" + busy.port() + "|127.0.0.1:" + full.port();
        return JSON.readTree(DASHBOARD.toFile())
                .path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.path("expr").asString())
                .map(expression -> expression
                        .replace("$__rate_interval", "1m")
                        .replace("$__range", "5m")
                        .replace("$namespace", ".*")
                        .replace("$instance", instances))
                .toList();
    }

    @Test
    @Order(1)
    void everyExpressionOfEveryPanelReturnsData() {
        List<String> open = new ArrayList<>(expressions());
        assertThat(open).hasSizeGreaterThan(40);
        await("data for " + open, () -> {
            open.removeIf(prometheus::hasData);
            return open.isEmpty();
        });
    }

    @Test
    @Order(2)
    void everyAlertIsEvaluatedWithoutErrors() {
        await(
                "the rules are evaluated",
                () -> prometheus.rules().stream()
                        .noneMatch(rule -> rule.path("health").asString().equals("unknown")));
        assertThat(prometheus.rules()).hasSizeGreaterThanOrEqualTo(8).allSatisfy(rule -> {
            assertThat(rule.path("health").asString()).as(rule.toString()).isEqualTo("ok");
            prometheus.query(rule.path("query").asString());
        });
    }

    @Test
    @Order(3)
    void aFullQueueAFullDiskAndRefusalsRaiseTheirAlertsAndNothingElseDoes() {
        List<String> expected = List.of(
                "HomogeneityJobsRefused reason=queue_full",
                "HomogeneityJobsRefused reason=storage_full",
                "HomogeneityQueueNearlyFull",
                "HomogeneityStorageFull instance=127.0.0.1:" + full.port());
        await("alerts " + expected, () -> prometheus.firing().containsAll(expected));
        // the disk of whoever runs this may really be low
        assertThat(prometheus.firing())
                .filteredOn(alert -> !alert.startsWith("HomogeneityStorageLow"))
                .containsExactlyInAnyOrderElementsOf(expected);
        cancelAll();
    }

    /** What follows needs no busy service. */
    private static void cancelAll() {
        try (JobClient client = busy.client()) {
            for (String state : List.of("QUEUED", "RUNNING")) {
                client.get("/jobs?state=" + state)
                        .json()
                        .path("jobs")
                        .forEach(job -> client.delete("/jobs/" + job.path("id").asString()));
            }
        }
    }

    @Test
    @Order(4)
    void promtoolAcceptsMetricsAndRulesAndTheUnitTestsOfTheRulesPass() throws Exception {
        Path metrics = directory.resolve("metrics.txt");
        try (JobClient client = busy.client()) {
            Files.write(metrics, client.get("/actuator/prometheus").body());
        }
        PrometheusProcess.Run checked = PrometheusProcess.promtool(metrics, "check", "metrics");
        assertThat(checked.output()).isEmpty();
        assertThat(checked.exit()).isZero();
        Path nothing = Files.createFile(directory.resolve("nothing"));
        PrometheusProcess.Run rules =
                PrometheusProcess.promtool(nothing, "check", "rules", "helm/rules/chi2-homogeneity.rules.yaml");
        assertThat(rules.output()).contains("success").doesNotContain("error");
        assertThat(rules.exit()).isZero();
        PrometheusProcess.Run tests =
                PrometheusProcess.promtool(nothing, "test", "rules", "src/test/prometheus/chi2-homogeneity.test.yaml");
        assertThat(tests.exit()).as(tests.output()).isZero();
    }

    @Test
    @Order(5)
    void aFullDiskTakesAwayReadinessButNotLife() {
        try (JobClient client = full.client();
                JobClient ready = busy.client()) {
            assertThat(client.get("/actuator/health/readiness").status()).isEqualTo(503);
            assertThat(client.get("/actuator/health/readiness")
                            .json()
                            .at("/components/dataDirectory/status")
                            .asString())
                    .isEqualTo("DOWN");
            assertThat(client.get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(ready.get("/actuator/health/readiness").status()).isEqualTo(200);
        }
    }

    @Test
    @Order(6)
    void theStructuredLogHasOneLineForEachStepOfAJobWithItsId() throws Exception {
        try (JobClient client = busy.client()) {
            String id =
                    client.get("/jobs?state=COMPLETE").json().at("/jobs/0/id").asString();
            List<JsonNode> lines = busy.log()
                    .lines()
                    .filter(line -> line.contains("\"job_id\":\"" + id + "\""))
                    .map(JSON::readTree)
                    .toList();
            List<String> steps = lines.stream()
                    .map(line -> line.path("message").asString())
                    .filter(message -> message.matches("job \\S+ (QUEUED|INITIALIZING|ended) .*|job \\S+ QUEUED:.*"))
                    .map(message -> message.replace("job " + id + " ", ""))
                    .map(message -> message.replaceAll("(QUEUED:|ended COMPLETE).*", "$1"))
                    .toList();
            // who runs the job may be quicker than who has submitted it and says so
            assertThat(steps).containsOnlyOnce("QUEUED:");
            assertThat(steps.stream().filter(step -> !step.equals("QUEUED:")))
                    .containsExactly("QUEUED -> INITIALIZING", "INITIALIZING -> RUNNING", "ended COMPLETE");
        }
    }

    @Test
    @Order(7)
    void aDeadInstanceRaisesItsAlert() {
        String instance = "127.0.0.1:" + full.port();
        full.kill();
        await("the alert", () -> prometheus.firing().contains("HomogeneityInstanceDown instance=" + instance));
    }
}

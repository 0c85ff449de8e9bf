package org.genoqc.homogeneity.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genoqc.homogeneity.access.KeysFile;
import org.genoqc.homogeneity.access.Role;
import org.genoqc.homogeneity.harness.CommandProcess;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.PostgresServer;
import org.genoqc.homogeneity.harness.PrometheusProcess;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The service on PostgreSQL with the configuration file, the variables, the probes and the test of the chart; only
 * Kubernetes, which would bring them together, is not there.
 */
class ChartIT {

    private static final String VALUES = """
        homogeneity:
          maxUploadSize: 5GB
          minFreeSpace: 1MB
          executor: {queueCapacity: 8}
          jobs: {concurrent: 2, maxQueued: 7}
          security: {existingSecret: homogeneity-keys}
        resources: {limits: {cpu: 2500m}}
        serviceMonitor: {enabled: true, keySecret: homogeneity-metrics}
        test: {keySecret: homogeneity-test}
        prometheusRule: {enabled: true}
        networkPolicy: {enabled: false}
        postgresql: {host: localhost, port: %d, database: postgres, parameters: ApplicationName=chart, existingSecret: pg}
        """;

    @TempDir
    private static Path directory;

    private static PostgresServer postgres;
    private static String submitter;
    private static ServiceProcess service;
    private static JobClient client;
    private static Manifests manifests;

    @BeforeAll
    static void startAsThePodWould() throws IOException, InterruptedException {
        postgres = new PostgresServer(directory.resolve("postgres"));
        int port = URI.create(postgres.url().substring("jdbc:".length())).getPort();
        manifests = Chart.render(VALUES.formatted(port));
        Path mounted = Files.createDirectory(directory.resolve("configuration"));
        KeysFile keys = new KeysFile(
                Files.createDirectory(directory.resolve("configuration-keys")).resolve("keys"));
        submitter = keys.create("test", Set.of(Role.SUBMITTER), Instant.now());
        String operator = keys.create("prometheus", Set.of(Role.OPERATOR), Instant.now());
        Files.writeString(
                mounted.resolve("application.yaml"),
                manifests.configuration().replace("/etc/chi2-homogeneity", mounted.toString()));
        Map<String, String> environment = manifests.container().getEnv().stream()
                .collect(Collectors.toMap(
                        EnvVar::getName,
                        variable -> variable.getValue() == null
                                ? asKubernetesWould(variable.getValueFrom())
                                : variable.getValue().replace("/etc/chi2-homogeneity", mounted.toString())));
        service = ServiceProcess.in(directory.resolve("data"))
                .withEnvironment(environment)
                .start(directory.resolve("log"));
        client = new JobClient(service.port(), operator);
        client.awaitReady();
    }

    private static String asKubernetesWould(EnvVarSource source) {
        if (source.getResourceFieldRef() != null) {
            return "3"; // 2500m, rounded up
        }
        if (source.getFieldRef() != null) {
            return "qc-chi2-homogeneity-5d8f7c9b4-x2x7k";
        }
        return Map.of("username", "postgres", "password", "unused")
                .get(source.getSecretKeyRef().getKey());
    }

    @AfterAll
    static void stop() throws Exception {
        if (service != null) {
            client.close();
            service.close();
        }
        postgres.close();
    }

    @Test
    void everyProbeAndTheMetricsAreAnswered() {
        assertThat(Stream.of(
                                manifests.container().getStartupProbe(),
                                manifests.container().getLivenessProbe(),
                                manifests.container().getReadinessProbe())
                        .map(Probe::getHttpGet))
                .allSatisfy(probe ->
                        assertThat(client.get(probe.getPath()).status()).isEqualTo(200));
        assertThat(client.get(manifests.metricsPath()).text()).contains("homogeneity_executor_workers 3.0");
    }

    @Test
    void theSettingsAreInForce() throws Exception {
        JsonNode limits = client.get("/actuator/info").json().path("limits");
        assertThat(limits.path("workers").asInt()).isEqualTo(3);
        assertThat(limits.path("executor_queue_capacity").asInt()).isEqualTo(8);
        assertThat(limits.path("jobs_at_once").asInt()).isEqualTo(2);
        assertThat(limits.path("jobs_queued").asInt()).isEqualTo(7);
        assertThat(limits.path("upload_bytes").asLong()).isEqualTo(5L << 30);
        assertThat(limits.path("free_bytes_required").asLong()).isEqualTo(1 << 20);
        assertThat(postgres.queryNumber("select count(*) from pg_stat_activity where application_name = 'chart'"))
                .isPositive();
    }

    @Test
    void theTestOfTheReleaseSubmitsAJobReadsItsResultAndRemovesIt() throws Exception {
        Run test = helmTest(manifests, "http://localhost:" + service.port());
        assertThat(test.exit()).as(test.output()).isZero();
        assertThat(test.output()).contains("\nAX-1\t", "\nAX-2\t", "\tstandard\t", "\tmonte_carlo\t");
        assertThat(client.get("/jobs").json().path("jobs")).isEmpty();
    }

    @Test
    void theTestOfTheReleaseFailsWhereNothingAnswers() throws Exception {
        for (Manifests each : List.of(manifests, Chart.render(""))) {
            Run test = helmTest(each, "http://localhost:1");
            assertThat(test.exit()).isNotZero();
            assertThat(test.output()).contains("localhost:1");
        }
    }

    @Test
    void theTestOfAReleaseWithoutAKeySeesThatItLetsNobodyIn() throws Exception {
        Run test = helmTest(Chart.render(""), "http://localhost:" + service.port());
        assertThat(test.exit()).as(test.output()).isZero();
        assertThat(test.output()).contains("needs a key");
    }

    @Test
    void theCommandsOfTheNotesSubmitAFileFollowItsJobAndDownloadItsResult() throws Exception {
        Assumptions.assumeTrue(isOnThePath("curl"), "curl is not on the PATH");
        String commands = Chart.notes("")
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("JOB=") || line.startsWith("curl "))
                .collect(Collectors.joining("\n"));
        assertThat(commands.lines()).hasSize(3);
        Path folder = Files.createTempDirectory(directory, "notes");
        Files.copy(Path.of("examples/sample.tsv"), folder.resolve("counts.tsv"));
        String script = commands.replace(
                "\ncurl -s -H \"Authorization: Bearer $HOMOGENEITY_KEY\" $JOB/progress\n",
                "\n"
                    + "until curl -s -H \"Authorization: Bearer $HOMOGENEITY_KEY\" $JOB/progress | grep COMPLETE; do"
                    + " sleep 0.1; done\n");
        Run run = run(
                folder,
                List.of("bash", "-euc", script),
                Map.of("SERVICE", "http://localhost:" + service.port(), "HOMOGENEITY_KEY", submitter));
        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(folder.resolve("counts.result.tsv"))
                .content()
                .startsWith("probeset_id\t")
                .contains("\nAX-10000063\t");
        client.get("/jobs")
                .json()
                .path("jobs")
                .forEach(job -> client.delete("/jobs/" + job.path("id").asString()));
    }

    private static boolean isOnThePath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private record Run(int exit, String output) {}

    /** The command of the test pod, with this machine's jar and folder in place of those of the image. */
    private static Run helmTest(Manifests of, String server) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(directory, "test");
        List<String> command = Stream.concat(
                        of.testContainer().getCommand().stream(), of.testContainer().getArgs().stream())
                .map(word -> word.replace("/tmp/", folder + "/")
                        .replace(
                                "/app/chi2-homogeneity.jar",
                                CommandProcess.jar().toString()))
                .toList();
        Map<String, String> environment = of.testContainer().getEnv().stream()
                .collect(Collectors.toMap(
                        EnvVar::getName,
                        // the others are of secrets, of which there is one
                        variable -> variable.getName().equals("CHI2_HOMOGENEITY_SERVER") ? server : submitter));
        return run(folder, command, environment);
    }

    private static Run run(Path folder, List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("PATH", CommandProcess.pathWithQuickJava());
        builder.environment().putAll(environment);
        Process process = builder.start();
        return new Run(Waiting.forEnd(process, () -> Files.readString(output)), Files.readString(output));
    }

    @Test
    void prometheusTakesTheRulesAsRendered() throws Exception {
        Assumptions.assumeTrue(PrometheusProcess.isInstalled(), "promtool is not on the PATH");
        Path rules = Files.writeString(directory.resolve("rules.yaml"), manifests.rules());
        PrometheusProcess.Run checked = PrometheusProcess.promtool(rules, "check", "rules", rules.toString());
        assertThat(checked.exit()).as(checked.output()).isZero();
        assertThat(checked.output()).contains("10 rules found");
    }
}

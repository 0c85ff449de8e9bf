package org.genoqc.homogeneity.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectImageResponse;
import java.time.Instant;
import java.util.List;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.NeedsDocker;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.harness.Waiting;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import tools.jackson.databind.JsonNode;

/** The image as it is, and one container of it on H2, with one CPU and 640 MB, which is stopped and started in the end. */
@NeedsDocker
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImageIT {

    private static final long MEMORY = 640L << 20;
    private static final int SOME = 5;
    private static final int TERMINATED = 128 + 15;

    private record Stopped(String id, int simulations, Instant at) {}

    private static ServiceContainer service;

    @BeforeAll
    static void start() {
        // AOTMode=on: the JVM refuses to start where it can't use the AOT cache of the image
        service = new ServiceContainer()
                .withEnv("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on")
                .with(host -> host.withMemory(MEMORY).withMemorySwap(MEMORY).withNanoCPUs(1_000_000_000L));
        service.start();
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.stop();
        }
    }

    private static ExecResult exec(String... command) throws Exception {
        return service.execInContainer(command);
    }

    @Test
    void itRunsAsTheDeclaredUserWhoIsNotRoot() throws Exception {
        InspectImageResponse image = DockerClientFactory.lazyClient()
                .inspectImageCmd(ServiceImage.name())
                .exec();
        assertThat(image.getConfig().getUser()).isEqualTo("10001:10001");
        assertThat(exec("sh", "-c", "grep -E '^(Uid|Gid)' /proc/1/status")
                        .getStdout()
                        .strip()
                        .split("\\s+"))
                .containsOnly("Uid:", "Gid:", "10001");
    }

    @Test
    void itSaysWhatItIs() {
        InspectImageResponse image = DockerClientFactory.lazyClient()
                .inspectImageCmd(ServiceImage.name())
                .exec();
        assertThat(image.getConfig().getLabels())
                .containsEntry("org.opencontainers.image.title", "chi2-homogeneity")
                .containsEntry("org.opencontainers.image.licenses", "Apache-2.0")
                .containsEntry("org.opencontainers.image.version", System.getProperty("homogeneity.version"))
                .containsKeys("org.opencontainers.image.description", "org.opencontainers.image.revision");
        assertThat(image.getConfig().getVolumes()).containsOnlyKeys("/data");
        assertThat(image.getConfig().getExposedPorts())
                .extracting(Object::toString)
                .containsExactly("8080/tcp");
    }

    @Test
    void nothingCanBeWrittenButTheDataAndTemporaryFiles() throws Exception {
        assertThat(exec("touch", "/app/x").getStderr()).contains("Read-only file system");
        assertThat(exec("touch", "/data/x", "/tmp/x").getExitCode()).isZero();
        assertThat(exec("rm", "/data/x", "/tmp/x").getExitCode()).isZero();
    }

    @Test
    void theHealthCheckTellsAnAnsweringServiceFromASilentOne() throws Exception {
        assertThat(exec("/app/healthcheck").getExitCode()).isZero();
        assertThat(exec("env", "SERVER_PORT=8081", "/app/healthcheck").getExitCode())
                .isEqualTo(1);
        assertThat(service.inspect().getConfig().getHealthcheck().getTest()).contains("/app/healthcheck");
        // it may be unhealthy for a while: the engine gives the check five seconds
        Waiting.until(
                () -> service.inspect().getState().getHealth(),
                () -> service.inspect().getState().getHealth().getStatus().equals("healthy"));
    }

    @Test
    void theHeapFollowsTheMemoryOfTheContainer() {
        try (JobClient client = service.client()) {
            double heap = client.get("/actuator/info")
                    .json()
                    .path("limits")
                    .path("heap_bytes")
                    .asDouble();
            assertThat(heap / MEMORY).isBetween(0.6, 0.71);
        }
    }

    @Test
    void aJobRunsOnAsManyWorkersAsTheContainerHasCpus() {
        try (JobClient client = service.client()) {
            String id = client.submit(new Form().file(Examples.SAMPLE).field("n_simulations", 1000));
            assertThat(client.awaitResult(id).text().lines()).hasSize(501);
            JsonNode batches = client.get("/jobs/" + id + "/batches").json();
            assertThat(batches.path("workers").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aKeyIsMadeWhereTheServiceLooksForIt() throws Exception {
        String command =
                "env -u JAVA_TOOL_OPTIONS java -Xmx64m -jar /app/chi2-homogeneity.jar key create anna --role viewer";
        ExecResult created = exec(command.split(" "));
        assertThat(created.getExitCode()).as(created.getStderr()).isZero();
        assertThat(created.getStdout()).startsWith("chi2h_");
        assertThat(exec("stat", "-c", "%a %u", "/data/keys").getStdout()).isEqualTo("600 10001\n");
    }

    @Test
    void theLogIsJsonLines() {
        List<String> lines = service.getLogs()
                .lines()
                .filter(line -> !line.startsWith("Picked up"))
                .toList();
        assertThat(lines).isNotEmpty().allMatch(line -> line.startsWith("{\"@timestamp\":"));
    }

    /** By docker stop and docker start. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aStoppedJobGoesOnFromItsCompletedBatchesAndGivesTheSameBytes() {
        Stopped stopped = stopInTheMiddle();
        try (JobClient client = service.client()) {
            byte[] resumed = client.awaitResult(stopped.id()).body();
            assertThat(client.get("/jobs/" + stopped.id() + "/batches")
                            .json()
                            .path("batches")
                            .valueStream()
                            .filter(batch -> Instant.parse(
                                            batch.path("started_at").asString())
                                    .isBefore(stopped.at())))
                    .as("batches that were not computed again")
                    .hasSizeGreaterThanOrEqualTo(SOME);
            assertThat(client.awaitResult(client.submit(form(stopped.simulations())))
                            .body())
                    .isEqualTo(resumed);
        }
    }

    private static Form form(int simulations) {
        return new Form()
                .file(TestData.resource("array_like/small_shuffled.tsv"))
                .field("n_simulations", simulations)
                // batches end one after the other, the first ones early
                .field("streams", "independent")
                .field("batch_size", 20);
    }

    /** Stops and starts the service while a job has completed some of its batches; with more simulations if it was too fast. */
    private static Stopped stopInTheMiddle() {
        for (int simulations = 1000; simulations <= 100_000_000; simulations *= 4) {
            String id;
            try (JobClient client = service.client()) {
                id = client.submit(form(simulations));
                client.awaitProgress(
                        id,
                        progress -> progress.path("batches").path("completed").asInt() >= SOME);
            }
            assertThat(service.stopGracefully()).isEqualTo(TERMINATED);
            Instant at = Instant.now();
            service.startAgain();
            try (JobClient client = service.client()) {
                client.awaitReady();
                if (!isCompleteBefore(client.awaitEnd(id), at)) {
                    return new Stopped(id, simulations, at);
                }
            }
        }
        throw new AssertionError("no job took long enough to be stopped in its middle");
    }

    private static boolean isCompleteBefore(JsonNode job, Instant at) {
        JsonNode last = job.path("transitions").path(job.path("transitions").size() - 1);
        return last.path("state").asString().equals("COMPLETE")
                && Instant.parse(last.path("at").asString()).isBefore(at);
    }
}

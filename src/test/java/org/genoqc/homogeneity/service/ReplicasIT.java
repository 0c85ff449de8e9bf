package org.genoqc.homogeneity.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.PostgresServer;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two replicas on one PostgreSQL and one data directory are one service. */
class ReplicasIT {

    private static final int JOBS = 20;

    @TempDir
    private static Path home;

    private static PostgresServer postgres;
    private static ServiceProcess a;
    private static ServiceProcess b;

    @BeforeAll
    static void start() throws Exception {
        postgres = new PostgresServer(home.resolve("postgres"));
        a = start("a");
        b = start("b");
    }

    private static ServiceProcess start(String name) throws Exception {
        return ServiceProcess.in(home.resolve("data"))
                .with(postgres.arguments())
                .with(
                        "--homogeneity.executor.workers=1",
                        "--homogeneity.jobs.concurrent=2",
                        "--homogeneity.instance=" + name)
                .start(home.resolve(name + ".log"));
    }

    @AfterAll
    static void stop() throws Exception {
        a.close();
        b.close();
        postgres.close();
    }

    private static Form job(int simulations) {
        return new Form()
                .file(TestData.resource("array_like/small_batch.tsv"))
                .field("n_simulations", simulations)
                .field("batch_size", 50)
                .field("streams", "independent");
    }

    private static boolean isRunning(JsonNode progress) {
        return progress.path("state").asString().equals("RUNNING")
                && progress.path("probesets").path("completed").asInt() > 0;
    }

    @Test
    void theyShareTheWorkAndAnswerForEachOther() throws Exception {
        try (JobClient toA = a.client();
                JobClient toB = b.client()) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                ids.add(toA.submit(job(300)));
            }
            Set<String> live = new HashSet<>(ids);
            AtomicLong sum = new AtomicLong();
            while (!live.isEmpty()) {
                long before = sum.get();
                for (JobClient client : List.of(toA, toB)) {
                    long now = ids.stream()
                            .mapToLong(id -> client.progress(id)
                                    .path("probesets")
                                    .path("completed")
                                    .asLong())
                            .sum();
                    assertThat(now).as("progress, whichever replica tells").isGreaterThanOrEqualTo(before);
                    before = now;
                }
                sum.set(before);
                live.removeIf(id -> toB.progress(id).path("percent").asDouble() == 100);
            }
            long byA = a.log()
                    .lines()
                    .filter(line -> line.contains("ended COMPLETE"))
                    .count();
            long byB = b.log()
                    .lines()
                    .filter(line -> line.contains("ended COMPLETE"))
                    .count();
            assertThat(byA + byB).isEqualTo(JOBS);
            assertThat(byA).as("jobs run by the first").isBetween(JOBS / 4L, JOBS * 3L / 4);
            assertThat(toB.awaitResult(ids.getFirst()).body())
                    .isEqualTo(toA.awaitResult(ids.getLast()).body());
        }
    }

    @Test
    void aJobIsCancelledThroughAnyReplicaWithinASecond() {
        try (JobClient toA = a.client();
                JobClient toB = b.client()) {
            for (JobClient client : List.of(toA, toB)) {
                String id = toA.submit(job(1_000_000));
                toB.awaitProgress(id, ReplicasIT::isRunning);
                assertThat(toB.get("/jobs/" + id + "/batches").status()).isEqualTo(200);
                assertThat(client.delete("/jobs/" + id).status()).isEqualTo(202);
                JsonNode transitions = client.awaitEnd(id).path("transitions");
                JsonNode asked = transitions.path(transitions.size() - 2);
                JsonNode ended = transitions.path(transitions.size() - 1);
                assertThat(asked.path("state").asString()).isEqualTo("CANCELING");
                assertThat(ended.path("state").asString()).isEqualTo("CANCELED");
                assertThat(Duration.between(
                                Instant.parse(asked.path("at").asString()),
                                Instant.parse(ended.path("at").asString())))
                        .isLessThan(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void aReplicaThatIsStoppedInGoodOrderHandsItsJobsBackAtOnce() throws Exception {
        try (ServiceProcess third = start("c");
                JobClient toThird = third.client();
                JobClient toA = a.client()) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                ids.add(toThird.submit(job(1000)));
            }
            for (String id : ids) {
                toA.awaitProgress(
                        id,
                        p -> !p.path("state").asString().equals("QUEUED"));
            }
            Instant stopped = Instant.now();
            assertThat(third.terminate()).isEqualTo(143);
            assertThat(third.log()).contains("handed back");
            for (String id : ids) {
                toA.awaitProgress(
                        id, p -> p.path("percent").asDouble() == 100);
                List<String> after = toA.job(id)
                        .path("transitions")
                        .valueStream()
                        .filter(transition ->
                                Instant.parse(transition.path("at").asString()).isAfter(stopped))
                        .map(transition -> transition.path("state").asString())
                        .toList();
                assertThat(after).endsWith("COMPLETE").doesNotContain("SYSTEM_ERROR");
            }
        }
    }
}

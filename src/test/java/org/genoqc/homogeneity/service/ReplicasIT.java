package org.genoqc.homogeneity.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.PostgresServer;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two replicas on one PostgreSQL and one data directory are one service. */
@TestMethodOrder(OrderAnnotation.class)
class ReplicasIT {

    private static final int JOBS = 6;
    private static final int AT_ONCE = 2;

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
                        "--homogeneity.jobs.concurrent=" + AT_ONCE,
                        "--homogeneity.jobs.concurrent-small=0",
                        "--homogeneity.shutdown-grace=1s",
                        // however slow the machine is, no replica takes another one for dead
                        "--db-scheduler.missed-heartbeats-limit=600",
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
        return job(simulations, 50);
    }

    private static Form job(int simulations, int batchSize) {
        return new Form()
                .file(TestData.resource("array_like/small_batch.tsv"))
                .field("n_simulations", simulations)
                .field("batch_size", batchSize)
                .field("streams", "independent");
    }

    /** Jobs that don't end by themselves, until the replicas run as many as they are to. */
    private static List<String> occupy(JobClient client, int running) {
        List<String> ids = Stream.generate(() -> client.submit(job(100_000_000)))
                .limit(running)
                .toList();
        ids.forEach(id -> client.awaitProgress(
                id, progress -> progress.path("state").asString().equals("RUNNING")));
        return ids;
    }

    private static void cancelAll(JobClient client, List<String> ids) {
        for (String id : ids) {
            assertThat(client.delete("/jobs/" + id).status()).isEqualTo(202);
        }
        for (String id : ids) {
            assertThat(client.awaitEnd(id).path("state").asString()).isEqualTo("CANCELED");
        }
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
                ids.add(toA.submit(job(100)));
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
                // so that asking takes little of the time that the jobs need
                Thread.sleep(50);
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
            assertThat(toB.awaitResult(ids.getFirst()).body())
                    .isEqualTo(toA.awaitResult(ids.getLast()).body());
        }
    }

    @Test
    void bothTakeJobsWhenThereAreMoreThanOneRuns() {
        try (JobClient toA = a.client();
                JobClient toB = b.client()) {
            cancelAll(toB, occupy(toA, 2 * AT_ONCE));
        }
    }

    @Test
    void aJobIsCancelledThroughAnyReplica() {
        try (JobClient toA = a.client();
                JobClient toB = b.client()) {
            for (JobClient client : List.of(toA, toB)) {
                // its first probesets are done soon, and it has too many to end by itself
                String id = toA.submit(job(4_000_000, 1));
                toB.awaitProgress(id, ReplicasIT::isRunning);
                assertThat(toB.get("/jobs/" + id + "/batches").status()).isEqualTo(200);
                assertThat(client.delete("/jobs/" + id).status()).isEqualTo(202);
                JsonNode transitions = client.awaitEnd(id).path("transitions");
                assertThat(transitions
                                .valueStream()
                                .map(transition -> transition.path("state").asString()))
                        .endsWith("RUNNING", "CANCELING", "CANCELED");
            }
        }
    }

    @Test
    @Order(Integer.MAX_VALUE) // there is one replica then
    void aReplicaThatIsStoppedInGoodOrderHandsItsJobsBackAtOnce() throws Exception {
        try (JobClient toA = a.client()) {
            List<String> ids = occupy(toA, 2 * AT_ONCE);
            assertThat(b.terminate()).isEqualTo(143);
            assertThat(b.log()).contains("shutting down: " + AT_ONCE + " running jobs are handed back");
            List<String> waiting = ids.stream().filter(id -> isQueued(toA, id)).toList();
            assertThat(waiting).hasSize(AT_ONCE);
            List<String> running =
                    ids.stream().filter(id -> !waiting.contains(id)).toList();
            cancelAll(toA, running);
            for (String id : waiting) {
                toA.awaitProgress(
                        id, progress -> progress.path("state").asString().equals("RUNNING"));
                assertThat(toA.job(id)
                                .path("transitions")
                                .valueStream()
                                .map(transition -> transition.path("state").asString()))
                        .endsWith("RUNNING")
                        .doesNotContain("SYSTEM_ERROR");
            }
            cancelAll(toA, waiting);
        }
    }

    private static boolean isQueued(JobClient client, String id) {
        return client.progress(id).path("state").asString().equals("QUEUED");
    }
}

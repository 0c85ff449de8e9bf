package org.genoqc.homogeneity.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.NeedsDocker;
import org.genoqc.homogeneity.harness.PostgresContainer;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.lifecycle.Startables;

/** Two containers of the image that share a volume and a PostgreSQL. */
@NeedsDocker
@TestMethodOrder(OrderAnnotation.class)
class ReplicasOnPostgresIT {

    private static final String VOLUME = "chi2-homogeneity-" + UUID.randomUUID();
    /** So that each runs one of two. */
    private static final int AT_ONCE = 1;

    private static ServiceContainer a;
    private static ServiceContainer b;

    @BeforeAll
    static void start() {
        PostgresContainer.Database database = PostgresContainer.createDatabase("replicas");
        a = replica(database);
        b = replica(database);
        Startables.deepStart(a, b).join();
    }

    private static ServiceContainer replica(PostgresContainer.Database database) {
        return new ServiceContainer()
                .withDatabase(database)
                .withDataVolume(VOLUME)
                .withEnv("HOMOGENEITY_EXECUTOR_WORKERS", "1")
                .withEnv("HOMOGENEITY_JOBS_CONCURRENT", Integer.toString(AT_ONCE))
                .withEnv("HOMOGENEITY_JOBS_CONCURRENTSMALL", "0");
    }

    @AfterAll
    static void stop() {
        a.close();
        b.close();
        DockerClientFactory.lazyClient().removeVolumeCmd(VOLUME).exec();
    }

    private static Form form(int simulations) {
        return new Form()
                .file(TestData.resource("array_like/small_batch.tsv"))
                .field("n_simulations", simulations)
                .field("batch_size", 50)
                .field("streams", "independent");
    }

    private static long jobsRunBy(ServiceContainer replica, String end) {
        return replica.getLogs()
                .lines()
                .filter(line -> line.contains("ended " + end))
                .count();
    }

    private static long jobsStartedBy(ServiceContainer replica) {
        return replica.getLogs()
                .lines()
                .filter(line -> line.contains("INITIALIZING -> RUNNING"))
                .count();
    }

    @Test
    @Order(1)
    void aJobIsSubmittedToOneFollowedOnTheOtherAndDownloadedFromBoth() {
        try (JobClient toA = a.client();
                JobClient toB = b.client()) {
            String id = toA.submit(new Form().file(Examples.SAMPLE).field("n_simulations", 1000));
            assertThat(toB.awaitEnd(id).path("state").asString()).isEqualTo("COMPLETE");
            assertThat(toB.progress(id).path("percent").asDouble()).isEqualTo(100);
            Answer result = toA.get("/jobs/" + id + "/result");
            assertThat(result.text().lines()).hasSize(501);
            assertThat(toB.get("/jobs/" + id + "/result").body()).isEqualTo(result.body());
        }
    }

    @Test
    @Order(2)
    void bothTakeWork() {
        long byA = jobsRunBy(a, "CANCELED");
        long byB = jobsRunBy(b, "CANCELED");
        try (JobClient toA = a.client();
                JobClient toB = b.client()) {
            // as many as both can run at once, and none ends by itself
            List<String> ids = Stream.generate(() -> toA.submit(form(100_000_000)))
                    .limit(2 * AT_ONCE)
                    .toList();
            ids.forEach(id -> toB.awaitProgress(
                    id, progress -> progress.path("state").asString().equals("RUNNING")));
            ids.forEach(id -> toB.delete("/jobs/" + id));
            ids.forEach(toB::awaitEnd);
            assertThat(jobsRunBy(a, "CANCELED") - byA).isEqualTo(AT_ONCE);
            assertThat(jobsRunBy(b, "CANCELED") - byB).isEqualTo(AT_ONCE);
        }
    }

    @Test
    @Order(3)
    void theJobsOfAReplicaThatIsKilledAreFinishedByTheOther() {
        try (JobClient toB = b.client()) {
            for (int simulations = 2000; simulations <= 100_000_000; simulations *= 4) {
                if (isFinishedByB(toB, simulations)) {
                    return;
                }
            }
        }
        throw new AssertionError("no job took long enough to be running when its replica was killed");
    }

    /**
     * As many jobs as both can run at once, the first replica killed, unless they are done too soon for that; whether it had
     * one then, which the second ended.
     */
    private static boolean isFinishedByB(JobClient toB, int simulations) {
        long before = jobsRunBy(b, "COMPLETE");
        List<String> ids;
        try (JobClient toA = a.client()) {
            toA.awaitReady();
            ids = Stream.generate(() -> toA.submit(form(simulations)))
                    .limit(2 * AT_ONCE)
                    .toList();
        }
        ids.forEach(id -> toB.awaitProgress(
                id, progress -> progress.path("probesets").path("completed").asInt() > 0));
        // a start costs more than jobs that are looked at too late
        boolean isInTheMiddle =
                ids.stream().allMatch(id -> toB.progress(id).path("percent").asDouble() < 50);
        if (isInTheMiddle) {
            a.kill();
        }
        boolean hadOne = jobsStartedBy(a) > jobsRunBy(a, "");
        List<byte[]> results =
                ids.stream().map(id -> toB.awaitResult(id).body()).toList();
        assertThat(results).allMatch(result -> Arrays.equals(result, results.getFirst()));
        boolean isFinishedByB = isInTheMiddle && hadOne && jobsRunBy(b, "COMPLETE") - before == 2 * AT_ONCE;
        if (isInTheMiddle && !isFinishedByB) {
            // it had ended its job before it was killed
            a.startAgain();
        }
        return isFinishedByB;
    }
}

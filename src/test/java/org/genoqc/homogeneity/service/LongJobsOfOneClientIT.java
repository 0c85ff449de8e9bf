package org.genoqc.homogeneity.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A small job is done while a large one of the same client runs, and also while endless ones have all places of the service
 * and more of them wait.
 */
class LongJobsOfOneClientIT {

    private static final int PLACES = 4;
    private static final Path ARRAY = TestData.resource("array_like/small_probeset.tsv");
    private static final int BATCHES = 30;
    private static final Predicate<JsonNode> SOME_DONE =
            progress -> progress.path("batches").path("completed").asInt() > 0;

    @TempDir
    private static Path directory;

    private static ServiceProcess service;

    @BeforeAll
    static void start() throws IOException {
        // a single worker, for which the long jobs are long enough on any machine
        service = ServiceProcess.in(directory.resolve("data"))
                .with("--homogeneity.executor.workers=1")
                .start(directory.resolve("log"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void aSmallJobDoesNotWaitForTheirEnd() throws Exception {
        try (JobClient client = service.client()) {
            List<String> endless = new ArrayList<>();
            for (int i = 0; i < 2 * PLACES; i++) {
                endless.add(client.submit(new Form().file(ARRAY).field("n_simulations", 100_000_000)));
            }
            for (String job : endless.subList(0, PLACES)) {
                client.awaitProgress(
                        job, progress -> progress.path("state").asString().equals("RUNNING"));
            }
            String small = client.submit(
                    new Form().file(TestData.firstProbesets(100, directory)).field("n_simulations", 100));
            long start = System.nanoTime();
            assertThat(client.awaitResult(small).text().lines()).hasSizeGreaterThan(100);
            System.out.printf(
                    "the small job took %.1f s beside %d endless ones%n", (System.nanoTime() - start) / 1e9, PLACES);
            assertThat(endless.subList(0, PLACES))
                    .allSatisfy(job ->
                            assertThat(client.job(job).path("state").asString()).isEqualTo("RUNNING"));
            assertThat(endless.subList(PLACES, 2 * PLACES))
                    .allSatisfy(job ->
                            assertThat(client.job(job).path("state").asString()).isEqualTo("QUEUED"));
            // those that wait first, so that none of them begins
            for (String job : endless.reversed()) {
                assertThat(client.delete("/jobs/" + job).status()).isEqualTo(202);
            }
            for (String job : endless) {
                assertThat(client.awaitEnd(job).path("state").asString()).isEqualTo("CANCELED");
            }
        }
    }

    @Test
    void aSmallJobIsDoneWhileALargeOneRunsAndTheLargeOneIsCancelled() throws Exception {
        Path large = array(2000);
        Path small = TestData.firstProbesets(100, directory);
        try (JobClient client = service.client()) {
            String largeJob = client.submit(
                    new Form().file(large).field("n_simulations", 1_000_000).field("batch_size", 1));
            client.awaitProgress(largeJob, SOME_DONE);

            String smallJob = client.submit(new Form().file(small).field("n_simulations", 500));
            assertThat(client.awaitResult(smallJob).text().lines()).hasSize(101);
            JsonNode progress = client.progress(largeJob);
            assertThat(progress.path("state").asString()).isEqualTo("RUNNING");
            assertThat(progress.path("percent").asDouble()).isLessThan(99);

            assertThat(client.delete("/jobs/" + largeJob).status()).isEqualTo(202);
            client.awaitProgress(largeJob, p -> p.path("state").asString().equals("CANCELED"));
            assertThat(client.get("/jobs/" + largeJob + "/result").status()).isEqualTo(409);
            assertThat(client.awaitResult(client.submit(new Form().file(small).field("n_simulations", 500)))
                            .body())
                    .isEqualTo(client.get("/jobs/" + smallJob + "/result").body());
        }
    }

    /** Few samples a genotyping batch, so that every probeset needs simulation, and different numbers of them. */
    private Path array(int probesets) throws IOException {
        Random random = new Random(20_000);
        Path file = directory.resolve("large.tsv");
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n");
            for (int probeset = 0; probeset < probesets; probeset++) {
                for (int batch = 0; batch < BATCHES; batch++) {
                    out.write("L%05d\tb%02d\t%d\t%d\t%d\t%d\n"
                            .formatted(
                                    probeset,
                                    batch,
                                    random.nextInt(12),
                                    random.nextInt(6),
                                    1 + random.nextInt(4),
                                    random.nextInt(2)));
                }
            }
        }
        return file;
    }
}

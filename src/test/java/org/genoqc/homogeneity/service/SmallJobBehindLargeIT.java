package org.genoqc.homogeneity.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One large job does not keep the others waiting. */
class SmallJobBehindLargeIT {

    private static final int BATCHES = 30;
    private static final Predicate<JsonNode> SOME_DONE =
            progress -> progress.path("batches").path("completed").asInt() > 0;

    @TempDir
    private Path directory;

    @Test
    void aSmallJobIsDoneWhileALargeOneRunsAndTheLargeOneIsCancelled() throws Exception {
        Path large = array(2000);
        Path small = firstProbesets(100);
        // on two workers the large job takes longer than this test may, on any machine
        try (ServiceProcess service = ServiceProcess.in(directory.resolve("data"))
                        .with("--homogeneity.executor.workers=2")
                        .start(directory.resolve("log"));
                JobClient client = service.client()) {
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

    private Path firstProbesets(int n) throws IOException {
        List<String> lines = Files.readAllLines(TestData.resource("array_like/small_probeset.tsv"));
        return Files.write(directory.resolve("small.tsv"), lines.subList(0, 1 + n * 12));
    }
}

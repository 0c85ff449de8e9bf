package org.genoqc.homogeneity.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Endless jobs of one client have all places of a service, and more of them wait: a small job is done meanwhile. */
class LongJobsOfOneClientIT {

    private static final int PLACES = 4;
    private static final Path ARRAY = TestData.resource("array_like/small_probeset.tsv");

    @TempDir
    private Path directory;

    @Test
    void aSmallJobDoesNotWaitForTheirEnd() throws Exception {
        try (ServiceProcess service =
                        ServiceProcess.in(directory.resolve("data")).start(directory.resolve("log"));
                JobClient client = service.client()) {
            List<String> endless = new ArrayList<>();
            for (int i = 0; i < 2 * PLACES; i++) {
                endless.add(client.submit(new Form().file(ARRAY).field("n_simulations", 100_000_000)));
            }
            for (String job : endless.subList(0, PLACES)) {
                client.awaitProgress(
                        job, progress -> progress.path("state").asString().equals("RUNNING"));
            }
            String small = client.submit(new Form().file(ARRAY).field("n_simulations", 1000));
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
        }
    }
}

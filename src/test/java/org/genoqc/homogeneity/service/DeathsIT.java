package org.genoqc.homogeneity.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A job that kills every process that runs it does not do so for ever. */
class DeathsIT {

    @TempDir
    private Path directory;

    @Test
    void aJobIsSetAsideAfterThreeDeathsAndOthersAreServed() throws Exception {
        String killer;
        try (ServiceProcess service = start(0);
                JobClient client = service.client()) {
            // one probeset batch, which does not end before it is killed
            killer = client.submit(new Form()
                    .file(TestData.resource("array_like/small_batch.tsv"))
                    .field("n_simulations", 100_000_000)
                    .field("min_expected_count", 100_000)
                    .field("batch_size", 10_000_000));
            client.awaitProgress(killer, DeathsIT::isRunning);
            service.kill();
        }
        for (int death = 1; death < 3; death++) {
            try (ServiceProcess service = start(death);
                    JobClient client = service.client()) {
                int started = death + 1;
                client.awaitProgress(
                        killer, progress -> isRunning(progress) && timesRunning(client.job(killer)) == started);
                service.kill();
            }
        }
        try (ServiceProcess service = start(3);
                JobClient client = service.client()) {
            JsonNode job = client.awaitEnd(killer);
            assertThat(job.path("state").asString()).isEqualTo("SYSTEM_ERROR");
            assertThat(job.path("error").path("detail").asString())
                    .startsWith("set aside: the process died 3 times in a row");
            String sound = client.submit(new Form()
                    .file(TestData.resource("malformed/clean/base.tsv"))
                    .field("n_simulations", 10));
            assertThat(client.awaitResult(sound).text().lines()).hasSize(4);
        }
    }

    private ServiceProcess start(int number) throws Exception {
        return ServiceProcess.in(directory.resolve("data"))
                .with("--homogeneity.executor.workers=1")
                .start(directory.resolve(number + ".log"));
    }

    private static boolean isRunning(JsonNode progress) {
        return progress.path("state").asString().equals("RUNNING");
    }

    private static long timesRunning(JsonNode job) {
        return job.path("transitions").valueStream().filter(DeathsIT::isRunning).count();
    }
}

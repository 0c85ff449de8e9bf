package org.genoqc.homogeneity.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.StreamSupport;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.NeedsDocker;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.Test;

/** docker stop and docker start in the middle of a job, on H2. */
@NeedsDocker
class StopAndRestartIT {

    private static final int BATCHES = 100;
    private static final int SOME = 5;
    private static final int TERMINATED = 128 + 15;

    private record Stopped(String id, int simulations, Instant at) {}

    @Test
    void aStoppedJobGoesOnFromItsCompletedBatchesAndGivesTheSameBytes() {
        try (ServiceContainer service = new ServiceContainer()) {
            service.start();
            Stopped stopped = stopInTheMiddle(service);
            service.startAgain();
            try (JobClient client = service.client()) {
                client.awaitReady();
                byte[] resumed = client.awaitResult(stopped.id()).body();
                assertThat(StreamSupport.stream(
                                        client.get("/jobs/" + stopped.id() + "/batches")
                                                .json()
                                                .path("batches")
                                                .spliterator(),
                                        false)
                                .filter(batch -> Instant.parse(
                                                batch.path("started_at").asString())
                                        .isBefore(stopped.at())))
                        .as("batches that were not computed again")
                        .hasSizeBetween(SOME, BATCHES - 1);
                assertThat(client.awaitResult(client.submit(form(stopped.simulations())))
                                .body())
                        .isEqualTo(resumed);
            }
        }
    }

    private static Form form(int simulations) {
        return new Form()
                .file(TestData.resource("array_like/small_shuffled.tsv"))
                .field("n_simulations", simulations)
                .field("batch_size", 20);
    }

    /** Stops the service when a job has completed some of its batches; with more simulations if it is too fast. */
    private static Stopped stopInTheMiddle(ServiceContainer service) {
        try (JobClient client = service.client()) {
            for (int simulations = 50_000; simulations < 100_000_000; simulations *= 6) {
                String id = client.submit(form(simulations));
                int completed = client.awaitProgress(
                                id,
                                progress -> progress.path("batches")
                                                .path("completed")
                                                .asInt()
                                        >= SOME)
                        .path("batches")
                        .path("completed")
                        .asInt();
                if (completed < BATCHES / 2) {
                    assertThat(service.stopGracefully(Duration.ofSeconds(40))).isEqualTo(TERMINATED);
                    return new Stopped(id, simulations, Instant.now());
                }
                client.awaitEnd(id);
            }
        }
        throw new AssertionError("no job took long enough to be stopped in its middle");
    }
}

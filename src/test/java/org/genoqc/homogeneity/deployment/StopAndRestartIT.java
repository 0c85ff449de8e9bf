package org.genoqc.homogeneity.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.StreamSupport;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.NeedsDocker;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** docker stop and docker start in the middle of a job, on H2. */
@NeedsDocker
class StopAndRestartIT {

    private static final int SOME = 5;
    private static final int TERMINATED = 128 + 15;

    private record Stopped(String id, int simulations, Instant at) {}

    @Test
    void aStoppedJobGoesOnFromItsCompletedBatchesAndGivesTheSameBytes() {
        try (ServiceContainer service = new ServiceContainer()) {
            service.start();
            Stopped stopped = stopInTheMiddle(service);
            try (JobClient client = service.client()) {
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
                        .hasSizeGreaterThanOrEqualTo(SOME);
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
                // batches end one after the other, the first ones early
                .field("streams", "independent")
                .field("batch_size", 20);
    }

    /** Stops and starts the service while a job has completed some of its batches; with more simulations if it was too fast. */
    private static Stopped stopInTheMiddle(ServiceContainer service) {
        for (int simulations = 2_500; simulations <= 100_000_000; simulations *= 4) {
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

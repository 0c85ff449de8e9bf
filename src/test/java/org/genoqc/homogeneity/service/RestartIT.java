package org.genoqc.homogeneity.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A killed service goes on where it was. */
class RestartIT {

    private static final int BATCHES = 100;
    private static final int SOME = 5;

    @TempDir
    private Path directory;

    private record Killed(String id, int simulations, Instant at) {}

    @Test
    void aKilledJobGoesOnFromItsFinishedBatchesAndGivesTheSameBytes() throws Exception {
        Killed killed = killInTheMiddle();
        try (ServiceProcess service = start(2);
                JobClient client = service.client()) {
            client.awaitProgress(
                    killed.id(), progress -> progress.path("state").asString().equals("COMPLETE"));
            List<Instant> starts = starts(client, killed.id());
            assertThat(starts).hasSize(BATCHES);
            assertThat(starts.stream()
                            .filter(start -> start.isBefore(killed.at()))
                            .count())
                    .as("batches completed before the kill")
                    .isGreaterThanOrEqualTo(SOME);

            byte[] resumed = client.awaitResult(killed.id()).body();
            String undisturbed = client.submit(form("small_batch.tsv", killed.simulations()));
            client.awaitProgress(
                    undisturbed, progress -> progress.path("state").asString().equals("COMPLETE"));
            assertThat(sha256(client, killed.id())).hasSize(64).isEqualTo(sha256(client, undisturbed));
            assertThat(new String(resumed, StandardCharsets.UTF_8).lines().findFirst())
                    .hasValueSatisfying(header -> assertThat(header).endsWith("\tchromosome\tposition\tsnp_id"));
            assertThat(resumed).isEqualTo(client.awaitResult(undisturbed).body());
            assertThat(filesOf(killed.id()))
                    .contains("input.d", "result.tsv")
                    .noneMatch(name -> name.startsWith("parts-") || name.endsWith(".tmp"));
        }
    }

    /** With an annotation, so that it is read again too. */
    private Form form(String file, int simulations) throws IOException {
        Path data = TestData.resource("array_like/" + file);
        StringBuilder annotation = new StringBuilder("probeset_id\tchromosome\tposition\tsnp_id\n");
        TestData.rows(TestData.resource("array_like/small_batch.tsv")).stream()
                .map(row -> row.getOrDefault("probeset_id", ""))
                .distinct()
                .forEach(id -> annotation.append("%s\t%d\t%d\trs%s\n".formatted(id, id.hashCode() & 15, 1, id)));
        return new Form()
                .file(data)
                .file("annotation", "a.tsv", Files.writeString(directory.resolve("a.tsv"), annotation))
                .field("n_simulations", simulations)
                .field("batch_size", 20);
    }

    private ServiceProcess start(int number) throws Exception {
        return ServiceProcess.start(directory.resolve("data"), directory.resolve(number + ".log"));
    }

    /** Kills the service when a job has completed some of its batches; with more simulations if it was too fast. */
    private Killed killInTheMiddle() throws Exception {
        for (int simulations = 1_000; simulations <= 100_000_000; simulations *= 4) {
            try (ServiceProcess service = start(1);
                    JobClient client = service.client()) {
                String id = client.submit(form("small_shuffled.tsv", simulations));
                client.awaitProgress(
                        id, p -> p.path("batches").path("completed").asInt() >= SOME);
                service.kill();
                Instant at = Instant.now();
                // not while it wrote its results, of which temporary files are swept later
                if (filesOf(id).stream().noneMatch(name -> name.startsWith("summary"))) {
                    return new Killed(id, simulations, at);
                }
            }
        }
        throw new AssertionError("no job took long enough to be killed in its middle");
    }

    private static List<Instant> starts(JobClient client, String id) {
        JsonNode batches = client.get("/jobs/" + id + "/batches").json().path("batches");
        return StreamSupport.stream(batches.spliterator(), false)
                .map(batch -> Instant.parse(batch.path("started_at").asString()))
                .toList();
    }

    private static String sha256(JobClient client, String id) {
        return client.job(id).path("result").path("sha256").asString();
    }

    private List<String> filesOf(String id) throws IOException {
        try (Stream<Path> files =
                Files.list(directory.resolve("data").resolve("jobs").resolve(id))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}

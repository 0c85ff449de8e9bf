package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Jobs that are cancelled or removed while they wait, run or are fetched. */
class CancelAndRemoveTests extends JobsApi {

    @Test
    void aRunningJobIsCancelledAndThenRemoved() {
        String id = client.submit(endless());
        client.awaitProgress(id, p -> p.path("state").asString().equals("RUNNING"));
        JsonNode problem = client.get("/jobs/" + id + "/result").problem(409);
        assertThat(problem.path("state").asString()).isEqualTo("RUNNING");
        Answer cancelled = client.delete("/jobs/" + id);
        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.json().path("state").asString()).isIn("CANCELING", "CANCELED");
        client.awaitProgress(id, p -> p.path("state").asString().equals("CANCELED"));
        assertThat(client.get("/jobs/" + id + "/result")
                        .problem(409)
                        .path("state")
                        .asString())
                .isEqualTo("CANCELED");
        assertThat(folder(id)).isDirectory();
        assertThat(client.delete("/jobs/" + id).status()).isEqualTo(204);
        client.get("/jobs/" + id).problem(404);
        client.delete("/jobs/" + id).problem(404);
        assertThat(folder(id)).doesNotExist();
    }

    @Test
    void progressDoesNotGoBackwardsWhenAJobIsCancelled() {
        String id = client.submit(
                new Form().file(array()).field("n_simulations", 20_000).field("batch_size", 1));
        JsonNode before = client.awaitProgress(
                id, p -> p.path("probesets").path("completed").asInt() >= 20);
        assertThat(client.delete("/jobs/" + id).status()).isEqualTo(202);
        client.awaitEnd(id);
        JsonNode after = client.progress(id);
        assertThat(after.path("state").asString()).isEqualTo("CANCELED");
        assertThat(after.path("probesets").path("completed").asInt())
                .isGreaterThanOrEqualTo(
                        before.path("probesets").path("completed").asInt());
    }

    @Test
    void aCompleteJobIsRemovedWithItsFiles() {
        String id = completed(tiny());
        assertThat(client.get("/jobs/" + id + "/result", "Accept-Encoding", "gzip")
                        .status())
                .isEqualTo(200);
        assertThat(client.delete("/jobs/" + id).status()).isEqualTo(204);
        client.get("/jobs/" + id + "/result").problem(404);
        assertThat(folder(id)).doesNotExist();
    }

    @Test
    void aQueuedJobIsCancelledAtOnceAndTheOthersGoOn() {
        List<String> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(client.submit(endless()));
        }
        running.forEach(id -> client.awaitProgress(
                id,
                p -> Set.of("INITIALIZING", "RUNNING").contains(p.path("state").asString())));
        String queued = client.submit(endless());
        String next = client.submit(tiny());
        assertThat(client.progress(queued).path("state").asString()).isEqualTo("QUEUED");
        Answer cancelled = client.delete("/jobs/" + queued);
        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.json().path("state").asString()).isEqualTo("CANCELED");
        running.forEach(id -> client.delete("/jobs/" + id));
        client.awaitResult(next);
        running.forEach(
                id -> assertThat(client.awaitEnd(id).path("state").asString()).isEqualTo("CANCELED"));
        assertThat(client.job(queued).path("state").asString()).isEqualTo("CANCELED");
    }

    @Test
    void aResultThatCannotBeReadIsAWholeProblemWithoutTheHeadersOfTheResult() throws Exception {
        String id = completed(tiny());
        Path result = folder(id).resolve("result.tsv");
        Files.delete(result);
        Files.createDirectory(result); // it has a length and can be opened, only not read
        Answer answer = client.get("/jobs/" + id + "/result");
        assertThat(answer.status()).as(answer::text).isEqualTo(500);
        assertThat(answer.json().path("title").asString()).isEqualTo("Internal error");
        assertThat(answer.header("ETag")).isEmpty();
    }

    @Test
    void aJobRemovedWhileItsFilesAreFetchedIsNotFound() throws Exception {
        try (ExecutorService readers = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 20; i++) {
                String job = "/jobs/" + completed(tiny());
                List<Future<Answer>> answers = Stream.of("/result", "/summary", "/batches", "")
                        .map(path -> readers.submit(() -> client.get(job + path)))
                        .toList();
                assertThat(client.delete(job).status()).isEqualTo(204);
                for (Future<Answer> answer : answers) {
                    assertThat(answer.get().status()).as(answer.get()::text).isIn(200, 404);
                }
            }
        }
    }
}

package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A job from its upload to its result, summary and batches. */
class JobFlowTests extends JobsApi {

    @Test
    void aJobGoesFromUploadToResult() throws Exception {
        Answer accepted = client.post(quick(array()));
        assertThat(accepted.status()).isEqualTo(202);
        String id = accepted.json().path("id").asString();
        assertThat(accepted.header("Location")).endsWith("/jobs/" + id);
        assertThat(accepted.header("Content-Type")).startsWith("application/json");

        JsonNode atOnce = client.job(id);
        assertThat(atOnce.path("id").asString()).isEqualTo(id);
        assertThat(atOnce.path("input").path("name").asString()).isEqualTo("small_batch.tsv");
        assertThat(atOnce.path("input").path("bytes").asLong()).isEqualTo(Files.size(array()));
        assertThat(atOnce.path("input").path("sha256").asString()).isEqualTo(sha256(Files.readAllBytes(array())));
        assertThat(atOnce.path("parameters").path("n_simulations").asInt()).isEqualTo(200);
        assertThat(atOnce.path("parameters").path("random_seed").asInt()).isEqualTo(42);

        JsonNode job = client.awaitEnd(id);
        assertThat(job.path("state").asString()).isEqualTo("COMPLETE");
        assertThat(elements(job.path("transitions"))
                        .map(transition -> transition.path("state").asString()))
                .containsExactly("QUEUED", "INITIALIZING", "RUNNING", "COMPLETE");
        assertThat(job.path("data_set").path("rows").asInt()).isEqualTo(24_000);
        assertThat(job.path("data_set").path("genotyping_batches").asInt()).isEqualTo(12);
        assertThat(job.path("data_set").path("batch_size").asInt()).isPositive();
        assertThat(job.path("data_set").path("batch_size_reason").asString()).isNotBlank();
        assertThat(List.of("submitted_at", "started_at", "ended_at"))
                .extracting(time -> Instant.parse(job.path(time).asString()))
                .isSorted();

        Answer result = client.get("/jobs/" + id + "/result");
        assertThat(result.header("Content-Type")).startsWith("text/tab-separated-values");
        assertThat(result.header("Content-Disposition"))
                .startsWith("attachment")
                .contains("small_batch.result.tsv");
        assertThat(result.body()).hasSize(job.path("result").path("bytes").asInt());
        assertThat(sha256(result.body()))
                .isEqualTo(job.path("result").path("sha256").asString());
        List<String> rows = lines(result.text());
        assertThat(rows.getFirst()).startsWith(RESULT_HEADER);
        assertThat(rows.subList(1, rows.size()))
                .hasSize(2000)
                .isSorted()
                .allMatch(row -> row.startsWith("AX-"))
                .allMatch(row -> row.split("\t", -1).length == rows.getFirst().split("\t", -1).length);
        assertThat(result.text()).endsWith("\n").doesNotContain("\r");
    }

    @Test
    void progressNeverGoesBackwardsAndIsAHundredOnlyWhenTheResultCanBeDownloaded() {
        String id = client.submit(
                new Form().file(array()).field("n_simulations", 100).field("batch_size", 20));
        long completed = 0;
        double percent = 0;
        int seen = 0;
        JsonNode progress;
        do {
            progress = client.progress(id);
            assertThat(progress.path("probesets").path("completed").asLong()).isGreaterThanOrEqualTo(completed);
            assertThat(progress.path("percent").asDouble()).isGreaterThanOrEqualTo(percent);
            completed = progress.path("probesets").path("completed").asLong();
            percent = progress.path("percent").asDouble();
            JsonNode batches = progress.path("batches");
            assertThat(batches.path("queued").asLong()
                            + batches.path("running").asLong()
                            + batches.path("completed").asLong())
                    .isEqualTo(batches.path("total").asLong());
            if (percent == 100) {
                assertThat(client.get("/jobs/" + id + "/result").status()).isEqualTo(200);
            }
            seen++;
        } while (!progress.path("state").asString().equals("COMPLETE"));
        assertThat(seen).isGreaterThan(2);
        assertThat(percent).isEqualTo(100);
        JsonNode probesets = progress.path("probesets");
        assertThat(List.of("total", "completed", "standard", "monte_carlo", "skipped"))
                .extracting(name -> probesets.path(name).asInt())
                .containsExactly(2000, 2000, 14, 1969, 17);
        assertThat(progress.path("batches").path("completed").asInt()).isEqualTo(100);
        assertThat(progress.path("rate_per_second").asDouble()).isPositive();
    }

    @Test
    void warnsInJobAndSummaryWhereSimulatedPValuesAreTooCoarse() {
        String id = completed(new Form().file(array()).field("n_simulations", 200));
        List<String> warnings = elements(client.job(id).path("warnings"))
                .map(JsonNode::asString)
                .toList();
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("1/(200 + 1)")
                .contains("0.05/1983")
                .contains("adaptive=true");
        assertThat(elements(client.get("/jobs/" + id + "/summary").json().path("warnings"))
                        .map(JsonNode::asString))
                .isEqualTo(warnings);
        assertThat(client.get("/jobs/" + id + "/summary", "Accept", "text/plain")
                        .text())
                .contains("\nwarning: " + warnings.getFirst() + "\n");
    }

    @Test
    void tellsTheSummaryAsJsonAndAsText() {
        String id = arrayJob();
        JsonNode summary = client.get("/jobs/" + id + "/summary", "Accept", "application/json")
                .json();
        assertThat(List.of("total", "standard", "monte_carlo", "skipped"))
                .extracting(name -> summary.path("probesets").path(name).asInt())
                .containsExactly(2000, 14, 1969, 17);
        assertThat(summary.path("significant"))
                .hasSize(summary.path("significant_count").asInt());
        assertThat(summary.path("significant_count").asInt()).isPositive();
        assertThat(elements(summary.path("significant"))
                        .map(probeset -> probeset.path("ln_pvalue").asDouble())
                        .toList())
                .isSorted();
        assertThat(summary.path("excluded_genotypes")).hasSize(2000 - 979);
        assertThat(summary.path("skipped")).hasSize(17);
        Answer text = client.get("/jobs/" + id + "/summary", "Accept", "text/plain");
        assertThat(text.header("Content-Type")).startsWith("text/plain");
        assertThat(text.text())
                .containsPattern("monte_carlo +1969")
                .containsPattern("standard +14\n")
                .containsPattern("skipped +17\n")
                .contains("Processing time");
        assertThat(client.get("/jobs/" + id + "/summary").status()).isEqualTo(200);
    }

    @Test
    void listsEveryProbesetBatchWithItsTimesAndAVerdict() {
        String id =
                completed(new Form().file(array()).field("n_simulations", 20).field("batch_size", 90));
        JsonNode batches = client.get("/jobs/" + id + "/batches").json();
        assertThat(batches.path("completed").asInt()).isEqualTo(23);
        assertThat(batches.path("batch_size").asInt()).isEqualTo(90);
        assertThat(batches.path("verdict").path("utilisation").asDouble()).isBetween(0.0, 1.0);
        assertThat(batches.path("verdict").path("recommendation").asString()).isNotBlank();
        List<JsonNode> each = elements(batches.path("batches")).toList();
        assertThat(each)
                .extracting(batch -> batch.path("batch").asInt())
                .hasSize(23)
                .doesNotHaveDuplicates();
        assertThat(each.stream()
                        .mapToInt(batch -> batch.path("probesets").asInt())
                        .sum())
                .isEqualTo(2000);
        assertThat(each.stream()
                        .mapToInt(batch -> batch.path("monte_carlo").asInt())
                        .sum())
                .isEqualTo(1969);
        assertThat(each.stream()
                        .mapToInt(batch -> batch.path("simulations").asInt())
                        .sum())
                .isEqualTo(1969 * 20);
        assertThat(each)
                .allMatch(batch -> batch.path("worker").asInt() >= 1
                        && batch.path("worker").asInt()
                                <= batches.path("workers").asInt()
                        && batch.path("duration_seconds").asDouble() > 0
                        && batch.path("busy_seconds").asDouble() > 0
                        && batch.path("slices").asInt() >= batch.path("workers").asInt()
                        && batch.path("workers").asInt() >= 1);
        JsonNode page = client.get("/jobs/" + id + "/batches?offset=20&limit=2").json();
        assertThat(elements(page.path("batches")).toList()).isEqualTo(each.subList(20, 22));
    }
}

package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the service says to odd and bad files. */
class SubmittedDataTests extends JobsApi {

    static List<Map<String, String>> manifest(String expect) {
        Path manifest = TestData.resource("malformed/manifest.tsv");
        return TestData.rows(manifest).stream()
                .filter(row -> row.get("expect").equals(expect))
                .filter(row -> Files.exists(manifest.resolveSibling(row.get("file"))))
                .toList();
    }

    static List<Map<String, String>> accepted() {
        return manifest("accept");
    }

    static List<Map<String, String>> refused() {
        return manifest("reject");
    }

    @Test
    void theManifestIsThere() {
        assertThat(accepted()).hasSize(15);
        assertThat(refused()).hasSize(21);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void anOddFileThatIsAcceptedGivesTheResultOfItsCleanForm(Map<String, String> odd) {
        List<String> actual = lines(resultOf(TestData.resource("malformed/" + odd.get("file"))));
        List<String> clean = lines(resultOf(TestData.resource("malformed/" + odd.get("equivalent_clean_file"))));
        if (odd.get("file").startsWith("m55")) {
            // the empty genotyping batch may be counted, but not tested
            assertThat(actual)
                    .extracting(row -> List.of(row.split("\t", -1)).subList(0, 4))
                    .isEqualTo(clean.stream()
                            .map(row -> List.of(row.split("\t", -1)).subList(0, 4))
                            .toList());
        } else {
            assertThat(actual).isEqualTo(clean);
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aBadFileIsRefusedWithTheLineAndTheServiceGoesOn(Map<String, String> odd) throws IOException {
        long folders = folders();
        JsonNode problem = client.post(quick(TestData.resource("malformed/" + odd.get("file"))))
                .problem();
        assertThat(problem.path("detail").asString()).isNotBlank();
        JsonNode first = problem.path("errors").path(0);
        assertThat(first.path("line").asLong()).isPositive();
        assertThat(first.path("rule").asString()).isNotBlank();
        assertThat(folders()).as("nothing is left of it").isEqualTo(folders);
        completed(tiny());
    }

    @ParameterizedTest
    @CsvSource({
        "m07_fraction.tsv, 3, n_AB, 12.5",
        "m10_nan.tsv, 3, n_AB, NaN",
        "m11_na.tsv, 3, n_AB, NA",
        "m13_text_in_count.tsv, 3, n_AB, abc",
        "m14_overflow_2_63.tsv, 3, n_AB, 9223372036854775808",
        "m16_plus_sign_spaces.tsv, 3, n_AB, ' 50 '",
        "m19_duplicate_row_conflicting.tsv, 14, batch_name, b2",
        "m29_tab_in_quoted_id.tsv, 2, probeset_id, PS\\u0009001",
        "m50_duplicate_header_column.tsv, 1, n_AA, n_AA",
        "m52_empty_probeset_id.tsv, 3, probeset_id, ''",
        "m53_empty_batch_name.tsv, 3, batch_name, ''"
    })
    void namesLineColumnAndValueOfAFaultInAField(String file, long line, String column, String value) {
        JsonNode error = client.post(quick(TestData.resource("malformed/" + file)))
                .problem(422)
                .path("errors")
                .path(0);
        assertThat(error.path("line").asLong()).isEqualTo(line);
        assertThat(error.path("column").asString()).isEqualTo(column);
        assertThat(error.path("value").asString()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m22_utf16.tsv", "m35_zip_file.tsv"})
    void whatIsNotTextIsAnUnsupportedMediaType(String file) {
        client.post(quick(TestData.resource("malformed/" + file))).problem(415);
    }

    @Test
    void aFaultFarDownEndsTheJobAndIsToldThere(@TempDir Path directory) throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int row = 0; row < 24_000; row++) {
            text.append('P')
                    .append(row / 4)
                    .append("\tb")
                    .append(row % 4)
                    .append("\t10\t20\t")
                    .append(row == 22_998 ? "2O" : "20")
                    .append("\t1\n");
        }
        Path file = Files.writeString(directory.resolve("late.tsv"), text);
        String id = client.submit(quick(file));
        JsonNode job = client.awaitEnd(id);
        assertThat(job.path("state").asString()).isEqualTo("EXECUTOR_ERROR");
        JsonNode error = job.path("error").path("errors").path(0);
        assertThat(error.path("line").asLong()).isEqualTo(23_000);
        assertThat(error.path("column").asString()).isEqualTo("n_BB");
        assertThat(error.path("value").asString()).isEqualTo("2O");
        for (String path : List.of("/result", "/summary")) {
            JsonNode problem = client.get("/jobs/" + id + path).problem(409);
            assertThat(problem.path("state").asString()).isEqualTo("EXECUTOR_ERROR");
            assertThat(problem.path("errors").path(0).path("line").asLong()).isEqualTo(23_000);
        }
        assertThat(client.progress(id).path("percent").asDouble()).isLessThan(100);
        completed(tiny());
    }

    @Test
    void aCompressedUploadGivesTheSameResult(@TempDir Path directory) throws IOException {
        Path compressed = directory.resolve("small.tsv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(array(), out);
        }
        String id = client.submit(quick(compressed));
        Answer result = client.awaitResult(id);
        assertThat(result.text()
                        .equals(client.get("/jobs/" + arrayJob() + "/result").text()))
                .isTrue();
        assertThat(result.header("Content-Disposition")).contains("small.result.tsv");
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
        String first = client.submit(
                new Form().file(array()).field("n_simulations", 30).field("random_seed", 7));
        String second = client.submit(new Form()
                .file(TestData.resource("array_like/small_shuffled.tsv"))
                .field("n_simulations", 30)
                .field("random_seed", 7)
                .field("batch_size", 13));
        String other = client.submit(
                new Form().file(array()).field("n_simulations", 30).field("random_seed", -7));
        List<String> hashes = Stream.of(first, second, other)
                .map(id -> client.awaitEnd(id).path("result").path("sha256").asString())
                .toList();
        assertThat(hashes.get(0)).hasSize(64).isEqualTo(hashes.get(1)).isNotEqualTo(hashes.get(2));
    }
}

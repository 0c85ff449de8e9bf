package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.generate.RandomArray;
import org.genoqc.homogeneity.generate.RandomArray.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An array of two strata through the REST interface. */
class StrataApiTests extends JobsApi {

    private static final int PLATES = 5;

    @TempDir
    private Path folder;

    private Path data() throws Exception {
        Path file = folder.resolve("strata.tsv");
        try (Writer out = Files.newBufferedWriter(file)) {
            new RandomArray(130, PLATES, 90, 0.3, 2, 4).write(out, Order.SHUFFLED);
        }
        return file;
    }

    @Test
    void findingsAndCountsAreOfAStratum() throws Exception {
        Path data = data();
        String job = completed(quick(data));
        List<String> result = lines(client.get("/jobs/" + job + "/result").text());
        assertThat(result.getFirst()).endsWith("\tn_strata");
        JsonNode page = client.get("/jobs/" + job + "/probesets?limit=200").json();
        JsonNode findings = client.get("/jobs/" + job + "/findings?limit=1000", "Accept", "application/json")
                .json()
                .path("findings");
        assertThat(elements(findings).map(finding -> finding.path("stratum").asString()))
                .contains("sA", "sB")
                .isSubsetOf("sA", "sB");
        Map<List<String>, List<Long>> rows = new HashMap<>();
        for (String line : Files.readAllLines(data)) {
            List<String> fields = List.of(line.split("\t", -1));
            if (!fields.getFirst().equals("probeset_id")) {
                rows.put(
                        List.of(fields.get(0), fields.get(1), fields.get(6)),
                        fields.subList(2, 6).stream().map(Long::valueOf).toList());
            }
        }
        for (JsonNode probeset : elements(page.path("probesets")).toList()) {
            String id = probeset.path("probeset_id").asString();
            JsonNode counts =
                    client.get("/jobs/" + job + "/counts?probeset_id=" + id).json();
            double chiSquared = 0;
            for (JsonNode row : counts.path("genotyping_batches")) {
                List<String> place = List.of(
                        id,
                        row.path("batch_name").asString(),
                        row.path("stratum").asString());
                assertThat(elements(row.path("observed")).map(JsonNode::asLong)).isEqualTo(rows.remove(place));
                chiSquared += elements(row.path("residuals"))
                        .filter(residual -> !residual.isNull())
                        .mapToDouble(residual -> residual.asDouble() * residual.asDouble())
                        .sum();
            }
            if (!probeset.path("method").asString().equals("skipped")) {
                assertThat(chiSquared)
                        .isCloseTo(probeset.path("chi2_statistic").asDouble(), within(1e-9 * chiSquared + 1e-12));
            }
            List<List<String>> found = new ArrayList<>();
            elements(counts.path("genotyping_batches"))
                    .filter(row -> !row.path("kinds").isEmpty())
                    .forEach(row -> found.add(List.of(
                            row.path("batch_name").asString(),
                            row.path("stratum").asString())));
            assertThat(found)
                    .containsExactlyInAnyOrderElementsOf(elements(findings)
                            .filter(finding ->
                                    finding.path("probeset_id").asString().equals(id))
                            .map(finding -> List.of(
                                    finding.path("batch_name").asString(),
                                    finding.path("stratum").asString()))
                            .toList());
        }
        assertThat(rows).isEmpty();
        assertThat(client.get("/jobs/" + job + "/figures")
                        .json()
                        .at("/figures/summary/strata")
                        .asInt())
                .isEqualTo(2);
        List<String> list = lines(
                client.get("/jobs/" + job + "/exclusions?format=plink-zero-cluster&policy=sensitive&max_batches=5")
                        .text());
        assertThat(list).isNotEmpty();
        assertThat(new HashSet<>(list)).hasSameSizeAs(list);
    }

    @Test
    void resultsAreThoseOfTheFileWithAnyOrderOfItsRows() throws Exception {
        Path data = data();
        List<String> lines = Files.readAllLines(data);
        List<String> sorted = new ArrayList<>(lines.subList(1, lines.size()));
        sorted.sort(null);
        sorted.addFirst(lines.getFirst());
        Path other = Files.write(folder.resolve("sorted.tsv"), sorted);
        String first = completed(quick(data));
        String second = completed(quick(other).field("batch_size", 7));
        for (String table : Arrays.asList("/result", "/findings", "/genotyping-batches")) {
            assertThat(client.get("/jobs/" + second + table).text())
                    .isEqualTo(client.get("/jobs/" + first + table).text());
        }
    }
}

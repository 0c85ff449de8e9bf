package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Pages of probesets, and single ones with their counts, against the downloaded tables and the uploaded one. */
class ProbesetsApiTests extends JobsApi {

    private static final List<String> PVALUES = List.of("pvalue", "pvalue_calls", "pvalue_nocalls");

    private static @Nullable String sensitiveJob;

    private List<Map<String, String>> table(String job, String name) {
        List<String> lines = lines(client.get("/jobs/" + job + name).text());
        List<String> columns = List.of(lines.getFirst().split("\t", -1));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split("\t", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < fields.length; i++) {
                row.put(columns.get(i), fields[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    private String sensitiveJob() {
        if (sensitiveJob == null) {
            sensitiveJob = completed(quick(array()).field("findings_alpha", "0.05"));
        }
        return sensitiveJob;
    }

    private JsonNode page(String job, String query) {
        var answer = client.get("/jobs/" + job + "/probesets?" + query);
        assertThat(answer.status()).as(answer::text).isEqualTo(200);
        return answer.json();
    }

    /** The probesets of all pages. */
    private List<JsonNode> all(String job, String query) {
        List<JsonNode> all = new ArrayList<>();
        JsonNode page;
        do {
            page = page(job, query + "&limit=1000&offset=" + all.size());
            page.path("probesets").forEach(all::add);
        } while (page.path("probesets").size() == 1000);
        assertThat(page.path("total").asInt()).as(query).isEqualTo(all.size());
        return all;
    }

    private static List<String> ids(JsonNode page) {
        return ids(elements(page.path("probesets")).toList());
    }

    private static List<String> ids(List<JsonNode> probesets) {
        return probesets.stream().map(row -> row.path("probeset_id").asString()).toList();
    }

    private static double value(Map<String, String> row, String column) {
        return Double.parseDouble(Objects.requireNonNull(row.get(column)));
    }

    private static List<String> sorted(
            List<Map<String, String>> rows, String column, boolean descending, Predicate<Map<String, String>> wanted) {
        List<Map<String, String>> kept =
                new ArrayList<>(rows.stream().filter(wanted).toList());
        if (!column.equals("probeset_id")) {
            Comparator<Map<String, String>> by = Comparator.comparingDouble(row -> value(row, column));
            if (PVALUES.contains(column)) {
                by = by.thenComparingDouble(row -> Math.log(value(row, "pvalue_asymptotic")));
            }
            Map<Map<String, String>, Integer> places = new IdentityHashMap<>();
            rows.forEach(row -> places.put(row, places.size()));
            by = by.thenComparingInt(places::get);
            List<Map<String, String>> missing = kept.stream()
                    .filter(row -> Double.isNaN(value(row, column)))
                    .toList();
            kept.removeIf(row -> Double.isNaN(value(row, column)));
            kept.sort(descending ? by.reversed() : by);
            kept.addAll(missing);
        } else if (descending) {
            kept = kept.reversed();
        }
        return kept.stream().map(row -> row.get("probeset_id")).toList();
    }

    @Test
    void pagesAreThoseOfASortOfTheDownloadedTable() {
        String job = sensitiveJob();
        List<Map<String, String>> rows = table(job, "/result");
        for (String column : List.of(
                "probeset_id",
                "pvalue",
                "pvalue_calls",
                "pvalue_nocalls",
                "largest_frequency_difference",
                "largest_nocall_difference",
                "n_findings",
                "call_rate",
                "maf")) {
            for (boolean descending : new boolean[] {false, true}) {
                List<String> expected = sorted(rows, column, descending, row -> true);
                String query = "sort=" + column + "&order=" + (descending ? "desc" : "asc");
                assertThat(ids(all(job, query))).as(query).isEqualTo(expected);
                assertThat(ids(page(job, query + "&offset=11&limit=7"))).isEqualTo(expected.subList(11, 18));
            }
        }
        assertThat(ids(page(job, "offset=2147483647"))).isEmpty();
    }

    @Test
    void filtersAreThoseOfTheDownloadedTables() {
        String job = sensitiveJob();
        List<Map<String, String>> rows = table(job, "/result");
        List<Map<String, String>> findings = table(job, "/findings");
        String prefix = Objects.requireNonNull(rows.get(rows.size() / 2).get("probeset_id"));
        prefix = prefix.substring(0, prefix.length() - 2);
        String begin = prefix;
        String batch = Objects.requireNonNull(findings.getFirst().get("batch_name"));
        Map<String, Predicate<Map<String, String>>> filters = new TreeMap<>(Map.of(
                "search=" + begin,
                row -> row.get("probeset_id").startsWith(begin),
                "search=" + begin.toLowerCase(Locale.ROOT),
                row -> false,
                "method=standard",
                row -> row.get("method").equals("standard"),
                "max_pvalue=0.05",
                row -> value(row, "pvalue") <= 0.05,
                "max_pvalue=0",
                row -> value(row, "pvalue") <= 0,
                "kind=nocalls",
                row -> isFound(row, findings, "nocalls", null),
                "batch_name=" + batch,
                row -> isFound(row, findings, null, batch),
                "kind=calls&batch_name=" + batch,
                row -> isFound(row, findings, "calls", batch),
                "kind=calls&method=monte_carlo&max_pvalue=0.2&search=A",
                row -> isFound(row, findings, "calls", null)
                        && row.get("method").equals("monte_carlo")
                        && value(row, "pvalue") <= 0.2,
                "search=&method=&kind=&batch_name=&max_pvalue=",
                row -> true));
        filters.forEach((query, wanted) -> {
            for (String column : List.of("probeset_id", "pvalue", "n_findings")) {
                List<String> expected = sorted(rows, column, true, wanted);
                assertThat(ids(all(job, query + "&order=desc&sort=" + column)))
                        .as(query)
                        .isEqualTo(expected);
            }
        });
    }

    private static boolean isFound(
            Map<String, String> row,
            List<Map<String, String>> findings,
            @Nullable String kind,
            @Nullable String batch) {
        return findings.stream()
                .anyMatch(finding -> Objects.equals(finding.get("probeset_id"), row.get("probeset_id"))
                        && (kind == null
                                || List.of(finding.get("kinds").split(",")).contains(kind))
                        && (batch == null || batch.equals(finding.get("batch_name"))));
    }

    @Test
    void fieldsAreThoseOfTheTable() {
        String job = arrayJob();
        List<Map<String, String>> rows = table(job, "/result");
        List<JsonNode> objects = all(job, "");
        for (int i = 0; i < rows.size(); i++) {
            JsonNode object = objects.get(i);
            assertThat(object.propertyNames())
                    .containsExactlyElementsOf(rows.get(i).keySet());
            rows.get(i).forEach((column, text) -> {
                JsonNode value = object.path(column);
                if (text.isEmpty() || text.equals("NaN")) {
                    assertThat(value.isNull()).as(column).isTrue();
                } else if (value.isNumber()) {
                    assertThat(value.asDouble()).isEqualTo(Double.parseDouble(text));
                } else {
                    assertThat(value.asString()).isEqualTo(text);
                }
            });
        }
    }

    @Test
    void hostileParametersAreRefused() {
        String job = arrayJob();
        for (String query : List.of(
                "sort=x",
                "order=up",
                "method=x",
                "kind=x",
                "max_pvalue=x",
                "max_pvalue=NaN",
                "max_pvalue=-1",
                "max_pvalue=2",
                "max_pvalue=1e400",
                "offset=-1",
                "offset=x",
                "offset=2147483648",
                "limit=0",
                "limit=1001",
                "limit=1.5",
                "kind=" + "x".repeat(5000))) {
            assertThat(client.get("/jobs/" + job + "/probesets?" + query)
                            .problem(400)
                            .path("title")
                            .asString())
                    .as(query)
                    .isEqualTo("Bad parameter");
        }
        for (String search : List.of("\u0000", "\ud83d\ude00", "%", "\t", "x".repeat(6000), "\uffff")) {
            assertThat(page(job, "search=" + URLEncoder.encode(search, StandardCharsets.UTF_8))
                            .path("total")
                            .asInt())
                    .isZero();
            client.get("/jobs/" + job + "/counts?probeset_id=" + URLEncoder.encode(search, StandardCharsets.UTF_8))
                    .problem(404);
        }
        client.get("/jobs/" + job + "/counts").problem(400);
        client.get("/jobs/" + job + "/counts?probeset_id=").problem(404);
    }

    @Test
    void ofABasicAnalysisThereIsWhatItHas() {
        String job = completed(tiny().field("analysis", "basic"));
        assertThat(ids(page(job, "sort=pvalue&order=desc&max_pvalue=1"))).isNotEmpty();
        for (String query : List.of("sort=maf", "kind=calls", "batch_name=b")) {
            assertThat(client.get("/jobs/" + job + "/probesets?" + query)
                            .problem(409)
                            .path("title")
                            .asString())
                    .isEqualTo("No findings");
        }
        String id = ids(page(job, "")).getFirst();
        assertThat(client.get("/jobs/" + job + "/counts?probeset_id=" + id)
                        .json()
                        .path("findings"))
                .isEmpty();
    }

    @Test
    void anIndexThatWasRemovedOrCutOffIsMadeAnew() throws IOException {
        String job = completed(tiny());
        Path index = folder(job).resolve("tables.index");
        byte[] bytes = Files.readAllBytes(index);
        List<String> ids = ids(page(job, "sort=pvalue"));
        Files.delete(index);
        assertThat(ids(page(job, "sort=pvalue"))).isEqualTo(ids);
        assertThat(index).hasBinaryContent(bytes);
        try (FileChannel channel = FileChannel.open(index, StandardOpenOption.WRITE)) {
            channel.truncate(bytes.length / 2);
        }
        assertThat(ids(page(job, "sort=pvalue"))).isEqualTo(ids);
        assertThat(index).hasBinaryContent(bytes);
    }

    @Test
    void countsAreThoseOfTheUploadedFile() throws IOException {
        String job = sensitiveJob();
        Map<String, Map<String, long[]>> uploaded = uploaded();
        List<Map<String, String>> findings = table(job, "/findings");
        List<String> ids = new ArrayList<>(uploaded.keySet());
        for (int i = 0; i < ids.size(); i += 11) {
            check(job, ids.get(i), uploaded.get(ids.get(i)), findings);
        }
    }

    private static Map<String, Map<String, long[]>> uploaded() throws IOException {
        List<String> lines = Files.readAllLines(array());
        List<String> columns = List.of(lines.getFirst().split("\t"));
        Map<String, Map<String, long[]>> rows = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split("\t");
            rows.computeIfAbsent(fields[columns.indexOf("probeset_id")], id -> new TreeMap<>())
                    .put(
                            fields[columns.indexOf("batch_name")],
                            List.of("n_AA", "n_AB", "n_BB", "n_NC").stream()
                                    .mapToLong(column -> Long.parseLong(fields[columns.indexOf(column)]))
                                    .toArray());
        }
        return rows;
    }

    private void check(String job, String id, Map<String, long[]> rows, List<Map<String, String>> findings) {
        JsonNode counts =
                client.get("/jobs/" + job + "/counts?probeset_id=" + id).json();
        assertThat(counts.path("probeset_id").asString()).isEqualTo(id);
        assertThat(counts.path("result"))
                .isEqualTo(page(job, "limit=1&search=" + id).at("/probesets/0"));
        assertThat(elements(counts.path("genotypes")).map(JsonNode::asString)).containsExactly("AA", "AB", "BB", "NC");
        assertThat(counts.path("findings"))
                .isEqualTo(client.get("/jobs/" + job + "/findings?probeset=" + id, "Accept", "application/json")
                        .json()
                        .path("findings"));
        assertThat(elements(counts.path("genotyping_batches"))
                        .map(batch -> batch.path("batch_name").asString()))
                .containsExactlyElementsOf(rows.keySet());
        long[] columnTotals = new long[4];
        rows.values().forEach(row -> Arrays.setAll(columnTotals, j -> columnTotals[j] + row[j]));
        double total = Arrays.stream(columnTotals).sum();
        double chiSquared = 0;
        for (JsonNode batch : counts.path("genotyping_batches")) {
            String name = batch.path("batch_name").asString();
            long[] row = rows.get(name);
            for (int j = 0; j < 4; j++) {
                double expected = Arrays.stream(row).sum() * (double) columnTotals[j] / total;
                assertThat(batch.at("/observed/" + j).asLong()).isEqualTo(row[j]);
                if (expected > 0) {
                    double residual = (row[j] - expected) / Math.sqrt(expected);
                    assertThat(batch.at("/expected/" + j).asDouble()).isEqualTo(expected);
                    assertThat(batch.at("/residuals/" + j).asDouble()).isEqualTo(residual);
                    chiSquared += residual * residual;
                } else {
                    assertThat(batch.at("/expected/" + j).isNull()).isTrue();
                    assertThat(batch.at("/residuals/" + j).isNull()).isTrue();
                }
            }
            assertThat(elements(batch.path("kinds")).map(JsonNode::asString).toList())
                    .isEqualTo(findings.stream()
                            .filter(finding ->
                                    id.equals(finding.get("probeset_id")) && name.equals(finding.get("batch_name")))
                            .flatMap(finding ->
                                    Arrays.stream(finding.get("kinds").split(",")))
                            .toList());
        }
        if (!counts.at("/result/chi2_statistic").isNull()) {
            assertThat(counts.at("/result/chi2_statistic").asDouble()).isCloseTo(chiSquared, withinPercentage(1e-6));
        }
    }

    @Test
    void aJobWithoutCountsOrStillRunningSaysSo() throws IOException {
        String job = completed(tiny());
        Files.delete(folder(job).resolve("counts"));
        String id = ids(page(job, "")).getFirst();
        assertThat(client.get("/jobs/" + job + "/counts?probeset_id=" + id)
                        .problem(409)
                        .path("title")
                        .asString())
                .isEqualTo("No counts");
        String running = client.submit(endless());
        for (String path : List.of("/probesets", "/counts?probeset_id=" + id)) {
            assertThat(client.get("/jobs/" + running + path)
                            .problem(409)
                            .path("title")
                            .asString())
                    .isEqualTo("No result");
        }
        cancelAndAwait(running);
        client.get("/jobs/" + UUID.randomUUID() + "/probesets").problem(404);
    }
}

package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is served of an array with known faults: findings, report cards, lists of what to take out, comparisons. */
class FindingsApiTests extends JobsApi {

    private static final int PROBESETS = 40;
    private static final int PLATES = 10;
    private static final int COLUMNS_OF_BASIC = 20;

    /** By probeset and plate: 100 samples each, as everywhere else. */
    private static final Map<String, long[]> FAULTS = Map.of(
            "P05 plate3", new long[] {35, 29, 6, 30},
            "P10 plate3", new long[] {37, 31, 7, 25},
            "P15 plate3", new long[] {9, 42, 49, 0},
            "P20 plate3", new long[] {0, 100, 0, 0},
            "P25 plate7", new long[] {89, 10, 1, 0},
            "P30 plate1", new long[] {89, 10, 1, 0},
            "P30 plate2", new long[] {89, 10, 1, 0});

    private static final Map<String, String> KINDS = Map.of(
            "P05 plate3", "nocalls",
            "P10 plate3", "nocalls",
            "P15 plate3", "calls,swapped_alleles",
            "P20 plate3", "calls,collapsed_cluster",
            "P25 plate7", "calls",
            "P30 plate1", "calls",
            "P30 plate2", "calls");

    private static final Object ONCE = new Object();

    private static @Nullable String plantedJob;

    private static long[] counts(int probeset, int plate) {
        long[] fault = FAULTS.get("P%02d plate%d".formatted(probeset, plate));
        // genotypes are a few more or less, as in sound plates
        int some = (probeset * 7 + plate * 3) % 5 - 2;
        return fault != null ? fault : new long[] {49 + some, 41 - some, 9, 1};
    }

    private static List<String> rows() {
        return IntStream.range(0, PROBESETS * PLATES)
                .mapToObj(row -> {
                    String numbers = Arrays.stream(counts(row / PLATES, row % PLATES))
                            .mapToObj(String::valueOf)
                            .collect(Collectors.joining("\t"));
                    return "P%02d\tplate%d\t%s\n".formatted(row / PLATES, row % PLATES, numbers);
                })
                .toList();
    }

    private static Form planted(List<String> rows) {
        return new Form().text("planted.tsv", HEADER + String.join("", rows)).field("n_simulations", 200);
    }

    /** Run once. */
    private String plantedJob() {
        synchronized (ONCE) {
            if (plantedJob == null) {
                plantedJob = completed(planted(rows()));
            }
            return plantedJob;
        }
    }

    private Answer get(String path) {
        Answer answer = client.get("/jobs/" + plantedJob() + path);
        assertThat(answer.status()).as(answer::text).isEqualTo(200);
        return answer;
    }

    private JsonNode json(String path) {
        Answer answer = client.get("/jobs/" + plantedJob() + path, "Accept", "application/json");
        assertThat(answer.status()).as(answer::text).isEqualTo(200);
        return answer.json();
    }

    /** The rows of a TSV, each with its columns by name. */
    private static List<Map<String, String>> table(Answer tsv) {
        List<String> lines = lines(tsv.text());
        String[] names = lines.getFirst().split("\t", -1);
        return lines.stream()
                .skip(1)
                .map(line -> {
                    String[] fields = line.split("\t", -1);
                    assertThat(fields).hasSameSizeAs(names);
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int i = 0; i < names.length; i++) {
                        row.put(names[i], fields[i]);
                    }
                    return row;
                })
                .toList();
    }

    private static String pair(Map<String, String> row) {
        return row.get("probeset_id") + " " + row.get("batch_name");
    }

    private static String pair(JsonNode row) {
        return row.path("probeset_id").asString() + " " + row.path("batch_name").asString();
    }

    @Test
    void thereAreFindingsWhereFaultsWerePlantedAndNowhereElse() {
        Answer findings = get("/findings");
        assertThat(findings.header("Content-Type")).isEqualTo("text/tab-separated-values;charset=UTF-8");
        assertThat(findings.header("Content-Disposition")).contains("planted.findings.tsv");
        assertThat(table(findings).stream().map(FindingsApiTests::pair)).containsExactlyElementsOf(sorted(KINDS));
        assertThat(table(findings))
                .allSatisfy(row -> assertThat(row.get("kinds")).isEqualTo(KINDS.get(pair(row))));
    }

    private static List<String> sorted(Map<String, ?> pairs) {
        return pairs.keySet().stream().sorted().toList();
    }

    @Test
    void effectsFollowFromTheCounts() {
        for (Map<String, String> row : table(get("/findings"))) {
            int probeset = Integer.parseInt(row.get("probeset_id").substring(1));
            int plate = Integer.parseInt(row.get("batch_name").substring("plate".length()));
            long[] batch = counts(probeset, plate);
            long[] rest = new long[batch.length];
            for (int other = 0; other < PLATES; other++) {
                for (int genotype = 0; genotype < batch.length; genotype++) {
                    rest[genotype] += other == plate ? 0 : counts(probeset, other)[genotype];
                }
            }
            assertThat(List.of(row.get("n_AA"), row.get("n_AB"), row.get("n_BB"), row.get("n_NC")))
                    .isEqualTo(Arrays.stream(batch).mapToObj(String::valueOf).toList());
            assertThat(List.of(row.get("n_AA_rest"), row.get("n_AB_rest"), row.get("n_BB_rest"), row.get("n_NC_rest")))
                    .isEqualTo(Arrays.stream(rest).mapToObj(String::valueOf).toList());
            assertThat(number(row, "frequency_difference"))
                    .isCloseTo(frequency(batch) - frequency(rest), within(1e-12));
            assertThat(number(row, "nocall_difference")).isCloseTo(batch[3] / 100.0 - rest[3] / 900.0, within(1e-12));
            assertThat(Math.min(number(row, "pvalue_calls"), number(row, "pvalue_nocalls")))
                    .isLessThanOrEqualTo(1e-4);
        }
    }

    private static double number(Map<String, String> row, String column) {
        return Double.parseDouble(row.get(column));
    }

    private static double frequency(long[] counts) {
        return (counts[1] + 2.0 * counts[2]) / (2.0 * (counts[0] + counts[1] + counts[2]));
    }

    @ParameterizedTest
    @CsvSource({
        "probeset=P30, P30 plate1;P30 plate2",
        "batch=plate7, P25 plate7",
        "kind=nocalls, P05 plate3;P10 plate3",
        "kind=collapsed_cluster, P20 plate3",
        "kind=swapped_alleles, P15 plate3",
        "kind=calls&batch=plate3, P15 plate3;P20 plate3",
        "probeset=P30&batch=plate2&kind=calls, P30 plate2",
        "probeset=P30&batch=&kind=, P30 plate1;P30 plate2",
        "probeset=P3, ",
        "search=P3, P30 plate1;P30 plate2",
        "search=P1, P10 plate3;P15 plate3",
        "search=P&batch=plate7, P25 plate7",
        "search=P1&probeset=P30, ",
        "search=p, ",
        "kind=nocalls&probeset=P30, "
    })
    void findingsAreFiltered(String query, @Nullable String expected) {
        List<String> pairs = expected == null ? List.of() : List.of(expected.split(";", -1));
        assertThat(table(get("/findings?" + query)).stream().map(FindingsApiTests::pair))
                .containsExactlyElementsOf(pairs);
        JsonNode page = json("/findings?" + query);
        assertThat(page.path("total").asInt()).isEqualTo(pairs.size());
        assertThat(elements(page.path("findings")).map(FindingsApiTests::pair)).containsExactlyElementsOf(pairs);
    }

    @ParameterizedTest
    @CsvSource({
        "ln_pvalue_calls ln_pvalue_nocalls, pvalue",
        "ln_pvalue_calls, pvalue_calls",
        "ln_pvalue_nocalls, pvalue_nocalls",
        "frequency_difference, frequency_difference",
        "nocall_difference, nocall_difference"
    })
    void findingsAreSorted(String columns, String sort) {
        for (String order : List.of("asc", "desc")) {
            List<Double> numbers = elements(
                            json("/findings?sort=" + sort + "&order=" + order).path("findings"))
                    .map(finding -> Stream.of(columns.split(" ", -1))
                            .mapToDouble(column -> finding.path(column).asDouble())
                            .map(number -> columns.startsWith("ln") ? number : Math.abs(number))
                            .min()
                            .orElseThrow())
                    .toList();
            assertThat(numbers)
                    .hasSize(KINDS.size())
                    .isSortedAccordingTo(order.equals("asc") ? Comparator.naturalOrder() : Comparator.reverseOrder());
        }
    }

    @Test
    void findingsAreSortedByGenotypingBatch() {
        assertThat(elements(json("/findings?sort=batch_name&search=P").path("findings"))
                        .map(FindingsApiTests::pair))
                .containsExactly(
                        "P30 plate1",
                        "P30 plate2",
                        "P05 plate3",
                        "P10 plate3",
                        "P15 plate3",
                        "P20 plate3",
                        "P25 plate7");
        assertThat(elements(json("/findings?sort=batch_name&order=desc&limit=2").path("findings"))
                        .map(FindingsApiTests::pair))
                .containsExactly("P25 plate7", "P20 plate3");
    }

    @Test
    void aMisspeltKindIsRefusedInTheSameWordsWhereverItIsGiven() {
        String kind = "missing" + "x".repeat(500);
        JsonNode ofFindings =
                client.get("/jobs/" + plantedJob() + "/findings?kind=" + kind).problem(400);
        JsonNode ofPage = client.get("/jobs/" + plantedJob() + "/findings?kind=" + kind, "Accept", "application/json")
                .problem(400);
        JsonNode ofProbesets =
                client.get("/jobs/" + plantedJob() + "/probesets?kind=" + kind).problem(400);
        assertThat(ofFindings.path("detail").asString())
                .contains("calls, nocalls, swapped_alleles, collapsed_cluster")
                .hasSizeLessThan(300)
                .isEqualTo(ofPage.path("detail").asString())
                .isEqualTo(ofProbesets.path("detail").asString());
    }

    @Test
    void pagesOfFindingsTogetherAreAllOfThem() {
        List<String> pairs = new ArrayList<>();
        for (int offset = 0; offset <= KINDS.size(); offset += 3) {
            JsonNode page = json("/findings?limit=3&offset=" + offset);
            assertThat(page.path("total").asInt()).isEqualTo(KINDS.size());
            assertThat(page.path("offset").asInt()).isEqualTo(offset);
            assertThat(page.path("findings").size()).isEqualTo(Math.clamp(KINDS.size() - offset, 0, 3));
            elements(page.path("findings")).map(FindingsApiTests::pair).forEach(pairs::add);
        }
        assertThat(pairs).isEqualTo(sorted(KINDS));
        assertThat(json("/findings?offset=" + Integer.MAX_VALUE).path("findings"))
                .isEmpty();
    }

    @Test
    void jsonHasTheColumnsOfTheTsvAsNumbersTextsAndLists() {
        JsonNode rows = json("/findings").path("findings");
        List<Map<String, String>> table = table(get("/findings"));
        for (int i = 0; i < table.size(); i++) {
            JsonNode row = rows.path(i);
            assertThat(row.propertyNames())
                    .containsExactlyElementsOf(table.get(i).keySet());
            assertThat(elements(row.path("kinds")).map(JsonNode::asString).collect(Collectors.joining(",")))
                    .isEqualTo(table.get(i).get("kinds"));
            assertThat(row.path("n_NC").isIntegralNumber()).isTrue();
            assertThat(row.path("ln_pvalue_calls").asDouble()).isEqualTo(number(table.get(i), "ln_pvalue_calls"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/* | text/tab-separated-values",
                "text/tab-separated-values | text/tab-separated-values",
                "text/* | text/tab-separated-values",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | text/tab-separated-values",
                "application/json | application/json",
                "application/json, text/plain, */* | application/json",
                "text/tab-separated-values;q=0.5, application/json | application/json"
            })
    void tsvUnlessJsonIsPreferred(String accept, String type) {
        for (String path : List.of("/findings", "/genotyping-batches", "/comparison/" + plantedJob())) {
            Answer answer = client.get("/jobs/" + plantedJob() + path, "Accept", accept);
            assertThat(answer.status()).as(answer::text).isEqualTo(200);
            assertThat(answer.header("Content-Type")).as(path).startsWith(type);
        }
    }

    @Test
    void theBadPlateIsTheFirstOfTheReportCard() {
        Answer card = get("/genotyping-batches");
        assertThat(card.header("Content-Disposition")).contains("planted.genotyping-batches.tsv");
        List<Map<String, String>> rows = table(card);
        assertThat(rows).hasSize(PLATES);
        Map<String, String> first = rows.getFirst();
        assertThat(first)
                .containsEntry("batch_name", "plate3")
                .containsEntry("samples", "100")
                .containsEntry("n_findings", "4")
                .containsEntry("n_calls", "2")
                .containsEntry("n_nocalls", "2")
                .containsEntry("n_swapped_alleles", "1")
                .containsEntry("n_collapsed_cluster", "1");
        assertThat(number(first, "call_rate"))
                .isCloseTo(1 - (30 + 25 + PROBESETS - 4) / (100.0 * PROBESETS), within(1e-12));
        assertThat(rows.stream().mapToInt(row -> Integer.parseInt(row.get("n_findings"))))
                .isSortedAccordingTo(Collections.reverseOrder());
        JsonNode json = json("/genotyping-batches").path("genotyping_batches");
        assertThat(elements(json).map(row -> row.path("batch_name").asString()))
                .containsExactlyElementsOf(
                        rows.stream().map(row -> row.get("batch_name")).toList());
    }

    @Test
    void rowsOfTheResultSayWhichPlateIsTheWorst() {
        Map<String, String> row = table(get("/result")).get(25);
        assertThat(row)
                .containsEntry("probeset_id", "P25")
                .containsEntry("worst_batch", "plate7")
                .containsEntry("n_findings", "1");
        assertThat(number(row, "pvalue")).isLessThan(0.05);
        assertThat(number(row, "pvalue_without_worst")).isGreaterThan(0.05);
    }

    @Test
    void exclusionsAreCountedFirst() {
        JsonNode view = get("/exclusions").json();
        assertThat(view.path("policy").asString()).isEqualTo("balanced");
        assertThat(view.path("max_batches").asInt()).isEqualTo(1);
        JsonNode counts = view.path("counts");
        assertThat(counts.path("pairs").asInt()).isEqualTo(7);
        assertThat(counts.path("probesets").asInt()).isEqualTo(6);
        assertThat(counts.path("batches").asInt()).isEqualTo(4);
        assertThat(counts.path("in_too_many_batches").asInt()).isEqualTo(1);
        assertThat(counts.path("without_single_batch").asInt()).isZero();
        assertThat(counts.path("blanked_pairs").asInt()).isEqualTo(5);
        assertThat(counts.path("probesets_in_all").asInt()).isEqualTo(PROBESETS);
        assertThat(counts.path("left_out_of_plink_lists").asInt()).isZero();
        assertThat(elements(counts.path("rules"))
                        .filter(rule -> rule.path("name").asString().equals("missing_calls"))
                        .map(rule -> rule.path("pairs").asInt()))
                .containsExactly(2);
        String again = view.path("rules").asString().replace(" ", "").replace("+", "%2B");
        assertThat(get("/exclusions?policy=" + again).json().path("counts"))
                .as("the rules, given as they are shown")
                .isEqualTo(counts);
    }

    @Test
    void listsOfExclusions() {
        Answer tsv = get("/exclusions?format=tsv");
        assertThat(tsv.header("Content-Type")).isEqualTo("text/tab-separated-values;charset=UTF-8");
        assertThat(tsv.header("Content-Disposition")).contains("planted.tsv");
        Map<String, String> reasons =
                table(tsv).stream().collect(Collectors.toMap(FindingsApiTests::pair, row -> row.get("reasons")));
        assertThat(reasons).hasSize(6);
        assertThat(reasons.get("P05 plate3")).isEqualTo("p,missing_calls");
        assertThat(reasons.get("P15 plate3")).isEqualTo("p,allele_frequency,swapped_alleles");
        assertThat(reasons.get("P30 ")).startsWith("more_than_max_batches,allele_frequency");

        Answer exclude = get("/exclusions?format=plink-exclude");
        assertThat(exclude.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(exclude.text()).isEqualTo("P30\n");

        assertThat(get("/exclusions?format=plink-zero-cluster").text())
                .isEqualTo("P05\tplate3\nP10\tplate3\nP15\tplate3\nP20\tplate3\nP25\tplate7\n");

        List<Map<String, String>> matrix = table(get("/exclusions?format=matrix"));
        assertThat(matrix).hasSize(PROBESETS);
        Map<String, String> ofOne = matrix.get(25);
        assertThat(ofOne.keySet().stream().skip(1))
                .containsExactlyElementsOf(
                        IntStream.range(0, PLATES).mapToObj(i -> "plate" + i).toList());
        assertThat(ofOne).containsEntry("plate7", "0").containsEntry("plate6", "1");
        assertThat(matrix.get(30).values().stream().skip(1)).containsOnly("0");
        assertThat(matrix.get(31).values().stream().skip(1)).containsOnly("1");
    }

    @Test
    void anotherPolicyTakesOtherPairs() {
        assertThat(get("/exclusions?format=plink-exclude&max_batches=2").text()).isEmpty();
        assertThat(lines(get("/exclusions?format=plink-exclude&max_batches=0").text()))
                .containsExactly("P05", "P10", "P15", "P20", "P25", "P30");
        assertThat(table(get("/exclusions?format=tsv&policy=mine:nocalls_p=1e-3,nocall_difference=0.26")))
                .extracting(FindingsApiTests::pair, row -> row.get("reasons"))
                .containsExactly(tuple("P05 plate3", "mine"));
        assertThat(get("/exclusions?policy=kind=swapped_alleles")
                        .json()
                        .at("/counts/pairs")
                        .asInt())
                .isEqualTo(1);
        for (String policy : List.of("conservative", "balanced", "sensitive")) {
            assertThat(get("/exclusions?policy=" + policy).json().path("policy").asString())
                    .isEqualTo(policy);
        }
    }

    @Test
    void namesThatPlinkCannotBeGivenAreCounted() {
        List<String> renamed =
                rows().stream().map(row -> row.replace("P25\t", "P 25\t")).toList();
        String id = completed(planted(renamed));
        Answer list = client.get("/jobs/" + id + "/exclusions?format=plink-zero-cluster");
        assertThat(list.text()).doesNotContain("25").hasLineCount(4);
        assertThat(client.get("/jobs/" + id + "/exclusions")
                        .json()
                        .at("/counts/left_out_of_plink_lists")
                        .asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/findings?kind=none, kind",
        "/probesets?kind=none, kind",
        "/exclusions?policy=strict, policy",
        "/exclusions?policy=calls_p=2, policy",
        "/exclusions?policy=calls_p=1e-8;calls_p=1e-9, policy",
        "/exclusions?format=xlsx, format",
        "/exclusions?max_batches=-1, max_batches",
        "/exclusions?max_batches=many, max_batches",
        "/comparison/{id}?of=pairs, of"
    })
    void aBadParameterIsNamed(String path, String parameter) {
        assertBadParameter(path, parameter, "*/*");
    }

    @ParameterizedTest
    @CsvSource({
        "/findings?kind=none, kind",
        "/findings?offset=-1, offset",
        "/findings?offset=x, offset",
        "/findings?limit=0, limit",
        "/findings?limit=1001, limit",
        "/findings?sort=kinds, sort",
        "/findings?order=up, order"
    })
    void aBadParameterOfAPageIsNamed(String path, String parameter) {
        assertBadParameter(path, parameter, "application/json");
    }

    private void assertBadParameter(String path, String parameter, String accept) {
        String id = plantedJob();
        Answer answer = client.get("/jobs/" + id + path.replace("{id}", id), "Accept", accept);
        assertThat(answer.problem(400).path("parameter").asString()).isEqualTo(parameter);
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
    }

    @Test
    void aProblemIsAProblemDocumentEvenWhereTsvIsAskedFor() {
        client.get("/jobs/" + plantedJob() + "/findings?kind=none", "Accept", "text/tab-separated-values")
                .problem(400);
        client.get("/jobs/" + UUID.randomUUID() + "/findings", "Accept", "text/tab-separated-values")
                .problem(404);
    }

    @Test
    void aBasicAnalysisHasNoFindings() {
        String id = completed(planted(rows()).field("analysis", "basic"));
        for (String path : List.of(
                "/findings", "/genotyping-batches", "/exclusions", "/comparison/" + plantedJob() + "?of=findings")) {
            for (String accept : List.of("*/*", "application/json")) {
                if (path.startsWith("/comparison") && accept.equals("application/json")) {
                    continue;
                }
                JsonNode problem =
                        client.get("/jobs/" + id + path, "Accept", accept).problem(409);
                assertThat(problem.path("title").asString()).isEqualTo("No findings");
            }
        }
        JsonNode comparison = client.get("/jobs/" + id + "/comparison/" + plantedJob(), "Accept", "application/json")
                .json();
        assertThat(comparison.path("probesets").path("neither").asInt()).isEqualTo(PROBESETS - 6);
        assertThat(comparison.path("findings").isNull()).isTrue();
        assertThat(client.job(id).path("parameters").has("findings_alpha")).isFalse();
        assertThat(client.job(id).path("parameters").path("analysis").asString())
                .isEqualTo("basic");
        assertThat(client.job(id).path("links").propertyNames())
                .doesNotContain("findings", "genotyping_batches", "exclusions")
                .contains("result");
    }

    @Test
    void theColumnsOfABasicAnalysisAreTheFirstOfAFullOneByteForByte() {
        String full = get("/result").text();
        String basic = client.awaitResult(client.submit(planted(rows()).field("analysis", "basic")))
                .text();
        assertThat(lines(basic).getFirst().split("\t", -1)).hasSize(COLUMNS_OF_BASIC);
        assertThat(full.lines()
                        .map(line -> Arrays.stream(line.split("\t", -1))
                                .limit(COLUMNS_OF_BASIC)
                                .collect(Collectors.joining("\t", "", "\n")))
                        .collect(Collectors.joining()))
                .isEqualTo(basic);
    }

    @Test
    void neitherBatchSizeNorTheOrderOfRowsChangesAByte() {
        List<String> shuffled = new ArrayList<>(rows());
        Collections.shuffle(shuffled, new Random(1));
        List<Form> forms = List.of(
                planted(rows()).field("batch_size", 1), planted(rows()).field("batch_size", 7), planted(shuffled));
        for (Form form : forms) {
            String id = completed(form);
            for (String path : List.of("/findings", "/genotyping-batches", "/result")) {
                assertThat(client.get("/jobs/" + id + path).text())
                        .isEqualTo(get(path).text());
            }
        }
    }

    @Test
    void aSmallerAlphaFindsLess() {
        String id = completed(planted(rows()).field("findings_alpha", "1e-30"));
        assertThat(client.job(id).path("parameters").path("findings_alpha").asDouble())
                .isEqualTo(1e-30);
        assertThat(lines(client.get("/jobs/" + id + "/findings").text()).size())
                .isLessThan(lines(get("/findings").text()).size());
        assertThat(client.post(planted(rows()).field("analysis", "basic").field("findings_alpha", "1e-5"))
                        .problem(400)
                        .path("parameter")
                        .asString())
                .isEqualTo("findings_alpha");
        assertThat(client.post(planted(rows()).field("findings_alpha", "0.06"))
                        .problem(400)
                        .path("parameter")
                        .asString())
                .isEqualTo("findings_alpha");
        assertThat(client.post(planted(rows()).field("analysis", "half"))
                        .problem(400)
                        .path("parameter")
                        .asString())
                .isEqualTo("analysis");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/findings", "/genotyping-batches", "/exclusions", "/exclusions?format=matrix"})
    void thereIsNothingOfAnUnknownJob(String path) {
        for (String accept : List.of("*/*", "application/json")) {
            client.get("/jobs/" + UUID.randomUUID() + path, "Accept", accept).problem(404);
            client.get("/jobs/none" + path, "Accept", accept).problem(404);
        }
    }

    @Test
    void bothJobsOfAComparisonMustBeThere() {
        String unknown = UUID.randomUUID().toString();
        for (String accept : List.of("*/*", "application/json")) {
            client.get("/jobs/" + plantedJob() + "/comparison/" + unknown, "Accept", accept)
                    .problem(404);
            client.get("/jobs/" + unknown + "/comparison/" + plantedJob(), "Accept", accept)
                    .problem(404);
        }
    }

    @Test
    void thereIsNothingBeforeTheJobIsComplete() {
        String id = client.submit(endless());
        for (String path : List.of("/findings", "/genotyping-batches", "/exclusions", "/comparison/" + plantedJob())) {
            JsonNode problem = client.get("/jobs/" + id + path).problem(409);
            assertThat(problem.path("title").asString()).isEqualTo("No result");
            assertThat(problem.path("state").asString()).isNotEqualTo("COMPLETE");
        }
        client.get("/jobs/" + plantedJob() + "/comparison/" + id).problem(409);
        cancelAndAwait(id);
    }

    @Test
    void beforeAndAfterAPlateIsTakenOut() {
        List<String> without =
                rows().stream().filter(row -> !row.contains("plate3")).toList();
        String after = completed(planted(without));
        JsonNode counts = json("/comparison/" + after);
        assertThat(counts.at("/probesets/both").asInt()).isEqualTo(2);
        assertThat(counts.at("/probesets/before").asInt()).isEqualTo(4);
        assertThat(counts.at("/probesets/after").asInt()).isZero();
        assertThat(counts.at("/probesets/neither").asInt()).isEqualTo(PROBESETS - 6);
        assertThat(counts.at("/probesets/only_before").asInt()).isZero();
        assertThat(counts.at("/findings/both").asInt()).isEqualTo(3);
        assertThat(counts.at("/findings/before").asInt()).isEqualTo(4);
        assertThat(counts.at("/findings/after").asInt()).isZero();

        Answer probesets = get("/comparison/" + after);
        assertThat(probesets.header("Content-Disposition")).contains("comparison-of-probesets.tsv");
        List<Map<String, String>> rows = table(probesets);
        assertThat(rows).hasSize(PROBESETS);
        assertThat(rows.get(5)).containsEntry("significant", "before");
        assertThat(rows.get(25)).containsEntry("significant", "both");
        Map<String, String> resultBefore = table(get("/result")).get(25);
        assertThat(rows.get(25)).containsEntry("pvalue_before", resultBefore.get("pvalue"));

        List<Map<String, String>> findings = table(get("/comparison/" + after + "?of=findings"));
        assertThat(findings.stream().filter(row -> row.get("found").equals("before")))
                .extracting(FindingsApiTests::pair)
                .containsExactly("P05 plate3", "P10 plate3", "P15 plate3", "P20 plate3");
    }

    @Test
    void findingsAreRemovedWithTheJob() {
        String id = completed(planted(rows()));
        assertThat(client.get("/jobs/" + id + "/findings").status()).isEqualTo(200);
        assertThat(client.delete("/jobs/" + id).status()).isEqualTo(204);
        for (String path : List.of("/findings", "/genotyping-batches", "/exclusions", "/comparison/" + plantedJob())) {
            client.get("/jobs/" + id + path).problem(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/findings",
                "/genotyping-batches",
                "/exclusions?format=tsv",
                "/exclusions?format=plink-zero-cluster"
            })
    void aClientThatAcceptsGzipGetsTheSameBytesCompressed(String path) throws IOException {
        Answer plain = get(path);
        Answer compressed = client.get("/jobs/" + plantedJob() + path, "Accept-Encoding", "gzip");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.header("Vary")).containsIgnoringCase("Accept-Encoding");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain.body());
        }
    }

    @Test
    void aJobOfAFullAnalysisLinksToItsFindings() {
        JsonNode links = client.job(plantedJob()).path("links");
        for (String name : List.of("probesets", "findings", "genotyping_batches", "exclusions", "figures", "report")) {
            assertThat(client.get(links.path(name).asString()).status())
                    .as(name)
                    .isEqualTo(200);
        }
        assertThat(client.get(links.path("counts").asString() + "?probeset_id=P05")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/findings", "/genotyping-batches", "/exclusions", "/exclusions?format=matrix"})
    void aHeadRequestIsAnsweredLikeAGetWithoutTheBody(String path) {
        Answer whole = get(path);
        Answer head = client.send("HEAD", "/jobs/" + plantedJob() + path, BodyPublishers.noBody());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo(whole.header("Content-Type"));
        assertThat(head.header("Content-Disposition")).isEqualTo(whole.header("Content-Disposition"));
    }

    @Test
    void aStoredFileThatIsDamagedIsAProblemAndNotHalfAnAnswer() throws IOException {
        String id = completed(planted(rows()));
        Files.writeString(folder(id).resolve("findings.tsv"), "something else\n");
        Answer answer = client.get("/jobs/" + id + "/exclusions?format=tsv");
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
    }

    /** More than is buffered: what was sent can't be taken back. */
    @Test
    void anAnswerThatCannotBeEndedBreaksOff() throws IOException {
        String id = completed(planted(rows()));
        Path findings = folder(id).resolve("findings.tsv");
        List<String> lines = Files.readAllLines(findings);
        String row = lines.get(1).substring(lines.get(1).indexOf('\t'));
        Files.write(
                findings,
                Stream.of(
                                Stream.of(lines.getFirst()),
                                IntStream.range(10_000, 20_000).mapToObj(i -> "P" + i + row),
                                Stream.of("not a finding"))
                        .flatMap(part -> part)
                        .toList());
        assertThatThrownBy(() -> client.get("/jobs/" + id + "/comparison/" + plantedJob() + "?of=findings"))
                .isInstanceOf(UncheckedIOException.class);
    }
}

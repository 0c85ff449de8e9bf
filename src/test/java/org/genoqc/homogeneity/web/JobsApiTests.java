package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.TestData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The REST interface from outside: real requests, a real data directory, a real database. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class JobsApiTests {

    private static final String HEADER = "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n";
    private static final String RESULT_HEADER = "probeset_id\tchi2_statistic\tpvalue\tdof\tmethod\tn_batches"
            + "\ttotal_samples\tn_simulations\terror\texcluded_genotypes";
    private static final int FOREVER = 100_000_000;

    private static final Map<Path, String> RESULTS = new ConcurrentHashMap<>();

    private static @Nullable String arrayJob;

    @TempDir
    private static Path dataDir;

    @LocalServerPort
    private int port;

    private JobClient client;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("homogeneity.data-dir", () -> dataDir.toAbsolutePath().toString());
    }

    @BeforeEach
    void connect() {
        client = new JobClient(port);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private static Path array() {
        return TestData.resource("array_like/small_batch.tsv");
    }

    /** A job of milliseconds. */
    private static Form tiny() {
        return new Form().file(TestData.resource("malformed/clean/base.tsv")).field("n_simulations", 20);
    }

    private static Form quick(Path file) {
        return new Form().file(file).field("n_simulations", 200);
    }

    private static Form endless() {
        return new Form().file(array()).field("n_simulations", FOREVER);
    }

    private String completed(Form form) {
        String id = client.submit(form);
        client.awaitResult(id);
        return id;
    }

    /** A job with the whole array, run once. */
    private String arrayJob() {
        synchronized (RESULTS) {
            if (arrayJob == null) {
                arrayJob = completed(quick(array()));
            }
            return arrayJob;
        }
    }

    /** The result of a small file, computed once. */
    private String resultOf(Path file) {
        return RESULTS.computeIfAbsent(
                file, f -> client.awaitResult(client.submit(quick(f))).text());
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static long folders() throws IOException {
        try (Stream<Path> jobs = Files.list(dataDir.resolve("jobs"))) {
            return jobs.count();
        }
    }

    private void cancelAndAwait(String id) {
        client.delete("/jobs/" + id);
        client.awaitEnd(id);
    }

    // the main flow

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
                        && batch.path("duration_seconds").asDouble() > 0);
        JsonNode page = client.get("/jobs/" + id + "/batches?offset=20&limit=2").json();
        assertThat(elements(page.path("batches")).toList()).isEqualTo(each.subList(20, 22));
    }

    // the data

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

    // the parameters

    @ParameterizedTest
    @CsvSource({
        "n_simulations, 0",
        "n_simulations, -1",
        "n_simulations, abc",
        "n_simulations, 1e99",
        "n_simulations, NaN",
        "n_simulations, 2.5",
        "n_simulations, 100000001",
        "batch_size, 0",
        "batch_size, -1",
        "batch_size, abc",
        "batch_size, 1e99",
        "batch_size, NaN",
        "batch_size, 99999999999999999999",
        "min_expected_count, -1",
        "min_expected_count, abc",
        "min_expected_count, 1e99",
        "min_expected_count, NaN",
        "min_expected_count, Infinity",
        "random_seed, abc",
        "random_seed, 1e99",
        "random_seed, NaN",
        "random_seed, 9223372036854775808",
        "n_simulation, 100",
        "N_SIMULATIONS, 100",
        "seed, 1"
    })
    void aBadParameterIsNamed(String name, String value) throws IOException {
        long folders = folders();
        JsonNode problem =
                client.post(new Form().file(array()).field(name, value)).problem(400);
        assertThat(problem.path("parameter").asString()).isEqualTo(name);
        assertThat(problem.path("detail").asString()).contains(name);
        assertThat(folders()).isEqualTo(folders);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n_simulations", "batch_size", "min_expected_count", "random_seed"})
    void aRepeatedParameterIsNamed(String name) {
        JsonNode problem = client.post(new Form().file(array()).field(name, 5).field(name, 5))
                .problem(400);
        assertThat(problem.path("parameter").asString()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "n_simulations, ''",
        "min_expected_count, 0",
        "min_expected_count, 1e3",
        "random_seed, 0",
        "random_seed, -9223372036854775808",
        "batch_size, 10000000",
        "batch_size, ' 3 '"
    })
    void extremeAndEmptyParametersAreAccepted(String name, String value) {
        Form form =
                new Form().file(TestData.resource("malformed/clean/base.tsv")).field(name, value);
        completed(name.equals("n_simulations") ? form : form.field("n_simulations", 200));
    }

    // the protocol

    @Test
    void anUploadNeedsAFile() {
        assertThat(client.post(new Form().field("n_simulations", 10))
                        .problem(400)
                        .path("detail")
                        .asString())
                .contains("file");
        client.post(new Form().file("data", "x.tsv", array())).problem(400);
    }

    @Test
    void anUploadIsMultipart() {
        client.send("POST", "/jobs", BodyPublishers.ofString("{}"), "Content-Type", "application/json")
                .problem(415);
        client.send("POST", "/jobs", BodyPublishers.ofString(HEADER), "Content-Type", "text/tab-separated-values")
                .problem(415);
        client.send(
                        "POST",
                        "/jobs",
                        BodyPublishers.ofString("n_simulations=1"),
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .problem(415);
        client.send("POST", "/jobs", BodyPublishers.noBody()).problem(415);
        client.send("POST", "/jobs", BodyPublishers.ofString("--x--"), "Content-Type", "multipart/form-data")
                .problem(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/progress", "/batches", "/result", "/summary"})
    void thereIsNothingUnderAnUnknownJob(String path) {
        client.get("/jobs/" + UUID.randomUUID() + path).problem(404);
        client.get("/jobs/not-a-uuid" + path).problem(404);
        client.get("/jobs/" + "9".repeat(2000) + path).problem(404);
    }

    @Test
    void anUnknownJobCannotBeDeleted() {
        client.delete("/jobs/" + UUID.randomUUID()).problem(404);
        client.delete("/jobs/1-2-3").problem(404);
    }

    @ParameterizedTest
    @CsvSource({"PUT, /jobs", "DELETE, /jobs", "PATCH, /jobs/x", "POST, /jobs/x/result", "PUT, /jobs/x/progress"})
    void anUnsupportedMethodIsToldWhatIsSupported(String method, String path) {
        Answer answer = client.send(method, path, BodyPublishers.noBody());
        answer.problem(405);
        assertThat(answer.header("Allow")).contains("GET");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/", "/jobs/x/y/z", "/job", "/jobs/"})
    void thereIsNothingUnderAnUnknownPath(String path) {
        client.get(path).problem(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=-1", "limit=1001", "limit=abc", "state=NOPE", "before=x", "limit=99999999999"})
    void aBadQueryIsRefused(String query) {
        client.get("/jobs?" + query).problem(400);
    }

    @Test
    void anUnacceptableFormatIsRefused() {
        client.get("/jobs", "Accept", "image/png").problem(406);
    }

    // the result

    @Test
    void aResultThatIsKnownIsNotSentAgain() {
        String path = "/jobs/" + arrayJob() + "/result";
        Answer result = client.get(path);
        String etag = result.header("ETag");
        assertThat(etag).matches("\"[0-9a-f]{64}\"");
        for (String known : List.of(etag, "\"x\", " + etag, "W/" + etag)) {
            Answer again = client.get(path, "If-None-Match", known);
            assertThat(again.status()).as(known).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.header("ETag")).isEqualTo(etag);
        }
        assertThat(client.get(path, "If-None-Match", "\"x\"").body()).isEqualTo(result.body());
    }

    @Test
    void aDownloadCanBeResumed() {
        String path = "/jobs/" + arrayJob() + "/result";
        Answer result = client.get(path);
        byte[] all = result.body();
        Answer part = client.get(path, "Range", "bytes=1000-1999");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes 1000-1999/" + all.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(all, 1000, 2000));
        assertThat(part.header("ETag")).isEqualTo(result.header("ETag"));
        assertThat(client.get(path, "Range", "bytes=5000-").body())
                .isEqualTo(Arrays.copyOfRange(all, 5000, all.length));
        assertThat(client.get(path, "Range", "bytes=-10").body())
                .isEqualTo(Arrays.copyOfRange(all, all.length - 10, all.length));
        Answer same = client.get(path, "Range", "bytes=5000-", "If-Range", result.header("ETag"));
        assertThat(same.status()).isEqualTo(206);
        assertThat(same.body()).isEqualTo(Arrays.copyOfRange(all, 5000, all.length));
        Answer other = client.get(path, "Range", "bytes=5000-", "If-Range", "\"another\"");
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(all);
    }

    @Test
    void aRangeBeyondTheEndCannotBeSatisfied() {
        String path = "/jobs/" + arrayJob() + "/result";
        Answer answer = client.get(path, "Range", "bytes=1000000000-");
        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.header("Content-Range")).startsWith("bytes */");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=,",
                "bytes= , ,",
                "bytes=",
                "bytes=5-2",
                "bytes=x-y",
                "lines=1-2",
                "",
                "bytes=99999999999999999999-"
            })
    void aRangeThatCannotBeUnderstoodIsIgnored(String range) {
        String path = "/jobs/" + arrayJob() + "/result";
        Answer answer = client.get(path, "Range", range);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(client.get(path).body());
    }

    @Test
    void severalRangesAreSentWhereAllAreWithinTheResultElseTheWhole() {
        String path = "/jobs/" + arrayJob() + "/result";
        assertThat(client.get(path, "Range", "bytes=0-9,20-29").status()).isEqualTo(206);
        assertThat(client.get(path, "Range", "bytes=0-,0-,0-").status()).isEqualTo(200);
        assertThat(client.get(path, "Range", "bytes=0-9,1000000000-").status()).isEqualTo(200);
    }

    @Test
    void aCompressedResultHasAnETagOfItsOwnAndCanBeResumedToo() throws IOException {
        String path = "/jobs/" + arrayJob() + "/result";
        Answer plain = client.get(path);
        Answer compressed = client.get(path, "Accept-Encoding", "br, gzip;q=0.8");
        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.header("Vary")).containsIgnoringCase("Accept-Encoding");
        assertThat(plain.header("Vary")).containsIgnoringCase("Accept-Encoding");
        String etag = compressed.header("ETag");
        assertThat(etag).startsWith("\"").isNotEqualTo(plain.header("ETag"));
        byte[] all = compressed.body();
        assertThat(all.length).isLessThan(plain.body().length / 2);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(all))) {
            assertThat(in.readAllBytes()).isEqualTo(plain.body());
        }
        Answer rest = client.get(path, "Accept-Encoding", "gzip", "Range", "bytes=100-", "If-Range", etag);
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.header("ETag")).isEqualTo(etag);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(all, 100, all.length));
        assertThat(client.get(path, "Accept-Encoding", "gzip", "If-None-Match", etag)
                        .status())
                .isEqualTo(304);
        Answer unwanted = client.get(path, "Accept-Encoding", "gzip;q=0");
        assertThat(unwanted.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(unwanted.body()).isEqualTo(plain.body());
    }

    @Test
    void aHeadRequestTellsTheLength() {
        String path = "/jobs/" + arrayJob() + "/result";
        Answer head = client.send("HEAD", path, BodyPublishers.noBody());
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(client.get(path).header("Content-Length"));
        assertThat(head.header("ETag")).isNotEmpty();
    }

    // the list

    @Test
    void jobsAreListedNewestFirstInPages() {
        List<String> submitted = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            submitted.addFirst(completed(tiny()));
        }
        List<String> all = elements(client.get("/jobs?limit=1000").json().path("jobs"))
                .map(job -> job.path("id").asString())
                .toList();
        assertThat(all).startsWith(submitted.toArray(String[]::new));

        List<String> paged = new ArrayList<>();
        String next = "/jobs?limit=2";
        Pattern link = Pattern.compile("<([^>]+)>; *rel=\"next\"");
        while (next != null) {
            Answer page = client.get(next);
            List<String> ids = elements(page.json().path("jobs"))
                    .map(job -> job.path("id").asString())
                    .toList();
            assertThat(ids).hasSizeBetween(1, 2);
            paged.addAll(ids);
            Matcher matcher = link.matcher(page.header("Link"));
            next = matcher.find() ? matcher.group(1) : null;
        }
        assertThat(paged).isEqualTo(all);
    }

    @Test
    void jobsAreListedByState() {
        String complete = completed(tiny());
        String live = client.submit(endless());
        String canceled = client.submit(endless());
        cancelAndAwait(canceled);
        client.awaitProgress(live, p -> p.path("state").asString().equals("RUNNING"));
        assertThat(ids("state=COMPLETE")).contains(complete).doesNotContain(live, canceled);
        assertThat(ids("state=CANCELED&state=COMPLETE"))
                .contains(complete, canceled)
                .doesNotContain(live);
        assertThat(ids("state=RUNNING")).containsExactly(live);
        Answer page = client.get("/jobs?state=COMPLETE&state=CANCELED&limit=1");
        assertThat(page.header("Link")).contains("state=COMPLETE").contains("state=CANCELED");
        cancelAndAwait(live);
    }

    private List<String> ids(String query) {
        return elements(client.get("/jobs?limit=1000&" + query).json().path("jobs"))
                .map(job -> job.path("id").asString())
                .toList();
    }

    // cancelling and removing

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
        assertThat(dataDir.resolve("jobs").resolve(id)).isDirectory();
        assertThat(client.delete("/jobs/" + id).status()).isEqualTo(204);
        client.get("/jobs/" + id).problem(404);
        client.delete("/jobs/" + id).problem(404);
        assertThat(dataDir.resolve("jobs").resolve(id)).doesNotExist();
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
        assertThat(dataDir.resolve("jobs").resolve(id)).doesNotExist();
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

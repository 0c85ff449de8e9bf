package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.genoqc.homogeneity.HomogeneityApplication;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.harness.Waiting;
import org.genoqc.homogeneity.security.Issuer;
import org.genoqc.homogeneity.web.ContractClient.Form;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every operation of openapi.yaml, with every status it describes, against the running service. */
@OneAtATime
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "homogeneity.executor.workers=1",
            "homogeneity.jobs.concurrent=1",
            "homogeneity.jobs.concurrent-small=0",
            "homogeneity.jobs.max-queued=1",
            "homogeneity.max-upload-size=1MB",
            "logging.level.org.genoqc.homogeneity.web.Problems=off"
        })
@DirtiesContext
class OpenApiContractTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String HEADER = "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n";
    /** One probeset for each method. */
    private static final String SMALL = HEADER + """
        P1\tb1\t20\t30\t40\t10
        P1\tb2\t40\t30\t20\t10
        P2\tb1\t50\t1\t0\t0
        P2\tb2\t50\t0\t0\t0
        P3\tb1\t0\t0\t0\t0
        """;

    /** What a job has whatever its analysis is. */
    private static final List<String> OF_A_JOB = List.of(
            "",
            "/progress",
            "/batches",
            "/result",
            "/summary",
            "/figures",
            "/report.html",
            "/probesets",
            "/counts?probeset_id=P1");

    private static final List<String> OF_FINDINGS =
            List.of("/findings", "/genotyping-batches", "/exclusions", "/comparison/" + UUID.randomUUID());

    @TempDir
    private static Path dataDir;

    private static ContractClient client;

    @LocalServerPort
    private int port;

    private URI jobs;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("homogeneity.data-dir", () -> dataDir.toAbsolutePath().toString());
    }

    @BeforeAll
    static void readTheDescription() throws IOException {
        client = new ContractClient(Path.of("openapi.yaml"));
    }

    @BeforeEach
    void locate() {
        jobs = URI.create("http://localhost:" + port + "/jobs");
    }

    @AfterAll
    static void everyOperationAndStatusWasExercised() {
        Set<String> missed = new TreeSet<>(client.described());
        missed.removeAll(client.exercised());
        // only a service at fault answers with 500; that is tried where a file can be taken away from it
        missed.removeIf(operation -> operation.endsWith(" 500"));
        assertThat(missed).as("described but not exercised").isEmpty();
        assertThat(client.exercised()).contains("GET /jobs/{id}/summary 500", "GET /jobs/{id}/result 500");
    }

    private static Form twoFiles(String countOfSecond) {
        String header = "probeset_id\tn_AA\tn_AB\tn_BB\tn_NC\n";
        return Form.withFile("b1/Ps.performance.txt", bytes(header + "P1\t20\t30\t40\t10\n"))
                .andFile("file", "b2/Ps.performance.txt", bytes(header + "P1\t40\t30\t20\t" + countOfSecond + "\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aJobOfSeveralFilesAndItsFaults() throws IOException {
        byte[] manifest = bytes("file\tbatch_name\nb1/Ps.performance.txt\tone\nb2/Ps.performance.txt\ttwo\n");
        URI job = submit(
                twoFiles("10").andFile("manifest", "plates.tsv", manifest).with("format", "axiom"));
        JsonNode complete = await(job, state -> state.equals("COMPLETE"));
        assertThat(complete.at("/input/files").asInt()).isEqualTo(2);
        assertThat(complete.at("/parameters/format").asString()).isEqualTo("axiom");
        HttpResponse<byte[]> faulty = client.post(jobs, twoFiles("x"));
        assertThat(status(faulty)).isEqualTo(422);
        assertThat(json(faulty).at("/errors/0/file").asString()).isEqualTo("b2/Ps.performance.txt");
        assertThat(status(client.delete(job))).isEqualTo(204);
    }

    @Test
    void aJobWithAnnotation() throws IOException {
        byte[] annotation = bytes("probeset_id,chromosome,position,snp_id\nP1,X,7,rs1\nP2,1,NA,\n");
        URI job = submit(small().andFile("annotation", "array.csv", annotation)
                .with("sex_chromosomes", "skip")
                .with("findings_alpha", 0.05));
        JsonNode complete = await(job, state -> state.equals("COMPLETE"));
        assertThat(complete.at("/parameters/sex_chromosomes").asString()).isEqualTo("skip");
        assertThat(json(client.get(under(job, "/summary")))
                        .at("/skipped/0/reason")
                        .asString())
                .startsWith("On X, Y or MT");
        assertThat(json(client.get(under(job, "/exclusions?ids=snp_id")))
                        .path("ids")
                        .asString())
                .isEqualTo("snp_id");
        assertThat(status(client.get(under(job, "/findings"), "Accept", "application/json")))
                .isEqualTo(200);
        JsonNode row = json(client.get(under(job, "/probesets?limit=1"))).at("/probesets/0");
        assertThat(row.path("chromosome").asString()).isEqualTo("X");
        assertThat(row.path("position").asInt()).isEqualTo(7);
        assertThat(json(client.get(under(job, "/counts?probeset_id=P2")))
                        .at("/result/snp_id")
                        .isNull())
                .isTrue();
        assertThat(json(client.get(under(job, "/figures")))
                        .at("/figures/manhattan/chromosomes/name/0")
                        .asString())
                .isEqualTo("X");
        byte[] faulty = bytes("probeset_id,position\nP1,x\n");
        HttpResponse<byte[]> refused = client.post(jobs, small().andFile("annotation", "array.csv", faulty));
        assertThat(status(refused)).isEqualTo(422);
        assertThat(json(refused).at("/errors/0/code").asString()).isEqualTo("place");
        assertThat(status(client.delete(job))).isEqualTo(204);
    }

    @Test
    void aJobFromSubmissionToRemoval() throws IOException {
        URI job = submit(small().with("batch_size", 1)
                .with("n_simulations", 500)
                .with("min_expected_count", "2.5")
                .with("random_seed", -7)
                .with("streams", "independent"));
        JsonNode complete = await(job, state -> state.equals("COMPLETE"));
        assertThat(complete.at("/probesets/standard").asInt()).isEqualTo(1);
        assertThat(complete.at("/probesets/monte_carlo").asInt()).isEqualTo(1);
        assertThat(complete.at("/probesets/skipped").asInt()).isEqualTo(1);
        assertThat(complete.at("/parameters/random_seed").asInt()).isEqualTo(-7);
        assertThat(complete.get("warnings").size()).isEqualTo(1);
        assertThat(json(client.get(under(job, "/progress"))).get("percent").asDouble())
                .isEqualTo(100);
        assertThat(json(client.get(under(job, "/batches?offset=1&limit=1")))
                        .get("batches")
                        .size())
                .isEqualTo(1);
        assertThat(status(client.get(under(job, "/batches?limit=0")))).isEqualTo(400);
        assertThat(json(client.get(under(job, "/summary")))
                        .at("/skipped/0/probeset_id")
                        .asString())
                .isEqualTo("P3");
        assertThat(ContractClient.text(client.get(under(job, "/summary"), "Accept", "text/plain")))
                .startsWith("chi2-homogeneity summary");
        probesets(job);
        notAcceptable(job);
        figures(job, 3);
        takeAwayTheFiles(job);
        assertThat(status(client.delete(job))).isEqualTo(204);
        gone(job);
    }

    private void probesets(URI job) throws IOException {
        JsonNode page = json(client.get(under(job, "/probesets?sort=pvalue&order=desc&limit=2")));
        assertThat(page.get("total").asInt()).isEqualTo(3);
        assertThat(page.at("/probesets/1/probeset_id").asString()).isEqualTo("P1");
        assertThat(status(client.get(under(job, "/probesets?sort=x")))).isEqualTo(400);
        JsonNode counts = json(client.get(under(job, "/counts?probeset_id=P2")));
        assertThat(counts.at("/genotyping_batches/1/observed/0").asInt()).isEqualTo(50);
        assertThat(counts.at("/genotyping_batches/1/expected/2").isNull()).isTrue();
        assertThat(status(client.get(under(job, "/counts?probeset_id=P")))).isEqualTo(404);
        assertThat(status(client.get(under(job, "/counts")))).isEqualTo(400);
        assertThat(ContractClient.text(client.get(under(job, "/progress"), "Accept", "text/event-stream")))
                .startsWith("retry: 2000\n\nid: ")
                .contains("\nevent: end\ndata: {")
                .endsWith("}\n\n");
    }

    private void notAcceptable(URI job) {
        for (String path : new String[] {
            "", "/progress", "/batches", "/summary", "/figures", "/report.html", "/probesets", "/counts?probeset_id=P1"
        }) {
            assertThat(status(client.get(under(job, path), "Accept", "image/png")))
                    .isEqualTo(406);
        }
        assertThat(status(client.get(jobs, "Accept", "image/png"))).isEqualTo(406);
        assertThat(status(client.delete(job, "Accept", "image/png"))).isEqualTo(406);
    }

    private void figures(URI job, int questions) {
        assertThat(json(client.get(under(job, "/figures"))).at("/figures/p_values"))
                .hasSize(questions);
        HttpResponse<byte[]> report = client.get(under(job, "/report.html"));
        assertThat(report.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(name -> assertThat(name).startsWith("inline; filename=\"small.report.html\""));
        assertThat(ContractClient.text(report)).startsWith("<!doctype html>");
    }

    private void takeAwayTheFiles(URI job) throws IOException {
        Path folder = dataDir.resolve("jobs").resolve(Path.of(job.getPath()).getFileName());
        Files.delete(folder.resolve("result.tsv"));
        Files.delete(folder.resolve("summary.json"));
        Files.delete(folder.resolve("figures.json"));
        for (String path : new String[] {"/figures", "/report.html"}) {
            assertThat(json(client.get(under(job, path))).get("title").asString())
                    .isEqualTo("No figures");
        }
        assertThat(status(client.get(under(job, "/result")))).isEqualTo(500);
        assertThat(status(client.get(under(job, "/summary")))).isEqualTo(500);
    }

    private void gone(URI job) {
        for (String path : OF_A_JOB) {
            assertThat(status(client.get(under(job, path)))).isEqualTo(404);
        }
        assertThat(status(client.delete(job))).isEqualTo(404);
    }

    @Test
    void theResultInItsForms() throws IOException {
        URI job = submit(small());
        await(job, state -> state.equals("COMPLETE"));
        URI result = under(job, "/result");
        HttpResponse<byte[]> whole = client.get(result);
        String etag = whole.headers().firstValue("ETag").orElseThrow();
        assertThat(ContractClient.text(whole).lines().findFirst().orElseThrow().split("\t", -1))
                .hasSize(34);
        HttpResponse<byte[]> gzip = client.get(result, "Accept-Encoding", "gzip");
        assertThat(gzip.headers().firstValue("ETag"))
                .isNotEqualTo(whole.headers().firstValue("ETag"));
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
            assertThat(unzipped.readAllBytes()).isEqualTo(whole.body());
        }
        HttpResponse<byte[]> part = client.get(result, "Range", "bytes=0-10", "If-Range", etag);
        assertThat(status(part)).isEqualTo(206);
        assertThat(ContractClient.text(part)).isEqualTo("probeset_id");
        assertThat(status(client.get(result, "Range", "bytes=0-3,8-9"))).isEqualTo(206);
        assertThat(client.get(result, "Range", "bytes=0-10", "If-Range", "\"other\"")
                        .body())
                .isEqualTo(whole.body());
        assertThat(status(client.get(result, "If-None-Match", etag))).isEqualTo(304);
        assertThat(status(client.get(result, "Range", "bytes=1000000-"))).isEqualTo(416);
    }

    @Test
    void aFileIsValidatedWithoutAJob() {
        Set<String> before = ids();
        HttpResponse<byte[]> answer = client.post(jobs, small().with("validate_only", true));
        assertThat(status(answer)).isEqualTo(200);
        assertThat(json(answer).at("/probesets/total").asInt()).isEqualTo(3);
        assertThat(status(client.post(
                        jobs, file("bad.tsv", HEADER + "P1\tb1\t1\t2.5\t3\t1\n").with("validate_only", true))))
                .isEqualTo(422);
        assertThat(ids()).isEqualTo(before);
    }

    @Test
    void findingsAndWhatFollowsFromThem() {
        URI before = submit(small().with("findings_alpha", "0.05"));
        await(before, state -> state.equals("COMPLETE"));
        URI after = submit(small().with("analysis", "basic"));
        JsonNode basic = await(after, state -> state.equals("COMPLETE"));
        assertThat(basic.at("/parameters/analysis").asString()).isEqualTo("basic");
        figures(after, 1);
        String[] lists = {"/findings", "/genotyping-batches", "/comparison/" + id(before)};
        for (String list : lists) {
            assertThat(client.get(under(before, list)).headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/tab-separated-values"));
            assertThat(status(client.get(under(before, list), "Accept", "application/json")))
                    .isEqualTo(200);
        }
        JsonNode findings = json(client.get(under(before, "/findings?kind=calls"), "Accept", "application/json"));
        assertThat(findings.at("/findings/0/probeset_id").asString()).isEqualTo("P1");
        for (String policy : new String[] {"conservative", "balanced", "sensitive", "calls_p=0.05"}) {
            for (String format : new String[] {"json", "tsv", "matrix"}) {
                URI exclusions = under(before, "/exclusions?format=" + format + "&policy=" + policy);
                assertThat(status(client.get(exclusions))).isEqualTo(200);
            }
        }
        inOtherFormats(before);
        // lists with something in them: an answer without a body can't be described
        assertThat(ContractClient.text(client.get(
                        under(before, "/exclusions?policy=calls_p=0.05&max_batches=0&format=plink-exclude"))))
                .isEqualTo("P1\n");
        assertThat(ContractClient.text(client.get(
                        under(before, "/exclusions?policy=calls_p=0.05&max_batches=2&format=plink-zero-cluster"))))
                .isEqualTo("P1\tb1\nP1\tb2\n");
        assertThat(status(client.get(under(before, "/comparison/" + id(before) + "?of=findings"))))
                .isEqualTo(200);
        assertThat(json(client.get(under(before, "/comparison/" + id(after)), "Accept", "application/json"))
                        .get("findings")
                        .isNull())
                .isTrue();
        for (String bad :
                new String[] {"/findings?kind=x", "/exclusions?policy=x", "/comparison/" + id(after) + "?of=x"}) {
            assertThat(status(client.get(under(before, bad)))).isEqualTo(400);
        }
        for (String none : new String[] {
            "/findings", "/genotyping-batches", "/exclusions", "/comparison/" + id(before) + "?of=findings"
        }) {
            assertThat(json(client.get(under(after, none))).get("title").asString())
                    .isEqualTo("No findings");
        }
        assertThat(status(client.get(under(before, "/exclusions"), "Accept", "image/png")))
                .isEqualTo(406);
        assertThat(status(client.get(under(before, "/comparison/" + id(after)), "Accept", "/")))
                .isEqualTo(406);
        assertThat(status(client.delete(before))).isEqualTo(204);
        for (String path : OF_FINDINGS) {
            assertThat(status(client.get(under(before, path)))).isEqualTo(404);
        }
    }

    private void inOtherFormats(URI job) {
        for (String table : new String[] {"/result", "/findings", "/genotyping-batches"}) {
            URI parquet = under(job, table + "?format=parquet");
            HttpResponse<byte[]> whole = client.get(parquet);
            assertThat(status(whole)).isEqualTo(200);
            String etag = whole.headers().firstValue("ETag").orElseThrow();
            assertThat(status(client.get(under(job, table), "Accept", "application/vnd.apache.parquet")))
                    .isEqualTo(200);
            assertThat(status(client.get(parquet, "Range", "bytes=4-9"))).isEqualTo(206);
            assertThat(status(client.get(parquet, "If-None-Match", etag))).isEqualTo(304);
            assertThat(status(client.get(parquet, "Range", "bytes=99999999-"))).isEqualTo(416);
            assertThat(status(client.get(under(job, table + "?format=csv")))).isEqualTo(400);
        }
        for (String section : new String[] {"multiqc-report-card", "multiqc-findings"}) {
            assertThat(status(client.get(under(job, "/genotyping-batches?format=" + section))))
                    .isEqualTo(200);
        }
    }

    private static String id(URI job) {
        return job.getPath().substring("/jobs/".length());
    }

    @Test
    void aLiveJobAndAFullQueue() {
        URI running = submit(endless());
        await(running, state -> state.equals("RUNNING"));
        client.get(under(running, "/progress"));
        client.get(under(running, "/batches"));
        assertThat(json(client.get(under(running, "/result"))).get("state").asString())
                .isEqualTo("RUNNING");
        for (String path :
                new String[] {"/summary", "/figures", "/report.html", "/probesets", "/counts?probeset_id=P1"}) {
            assertThat(status(client.get(under(running, path)))).isEqualTo(409);
        }
        for (String path : OF_FINDINGS) {
            assertThat(json(client.get(under(running, path))).get("title").asString())
                    .isEqualTo("No result");
        }
        URI waiting = submit(small());
        assertThat(status(client.get(under(waiting, "/progress")))).isEqualTo(200);
        assertThat(status(client.get(under(waiting, "/batches")))).isEqualTo(200);
        assertThat(status(client.post(jobs, small()))).isEqualTo(429);
        assertThat(json(client.delete(waiting)).get("state").asString()).isEqualTo("CANCELED");
        assertThat(status(client.delete(running))).isEqualTo(202);
        await(running, state -> state.equals("CANCELED"));
        assertThat(status(client.get(under(running, "/result")))).isEqualTo(409);
    }

    @Test
    void pagesOfJobs() {
        for (int i = 0; i < 2; i++) {
            await(submit(small()), state -> state.equals("COMPLETE"));
        }
        HttpResponse<byte[]> first = client.get(URI.create(jobs + "?limit=1&state=COMPLETE&state=CANCELED"));
        assertThat(json(first).get("jobs").size()).isEqualTo(1);
        String link = first.headers().firstValue("Link").orElseThrow();
        URI next = jobs.resolve(link.substring(1, link.indexOf('>')));
        assertThat(json(client.get(next)).at("/jobs/0/id"))
                .isNotEqualTo(json(first).at("/jobs/0/id"));
        assertThat(status(client.get(URI.create(jobs + "?limit=0")))).isEqualTo(400);
        assertThat(status(client.get(URI.create(jobs + "?state=DONE")))).isEqualTo(400);
    }

    @Test
    void refusedParametersAndFiles() {
        assertThat(status(client.post(jobs, small().with("batch_size", 0)))).isEqualTo(400);
        assertThat(status(client.post(jobs, small().with("n_simulation", 10)))).isEqualTo(400);
        assertThat(status(client.post(jobs, new Form().with("batch_size", 10)))).isEqualTo(400);
        assertThat(status(client.post(jobs, file("zip.tsv", "PK\3\4")))).isEqualTo(415);
        assertThat(status(client.send(HttpRequest.newBuilder(jobs)
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(SMALL)))))
                .isEqualTo(415);
        assertThat(status(client.post(jobs, file("large.tsv", "#".repeat(1_100_000)))))
                .isEqualTo(413);
        HttpResponse<byte[]> faults = client.post(jobs, file("bad.tsv", HEADER + "P1\tb1\t1\t2.5\t3\n"));
        assertThat(status(faults)).isEqualTo(422);
        assertThat(json(faults).at("/errors/0/code").asString()).isEqualTo("fields");
        assertThat(status(client.post(jobs, file("empty.tsv", HEADER)))).isEqualTo(422);
    }

    @Test
    void noJobComesOfARequestWhoseAnswerIsNotAcceptable() {
        Set<String> before = ids();
        assertThat(status(client.post(jobs, small(), "Accept", "image/png"))).isEqualTo(406);
        assertThat(ids()).isEqualTo(before);
    }

    private Set<String> ids() {
        return json(client.get(jobs))
                .get("jobs")
                .valueStream()
                .map(job -> job.get("id").asString())
                .collect(Collectors.toSet());
    }

    @Test
    void aJobWhoseDataAreAtFault() {
        StringBuilder late = new StringBuilder(HEADER);
        for (int i = 0; i < 21_000; i++) {
            late.append('P').append(i).append("\tb1\t1\t2\t3\t4\n");
        }
        URI job = submit(file("late.tsv", late + "P1\tb2\t1\t2\t3\t-4\n"));
        JsonNode failed = await(job, state -> state.endsWith("_ERROR"));
        assertThat(failed.get("state").asString()).isEqualTo("EXECUTOR_ERROR");
        assertThat(failed.at("/error/errors/0/line").asInt()).isEqualTo(21_002);
        HttpResponse<byte[]> result = client.get(under(job, "/result"));
        assertThat(status(result)).isEqualTo(409);
        assertThat(json(result).at("/errors/0/value").asString()).isEqualTo("-4");
    }

    @Test
    void whatIsNoHttpIsRefusedByEveryOperation() throws IOException {
        client.sendToAll(port, "Expect: nonsense", 417);
        client.sendToAll(port, "Transfer-Encoding: nonsense", 501);
    }

    @Test
    void whoIsNotKnownOrHasNoRoleIsRefusedByEveryGuardedOperation(@TempDir Path otherDataDir) throws IOException {
        try (Issuer issuer = new Issuer();
                ConfigurableApplicationContext service = new SpringApplicationBuilder(HomogeneityApplication.class)
                        .run(Stream.concat(
                                        Stream.of("--server.port=0", "--homogeneity.data-dir=" + otherDataDir),
                                        Stream.of(issuer.settings()))
                                .toArray(String[]::new))) {
            int guarded = ((WebServerApplicationContext) service).getWebServer().getPort();
            client.sendToGuarded(guarded, "Accept: */*", 401);
            client.sendToGuarded(guarded, "Authorization: Bearer nonsense", 401);
            client.sendToGuarded(guarded, "Authorization: Bearer " + issuer.token("anna"), 403);
        }
    }

    @Test
    void health() {
        assertThat(status(client.get(jobs.resolve("/actuator/health")))).isEqualTo(200);
    }

    @Test
    void infoWithTheLimitsInForce() {
        for (String endpoint : List.of("health", "info", "batches", "prometheus")) {
            assertThat(status(client.get(jobs.resolve("/actuator/" + endpoint), "Accept", "image/png")))
                    .isEqualTo(406);
        }
        HttpResponse<byte[]> info = client.get(jobs.resolve("/actuator/info"));
        assertThat(status(info)).isEqualTo(200);
        assertThat(json(info).at("/limits/workers").asInt()).isPositive();
        assertThat(json(info).at("/build/artifact").asString()).isEqualTo("chi2-homogeneity");
    }

    @Test
    void theNewestBatchesOfAllJobs() {
        URI job = submit(small());
        await(job, "COMPLETE"::equals);
        HttpResponse<byte[]> batches = client.get(jobs.resolve("/actuator/batches?limit=1000"));
        assertThat(status(batches)).isEqualTo(200);
        assertThat(status(client.get(jobs.resolve("/actuator/batches"), "X-Forwarded-For", "10.0.0.7")))
                .isEqualTo(404);
        assertThat(json(batches).get("batches"))
                .anyMatch(batch -> job.getPath().endsWith(batch.get("job").asString()));
    }

    @Test
    void metrics() {
        HttpResponse<byte[]> metrics = client.get(jobs.resolve("/actuator/prometheus"));
        assertThat(status(metrics)).isEqualTo(200);
        assertThat(ContractClient.text(metrics)).contains("homogeneity_jobs_submitted_total");
    }

    @Test
    void aFullDisk(@TempDir Path otherDataDir) {
        try (ConfigurableApplicationContext service = new SpringApplicationBuilder(HomogeneityApplication.class)
                .properties("spring.main.banner-mode=off")
                .run(
                        "--server.port=0",
                        "--homogeneity.data-dir=" + otherDataDir.toAbsolutePath(),
                        "--homogeneity.min-free-space=1000000TB")) {
            URI other = URI.create(
                    "http://localhost:" + service.getEnvironment().getProperty("local.server.port") + "/jobs");
            assertThat(status(client.post(other, small()))).isEqualTo(507);
            assertThat(status(client.get(other.resolve("/actuator/health")))).isEqualTo(503);
        }
    }

    /** One request fills the rate, and as many come in the second after it. */
    @Test
    void tooManyRequestsAndASlowUpload(@TempDir Path otherDataDir) throws IOException {
        try (ConfigurableApplicationContext service = new SpringApplicationBuilder(HomogeneityApplication.class)
                .properties("spring.main.banner-mode=off")
                .run(
                        "--server.port=0",
                        "--server.tomcat.connection-timeout=1s",
                        "--homogeneity.data-dir=" + otherDataDir.toAbsolutePath(),
                        "--homogeneity.limits.requests-per-minute=1",
                        "--homogeneity.limits.requests-at-once=1")) {
            int other = Integer.parseInt(service.getEnvironment().getRequiredProperty("local.server.port"));
            JobClient.Answer slow = RawHttp.sendBeginning(
                    other,
                    "POST /jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                            + "Content-Length: 1000\r\n\r\n--x\r\n");
            assertThat(slow.status()).isEqualTo(408);
            client.hold("POST", "/jobs", "/jobs", slow);
            client.sendToAll(other, "X-Any: thing", 429, Set.of("/actuator/health"));
        }
    }

    @Test
    void idempotencyKeys() throws IOException {
        String location = client.post(jobs, small(), "Idempotency-Key", "k")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        HttpResponse<byte[]> again = client.post(jobs, small(), "Idempotency-Key", "k");
        assertThat(again.headers().firstValue("Location")).contains(location);
        assertThat(status(client.post(jobs, small().with("random_seed", 1), "Idempotency-Key", "k")))
                .isEqualTo(422);
        // while it waits, the queue may be full for others
        await(jobs.resolve(location), state -> state.equals("COMPLETE"));
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("POST /jobs HTTP/1.1\r\n"
                                    + "Host: x\r\n"
                                    + "Expect: 100-continue\r\n"
                                    + "Content-Type: multipart/form-data; boundary=b\r\n"
                                    + "Content-Length: 9\r\n"
                                    + "Idempotency-Key: j\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 100");
            assertThat(status(client.post(jobs, small(), "Idempotency-Key", "j")))
                    .isEqualTo(409);
        }
    }

    @Test
    void aDatabaseThatIsAway(@TempDir Path otherDataDir) throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        try (ConfigurableApplicationContext service = new SpringApplicationBuilder(HomogeneityApplication.class)
                .properties("spring.main.banner-mode=off")
                .run(
                        "--server.port=0",
                        "--homogeneity.data-dir=" + otherDataDir.toAbsolutePath(),
                        "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                        "--spring.datasource.hikari.connection-timeout=250")) {
            URI other = URI.create(
                    "http://localhost:" + service.getEnvironment().getProperty("local.server.port") + "/jobs");
            assertThat(status(client.get(other))).isEqualTo(200);
            postgres.close();
            URI job = URI.create(other + "/" + UUID.randomUUID());
            assertThat(status(client.get(other))).isEqualTo(503);
            assertThat(status(client.post(other, small()))).isEqualTo(503);
            for (String path : OF_A_JOB) {
                assertThat(status(client.get(under(job, path)))).isEqualTo(503);
            }
            for (String path : OF_FINDINGS) {
                assertThat(status(client.get(under(job, path)))).isEqualTo(503);
            }
            assertThat(status(client.delete(job))).isEqualTo(503);
        }
    }

    private URI submit(Form form) {
        HttpResponse<byte[]> accepted = client.post(jobs, form);
        assertThat(status(accepted)).as(ContractClient.text(accepted)).isEqualTo(202);
        URI job = jobs.resolve(accepted.headers().firstValue("Location").orElseThrow());
        assertThat(UUID.fromString(json(accepted).get("id").asString()))
                .hasToString(job.getPath().substring("/jobs/".length()));
        return job;
    }

    private JsonNode await(URI job, Predicate<String> state) {
        AtomicReference<JsonNode> shown = new AtomicReference<>();
        Waiting.until(() -> "still " + shown, () -> {
            shown.set(json(client.get(job)));
            return state.test(shown.get().get("state").asString());
        });
        return shown.get();
    }

    private static Form small() {
        return file("small.tsv", SMALL);
    }

    /** Takes longer than any test waits. */
    private static Form endless() {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int i = 0; i < 3000; i++) {
            rows.append("P%d\tb%d\t30\t20\t%d\t1\n".formatted(i / 3, i % 3, i / 3));
        }
        return file("endless.tsv", rows.toString()).with("n_simulations", 100_000_000);
    }

    private static Form file(String name, String content) {
        return Form.withFile(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static URI under(URI job, String path) {
        return URI.create(job + path);
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        return JSON.readTree(response.body());
    }

    private static int status(HttpResponse<byte[]> response) {
        return response.statusCode();
    }
}

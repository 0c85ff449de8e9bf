package org.genoqc.homogeneity.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The service with a real Master and two real Workers, each a process on the loopback address. {@code -Dspark.probesets=20000}
 * makes the array large.
 */
class SparkEngineIT {

    private static final Set<String> ENDED = Set.of("COMPLETE", "CANCELED", "EXECUTOR_ERROR", "SYSTEM_ERROR");
    private static final int PROBESETS = Integer.getInteger("spark.probesets", 2000);
    private static final int GENOTYPING_BATCHES = 100;
    private static final int SIMULATIONS = 500;
    private static final int MAX_SIMULATIONS = 100_000_000;
    private static final List<String> TABLES = List.of("/result", "/findings", "/genotyping-batches");

    @TempDir
    private static Path folder;

    /** Jobs on the local engine, by their number of simulations. */
    private static final Map<Integer, String> LOCAL = new HashMap<>();

    private static SparkCluster cluster;
    private static ServiceJar service;
    private static Path array;
    private static int starts;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        cluster = SparkCluster.shared();
        service = startService();
        array = generated();
    }

    /** The rows of a probeset far apart. */
    private static Path generated() throws IOException, InterruptedException {
        Path file = folder.resolve("array.tsv");
        ServiceJar.run(
                folder,
                "generate",
                "--n-probesets=" + PROBESETS,
                "--n-genotyping-batches=" + GENOTYPING_BATCHES,
                "--order=shuffled",
                file.toString());
        return file;
    }

    private static ServiceJar startService() throws IOException, InterruptedException {
        starts++;
        List<String> settings = new ArrayList<>(List.of(
                "--homogeneity.spark.master=" + cluster.restUrl(),
                "--homogeneity.spark.job-jar="
                        + Path.of(System.getProperty("spark.test.jar")).toAbsolutePath(),
                "--homogeneity.spark.driver-memory=700MB",
                "--homogeneity.spark.executor-memory=1GB",
                "--homogeneity.spark.retry=1s",
                "--homogeneity.spark.properties.spark.homogeneity.bytesPerPart=2m",
                "--homogeneity.spark.properties.spark.executor.cores=2"));
        cluster.quickJob()
                .forEach((name, value) -> settings.add("--homogeneity.spark.properties." + name + "=" + value));
        return new ServiceJar(folder.resolve("data"), folder.resolve("service" + starts + ".log"), settings);
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
        }
    }

    /** What a test has left waiting would take the cluster from the next. */
    @AfterEach
    void endAll() throws IOException, InterruptedException {
        for (JsonNode job : service.json("/jobs?limit=1000").path("jobs")) {
            if (!ENDED.contains(job.path("state").asText())) {
                service.delete("/jobs/" + job.path("id").asText());
                await(
                        job.path("id").asText(),
                        each -> ENDED.contains(each.path("state").asText()));
            }
        }
    }

    private static JsonNode await(String id, Predicate<JsonNode> wanted) throws InterruptedException {
        SparkCluster.await(() -> wanted.test(service.job(id)), "job " + id + " to be as wanted");
        return service.job(id);
    }

    private static JsonNode end(String id) throws InterruptedException {
        return await(id, job -> ENDED.contains(job.path("state").asText()));
    }

    private static JsonNode complete(String id) throws InterruptedException {
        JsonNode job = end(id);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("COMPLETE");
        return job;
    }

    /** In batches that end one after the other. */
    private static String submit(String engine, int simulations) throws IOException, InterruptedException {
        return service.submit(
                folder, array, "--engine=" + engine, "--n-simulations=" + simulations, "--batch-size=100");
    }

    /** The same on the local engine, which is run once. */
    private static String local(int simulations) throws IOException, InterruptedException {
        String id = LOCAL.get(simulations);
        if (id == null) {
            id = submit("local", simulations);
            complete(id);
            LOCAL.put(simulations, id);
        }
        return id;
    }

    /** The last state that a job was in at a time. */
    private static String stateAt(String id, Instant time) {
        String state = "";
        for (JsonNode transition : service.job(id).path("transitions")) {
            if (Instant.parse(transition.path("at").asText()).isBefore(time)) {
                state = transition.path("state").asText();
            }
        }
        return state;
    }

    private static void assertSameBytes(String id, String other) throws IOException, InterruptedException {
        for (String table : TABLES) {
            HttpResponse<byte[]> answer = service.get("/jobs/" + id + table);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .as(table)
                    .isEqualTo(service.get("/jobs/" + other + table).body());
        }
    }

    /** But for the time that it took. */
    private static JsonNode summary(String id) throws IOException, InterruptedException {
        ObjectNode summary = (ObjectNode) service.json("/jobs/" + id + "/summary");
        assertThat(summary.remove("processing_seconds").isNumber()).isTrue();
        return summary;
    }

    /** What the Master says of what it has. */
    private static JsonNode onCluster() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return new ObjectMapper()
                    .readTree(http.send(
                                    HttpRequest.newBuilder(cluster.pageUrl().resolve("/json/"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void assertGone() throws InterruptedException {
        SparkCluster.await(
                () -> onCluster().path("activedrivers").isEmpty()
                        && onCluster().path("activeapps").isEmpty(),
                "the cluster to be free of jobs");
    }

    private static long completedProbesets(JsonNode job) {
        return job.path("probesets").path("completed").asLong();
    }

    @Test
    void aJobThatHasWaitedForAClusterGivesTheSameBytesOfShuffledRowsAsTheLocalEngine()
            throws IOException, InterruptedException {
        String spark = submitWhileTheClusterIsDown();
        JsonNode job = complete(spark);
        // by the Master that was started again
        assertThat(drivers()).isEqualTo(1);
        String local = local(SIMULATIONS);
        assertThat(job.path("engine").asText()).isEqualTo("spark");
        assertThat(job.path("data_set").path("rows").asLong()).isEqualTo((long) PROBESETS * GENOTYPING_BATCHES);
        assertThat(service.job(local).path("engine").asText()).isEqualTo("local");
        assertSameBytes(spark, local);
        assertThat(summary(spark)).isEqualTo(summary(local));
        assertThat(job.path("warnings")).isEqualTo(service.job(local).path("warnings"));
        assertThat(job.path("probesets")).isEqualTo(service.job(local).path("probesets"));
        JsonNode batches = service.json("/jobs/" + spark + "/batches");
        assertThat(batches.path("completed").asInt()).isPositive();
        assertThat(batches.path("batches").findValues("probesets").stream()
                        .mapToInt(JsonNode::asInt)
                        .sum())
                .isEqualTo(PROBESETS);
        for (String page : List.of("/probesets?sort=pvalue&limit=20", "/exclusions")) {
            assertThat(service.json("/jobs/" + spark + page)).isEqualTo(service.json("/jobs/" + local + page));
        }
        assertThat(service.json("/jobs/" + spark + "/figures").path("figures"))
                .isNotEmpty()
                .isEqualTo(service.json("/jobs/" + local + "/figures").path("figures"));
        HttpResponse<byte[]> counts = service.get("/jobs/" + spark + "/counts?probeset_id=AX-10000000");
        assertThat(counts.statusCode()).isEqualTo(409);
        assertThat(new String(counts.body(), StandardCharsets.UTF_8)).contains("run by the Spark cluster");
    }

    /** Until it has been seen to wait; the cluster is back then. */
    private static String submitWhileTheClusterIsDown() throws IOException, InterruptedException {
        cluster.killMaster();
        String id = submit("spark", SIMULATIONS);
        JsonNode waiting = await(id, job -> job.has("waits_for"));
        assertThat(waiting.path("waits_for").asText())
                .isEqualTo("the Spark Master at " + cluster.restUrl() + " can't be reached");
        assertThat(waiting.path("state").asText()).isIn("QUEUED", "INITIALIZING");
        // several times, none of which counts
        SparkCluster.await(() -> service.job(id).path("transitions").size() > 8, "the job to be tried again");
        cluster.startMaster();
        cluster.awaitWorkers(2);
        return id;
    }

    /** Tried again with more simulations where all had been computed before the Worker was gone. */
    @Test
    void aJobWhoseWorkerIsKilledGivesTheSameBytes() throws IOException, InterruptedException {
        for (int simulations = SIMULATIONS; simulations <= MAX_SIMULATIONS; simulations *= 4) {
            String spark = submit("spark", simulations);
            await(
                    spark,
                    job -> completedProbesets(job) > 0
                            || ENDED.contains(job.path("state").asText()));
            Instant before = Instant.now();
            cluster.killWorker();
            Instant killed = Instant.now();
            cluster.startWorker();
            complete(spark);
            assertSameBytes(spark, local(simulations));
            if (stateAt(spark, before).equals("RUNNING") && hasBatchStartedAfter(spark, killed)) {
                return;
            }
        }
        throw new AssertionError("no job took long enough to lose a Worker in its middle");
    }

    private static boolean hasBatchStartedAfter(String id, Instant time) throws IOException, InterruptedException {
        return service.json("/jobs/" + id + "/batches").path("batches").findValues("started_at").stream()
                .anyMatch(start -> Instant.parse(start.asText()).isAfter(time));
    }

    @Test
    void aCancelledJobIsGoneFromTheCluster() throws IOException, InterruptedException {
        String id = submit("spark", 10_000_000);
        await(id, job -> job.path("state").asText().equals("RUNNING"));
        service.delete("/jobs/" + id);
        JsonNode ended = end(id);
        assertThat(ended.path("state").asText()).isEqualTo("CANCELED");
        assertThat(onCluster().path("activedrivers"))
                .as("when the job has ended")
                .isEmpty();
        assertGone();
        assertThat(folder.resolve("data/jobs/" + id).toFile().list((where, name) -> name.startsWith("cluster-")))
                .isEmpty();
    }

    /** Tried again with more simulations where the job had ended before. */
    @Test
    void aServiceThatIsStartedAgainFollowsWhatItHasSubmitted() throws IOException, InterruptedException {
        for (int simulations = SIMULATIONS; simulations <= MAX_SIMULATIONS; simulations *= 4) {
            String spark = submit("spark", simulations);
            JsonNode seen = await(spark, job -> completedProbesets(job) > 0);
            int drivers = drivers();
            service.close();
            Instant closed = Instant.now();
            service = startService();
            assertThat(completedProbesets(service.job(spark)))
                    .as("never less than was shown")
                    .isGreaterThanOrEqualTo(completedProbesets(seen));
            complete(spark);
            assertThat(drivers()).as("submitted once").isEqualTo(drivers);
            assertSameBytes(spark, local(simulations));
            if (stateAt(spark, closed).equals("RUNNING")) {
                assertThat(service.log()).contains("is on the Spark cluster already");
                return;
            }
        }
        throw new AssertionError("no job took long enough to be running when its service was killed");
    }

    private static int drivers() {
        JsonNode page = onCluster();
        return page.path("activedrivers").size() + page.path("completeddrivers").size();
    }
}

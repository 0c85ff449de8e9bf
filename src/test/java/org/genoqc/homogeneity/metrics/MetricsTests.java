package org.genoqc.homogeneity.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.search.RequiredSearch;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.harness.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The metrics of a service that has done known work. */
@OneAtATime
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "homogeneity.jobs.max-queued=1",
            "homogeneity.jobs.concurrent=1",
            "homogeneity.jobs.concurrent-small=0",
            "homogeneity.max-upload-size=1MB"
        })
@DirtiesContext
class MetricsTests {

    private static final int FOREVER = 100_000_000;
    private static final String FAULTY =
            "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\nP1\tplate1\t30\t2.5\t40\t1\n";

    @TempDir
    private static Path dataDir;

    @LocalServerPort
    private int port;

    @Autowired
    private MeterRegistry registry;

    private JobClient client;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        properties.add("homogeneity.data-dir", () -> dataDir.toAbsolutePath().toString());
    }

    @BeforeEach
    void connect() {
        client = new JobClient(port);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private RequiredSearch metric(String name, String... tags) {
        return registry.get(name).tags(tags);
    }

    private double counter(String name, String... tags) {
        RequiredSearch search = metric(name, tags);
        return search.meters().stream()
                .mapToDouble(meter -> meter.measure().iterator().next().getValue())
                .sum();
    }

    private String completedJob() {
        return completedJob(array());
    }

    private String completedJob(Path file) {
        String id =
                client.submit(new Form().file(file).field("n_simulations", 20).field("batch_size", 90));
        assertThat(client.awaitEnd(id).path("state").asString()).isEqualTo("COMPLETE");
        return id;
    }

    private static Path array() {
        return TestData.resource("array_like/small_probeset.tsv");
    }

    @Test
    void countWhatAJobHasDone() {
        double rows = counter(Names.INPUT_ROWS);
        double simulations = counter(Names.SIMULATIONS);
        double batches =
                metric(Names.BATCH_DURATION, "outcome", "completed").timer().count();
        double waits =
                metric(Names.BATCH_QUEUE_WAIT, "outcome", "completed").timer().count();
        double monteCarlo = counter(Names.PROBESETS_PROCESSED, "method", "monte_carlo");
        double standard = counter(Names.PROBESETS_PROCESSED, "method", "standard");
        double skipped = counter(Names.PROBESETS_PROCESSED, "method", "skipped");
        double submitted = counter(Names.JOBS_SUBMITTED);
        double complete = counter(Names.JOBS_FINISHED, "state", "complete");
        double busy = counter(Names.EXECUTOR + "busy");
        double bytes = metric(Names.UPLOAD_BYTES).summary().totalAmount();
        long jobWaits = metric(Names.JOB_QUEUE_WAIT).timer().count();

        JsonNode timings = client.get("/jobs/" + completedJob() + "/batches").json();

        assertThat(counter(Names.INPUT_ROWS) - rows).isEqualTo(24_000);
        assertThat(counter(Names.SIMULATIONS) - simulations).isEqualTo(1969 * 20);
        assertThat(metric(Names.BATCH_DURATION, "outcome", "completed").timer().count() - batches)
                .isEqualTo(23);
        assertThat(metric(Names.BATCH_QUEUE_WAIT, "outcome", "completed")
                                .timer()
                                .count()
                        - waits)
                .isEqualTo(23);
        assertThat(counter(Names.PROBESETS_PROCESSED, "method", "monte_carlo") - monteCarlo)
                .isEqualTo(1969);
        assertThat(counter(Names.PROBESETS_PROCESSED, "method", "standard") - standard)
                .isEqualTo(14);
        assertThat(counter(Names.PROBESETS_PROCESSED, "method", "skipped") - skipped)
                .isEqualTo(17);
        assertThat(counter(Names.JOBS_SUBMITTED) - submitted).isEqualTo(1);
        assertThat(counter(Names.JOBS_FINISHED, "state", "complete") - complete).isEqualTo(1);
        assertThat(metric(Names.UPLOAD_BYTES).summary().totalAmount() - bytes)
                .isEqualTo(array().toFile().length());
        assertThat(metric(Names.JOB_QUEUE_WAIT).timer().count() - jobWaits).isEqualTo(1);
        double inBatches = timings.path("batches")
                .valueStream()
                .mapToDouble(batch -> batch.path("busy_seconds").asDouble())
                .sum();
        assertThat(counter(Names.EXECUTOR + "busy") - busy).isGreaterThanOrEqualTo(inBatches * 0.99);
        assertThat(counter(Names.BATCH_LAST_COMPLETED)).isCloseTo(System.currentTimeMillis() / 1000.0, within(60.0));
        assertThat(counter(Names.EXECUTOR + "rejected")).isZero();
    }

    @Test
    void countFaultyInputsByTheKindOfTheirFirstFault() {
        double before = counter(Names.INPUT_REJECTED, "code", "count");
        assertThat(client.post(new Form().text("faulty.tsv", FAULTY)).status()).isEqualTo(422);
        assertThat(counter(Names.INPUT_REJECTED, "code", "count") - before).isEqualTo(1);
        assertThat(metric(Names.INPUT_REJECTED).meters()).hasSameSizeAs(InputFault.Code.values());
    }

    @Test
    void countRefusalsByReasonAndShowTheQueueThatCausedThem() throws InterruptedException {
        double full = counter(Names.JOBS_REFUSED, "reason", "queue_full");
        double large = counter(Names.JOBS_REFUSED, "reason", "file_too_large");
        double canceled = counter(Names.JOBS_FINISHED, "state", "canceled");
        double cancelledBatches =
                metric(Names.BATCH_DURATION, "outcome", "cancelled").timer().count();
        assertThat(client.post(new Form().text("large.tsv", "x".repeat((1 << 20) + 1)))
                        .status())
                .isEqualTo(413);
        String running = client.submit(new Form().file(array()).field("n_simulations", FOREVER));
        client.awaitProgress(
                running, progress -> progress.path("batches").path("running").asInt() > 0);
        String waiting = client.submit(new Form().file(array()));
        assertThat(client.post(new Form().file(array())).status()).isEqualTo(429);
        assertThat(counter(Names.JOBS_REFUSED, "reason", "queue_full") - full).isEqualTo(1);
        assertThat(counter(Names.JOBS_REFUSED, "reason", "file_too_large") - large)
                .isEqualTo(1);
        awaitGauge(1, Names.JOBS, "state", "queued");
        awaitGauge(1, Names.JOBS, "state", "running");
        assertThat(metric(Names.JOBS_OLDEST_QUEUED_AGE).timeGauge().value()).isPositive();
        assertThat(metric(Names.EXECUTOR + "active").gauge().value()).isPositive();
        assertThat(metric(Names.EXECUTOR + "utilisation").gauge().value())
                .isGreaterThan(0)
                .isLessThanOrEqualTo(1);
        client.delete("/jobs/" + waiting);
        client.delete("/jobs/" + running);
        client.awaitEnd(running);
        awaitGauge(0, Names.JOBS, "state", "queued");
        assertThat(metric(Names.JOBS_OLDEST_QUEUED_AGE).timeGauge().value()).isZero();
        assertThat(counter(Names.JOBS_FINISHED, "state", "canceled") - canceled).isEqualTo(2);
        assertThat(metric(Names.BATCH_DURATION, "outcome", "cancelled").timer().count())
                .isGreaterThan((long) cancelledBatches);
        assertThat(metric(Names.JOB_DURATION, "outcome", "canceled").timer().count())
                .isPositive();
    }

    private void awaitGauge(double value, String name, String... tags) {
        Waiting.until(
                () -> name + " is " + metric(name, tags).gauge().value(),
                () -> metric(name, tags).gauge().value() == value);
    }

    @Test
    void countOpenStreamsOfProgress() {
        String job = client.submit(new Form().file(array()).field("n_simulations", FOREVER));
        assertThat(metric(Names.STREAMS_CAPACITY).gauge().value()).isEqualTo(1000);
        try (HttpClient http = HttpClient.newHttpClient()) {
            List<CompletableFuture<HttpResponse<Void>>> streams = Stream.of(1, 2)
                    .map(i -> http.sendAsync(
                            HttpRequest.newBuilder(
                                            URI.create("http://127.0.0.1:" + port + "/jobs/" + job + "/progress"))
                                    .header("Accept", "text/event-stream")
                                    .build(),
                            HttpResponse.BodyHandlers.discarding()))
                    .toList();
            awaitGauge(2, Names.STREAMS);
            client.delete("/jobs/" + job);
            streams.forEach(CompletableFuture::join);
            awaitGauge(0, Names.STREAMS);
        }
        client.awaitEnd(job);
    }

    @Test
    void haveNoTagThatGrowsWithJobsOrRequests() {
        everythingAClientCanDo();
        Set<Meter.Id> before = ids();
        for (int i = 0; i < 3; i++) {
            everythingAClientCanDo();
        }
        Set<Meter.Id> added = ids();
        added.removeAll(before);
        // the kinds of garbage collection come up when they happen; the JVM has only so many
        assertThat(added).filteredOn(id -> !id.getName().startsWith("jvm.gc.")).isEmpty();
        Map<String, Set<String>> valuesByTag = registry.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> id.getTags().stream().map(tag -> Map.entry(id.getName() + " " + tag.getKey(), tag)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        Collectors.mapping(entry -> entry.getValue().getValue(), Collectors.toSet())));
        assertThat(valuesByTag).isNotEmpty().allSatisfy((tag, values) -> {
            assertThat(values).as(tag).hasSizeLessThan(30);
            assertThat(values)
                    .as(tag)
                    .noneMatch(
                            value -> value.matches(".*([0-9a-f]{8}-[0-9a-f]{4}|small_|base\\.|AX-|plate|nowhere).*"));
        });
    }

    @Test
    void ofOursHaveOnlyTagsWhoseValuesAreKnownBeforehand() {
        Set<String> known = Set.of(
                Names.STATE, Names.OUTCOME, Names.REASON, Names.CODE, Names.METHOD, Names.KIND, Names.ENGINE, "name");
        assertThat(registry.getMeters().stream()
                        .map(Meter::getId)
                        .filter(id -> id.getName().startsWith("homogeneity.")))
                .hasSizeGreaterThan(50)
                .allSatisfy(id -> {
                    assertThat(id.getTags()).extracting(Tag::getKey).isSubsetOf(known);
                    assertThat(id.getDescription()).as(id.getName()).isNotBlank();
                });
    }

    private Set<Meter.Id> ids() {
        return registry.getMeters().stream().map(Meter::getId).collect(Collectors.toCollection(HashSet::new));
    }

    private void everythingAClientCanDo() {
        String id = completedJob(TestData.resource("malformed/clean/base.tsv"));
        for (String part : Arrays.asList("", "/progress", "/batches", "/result", "/summary")) {
            assertThat(client.get("/jobs/" + id + part).status()).isEqualTo(200);
            assertThat(client.get("/jobs/" + UUID.randomUUID() + part).status()).isEqualTo(404);
        }
        client.post(new Form().text("faulty.tsv", FAULTY));
        client.get("/jobs/" + id + "/result", "Range", "bytes=9999999999-");
        client.get("/nowhere/" + UUID.randomUUID());
        client.get("/jobs?limit=" + System.nanoTime());
        client.get("/actuator/metrics/" + UUID.randomUUID());
        client.send("X" + System.nanoTime(), "/jobs", BodyPublishers.noBody());
        client.get("/actuator/health");
        client.get("/actuator/prometheus");
        client.delete("/jobs/" + id);
    }
}

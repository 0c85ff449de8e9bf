package org.genoqc.homogeneity.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.harness.TestData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * The REST interface from outside: real requests, a real data directory, a real database. One service serves the tests
 * of all classes, one after the other.
 */
@OneAtATime
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class JobsApi {

    static final String HEADER = "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n";
    static final String RESULT_HEADER = "probeset_id\tchi2_statistic\tpvalue\tdof\tmethod\tn_batches"
            + "\ttotal_samples\tn_simulations\terror\texcluded_genotypes";
    private static final int FOREVER = 100_000_000;

    private static final Map<Path, String> RESULTS = new ConcurrentHashMap<>();

    private static @Nullable String arrayJob;

    /** Outlives each test class, as the service does. */
    private static final Path DATA_DIR = newDataDir();

    @LocalServerPort
    private int port;

    JobClient client;

    int port() {
        return port;
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("homogeneity.data-dir", () -> DATA_DIR.toAbsolutePath().toString());
    }

    private static Path newDataDir() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "service")), "data-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void connect() {
        client = new JobClient(port);
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    static Path array() {
        return TestData.resource("array_like/small_batch.tsv");
    }

    /** A job of milliseconds. */
    static Form tiny() {
        return new Form().file(TestData.resource("malformed/clean/base.tsv")).field("n_simulations", 20);
    }

    static Form quick(Path file) {
        return new Form().file(file).field("n_simulations", 200);
    }

    static Form endless() {
        return new Form().file(array()).field("n_simulations", FOREVER);
    }

    String completed(Form form) {
        String id = client.submit(form);
        client.awaitResult(id);
        return id;
    }

    /** A job with the whole array, run once. */
    String arrayJob() {
        synchronized (RESULTS) {
            if (arrayJob == null) {
                arrayJob = completed(quick(array()));
            }
            return arrayJob;
        }
    }

    /** The result of a small file, computed once. */
    String resultOf(Path file) {
        return RESULTS.computeIfAbsent(
                file, f -> client.awaitResult(client.submit(quick(f))).text());
    }

    static List<String> lines(String text) {
        return text.lines().toList();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    static long folders() throws IOException {
        try (Stream<Path> jobs = Files.list(DATA_DIR.resolve("jobs"))) {
            return jobs.count();
        }
    }

    void cancelAndAwait(String id) {
        client.delete("/jobs/" + id);
        client.awaitEnd(id);
    }

    static Path folder(String job) {
        return DATA_DIR.resolve("jobs").resolve(job);
    }
}

package org.genoqc.homogeneity.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.genoqc.homogeneity.access.KeysFile;
import org.genoqc.homogeneity.access.Role;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.harness.TricklingConnections;
import org.genoqc.homogeneity.harness.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A principal that takes all it can get, by endless jobs, hundreds of submissions, requests as fast as they go, and connections
 * that send a byte now and then: another one's small job is done meanwhile, and a long one begins. {@code
 * -Dflood.submissions=300 -Dflood.threads=4} makes it long.
 */
class FloodIT {

    private static final int SLOW_HEADERS = 200;
    private static final int SLOW_UPLOADS = 50;
    private static final int SUBMISSIONS = Integer.getInteger("flood.submissions", 100);
    private static final int FLOODING_THREADS = Integer.getInteger("flood.threads", 2);
    private static final Path ARRAY = TestData.resource("array_like/small_probeset.tsv");

    @TempDir
    private static Path dataDir;

    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
    /** Jobs of the flooder. */
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();

    private static ServiceProcess service(KeysFile keys) throws IOException {
        return ServiceProcess.in(dataDir.resolve("data"))
                .with(
                        "--homogeneity.executor.workers=1",
                        "--homogeneity.security.mode=api-key",
                        "--homogeneity.security.keys-file=" + keys.path(),
                        "--homogeneity.jobs.concurrent=3",
                        "--homogeneity.limits.requests-per-minute=6000",
                        "--homogeneity.limits.requests-at-once=300",
                        "--homogeneity.limits.jobs-of-principal=30",
                        "--homogeneity.limits.min-upload-rate=1KB",
                        "--homogeneity.limits.upload-grace=5s")
                .start(dataDir.resolve("log"));
    }

    @Test
    void aSmallJobIsDoneWhileAnotherPrincipalFloodsTheService() throws Exception {
        KeysFile keys = new KeysFile(dataDir.resolve("keys"));
        String keyOfFlooder = keys.create("flooder", Set.of(Role.SUBMITTER), Instant.now());
        String keyOfOther = keys.create("other", Set.of(Role.SUBMITTER), Instant.now());
        Path small = TestData.firstProbesets(100, dataDir);
        AtomicBoolean isOver = new AtomicBoolean();
        try (ServiceProcess service = service(keys);
                JobClient flooder = new JobClient(service.port(), keyOfFlooder);
                JobClient quiet = new JobClient(service.port(), keyOfOther);
                ScheduledExecutorService threads = Executors.newScheduledThreadPool(FLOODING_THREADS + 1);
                TricklingConnections headers =
                        new TricklingConnections(SLOW_HEADERS, service.port(), "GET /jobs HTTP/1.1\r\nX-Long: ");
                TricklingConnections uploads =
                        new TricklingConnections(SLOW_UPLOADS, service.port(), upload(keyOfFlooder));
                AutoCloseable _ = () -> isOver.set(true)) {
            Form endless = new Form().file(ARRAY).field("n_simulations", 100_000_000);
            // the third would take the last place
            List<String> running = List.of(flooder.submit(endless), flooder.submit(endless));
            String third = flooder.submit(endless);
            for (String job : running) {
                flooder.awaitProgress(
                        job, progress -> progress.path("state").asString().equals("RUNNING"));
            }
            List<Future<?>> flooding = new ArrayList<>();
            flooding.add(threads.submit(() -> submitMany(flooder, small)));
            for (int i = 0; i < FLOODING_THREADS; i++) {
                flooding.add(threads.submit(() -> askUntil(isOver, flooder)));
            }
            Waiting.until(() -> "for the flood: " + answers, () -> answers.getOrDefault(429, 0) > 100);

            long start = System.nanoTime();
            assertThat(quiet.awaitResult(quiet.submit(new Form().file(small).field("n_simulations", 1000)))
                            .text()
                            .lines())
                    .hasSizeGreaterThan(100);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            String late = quiet.submit(endless);
            quiet.awaitProgress(
                    late, progress -> progress.path("state").asString().equals("RUNNING"));
            int slowHeaders = headers.open();
            isOver.set(true);
            for (Future<?> each : flooding) {
                each.get();
            }
            for (String job : running) {
                assertThat(stateAfterTheFlood(flooder, job)).isEqualTo("RUNNING");
            }
            assertThat(stateAfterTheFlood(flooder, third)).isEqualTo("QUEUED");
            // the uploads end without them
            quiet.delete("/jobs/" + late);
            accepted.addAll(running);
            accepted.add(third);
            accepted.forEach(job -> afterTheFlood(() -> flooder.delete("/jobs/" + job)));
            Waiting.until(() -> "for the slow uploads: " + uploads.open(), () -> uploads.open() == 0);
            System.out.printf(
                    "the small job took %.1f s beside %d slow headers, %d slow uploads and a flood answered %s%n",
                    took.toMillis() / 1000.0, slowHeaders, SLOW_UPLOADS, answers);
            assertThat(answers).containsOnlyKeys(200, 202, 429);
            assertThat(uploads.answers())
                    .anySatisfy(answer -> assertThat(answer)
                            .startsWith("HTTP/1.1 408 ")
                            .contains("application/problem+json", "there must be at least 1024 a second"));
        }
    }

    private static String stateAfterTheFlood(JobClient flooder, String job) {
        Answer answer = afterTheFlood(() -> flooder.get("/jobs/" + job));
        assertThat(answer.status()).as(answer::text).isEqualTo(200);
        return answer.json().path("state").asString();
    }

    private static Answer afterTheFlood(Supplier<Answer> request) {
        AtomicReference<Answer> answer = new AtomicReference<>();
        Waiting.until(() -> "for the rate to be within its limit", () -> {
            answer.set(request.get());
            return answer.get().status() != 429;
        });
        return answer.get();
    }

    private void submitMany(JobClient flooder, Path small) {
        for (int i = 0; i < SUBMISSIONS; i++) {
            Answer answer = flooder.post(new Form().file(small).field("n_simulations", 1000));
            count(answer.status());
            if (answer.status() == 202) {
                accepted.add(answer.json().path("id").asString());
            }
        }
    }

    private void askUntil(AtomicBoolean isOver, JobClient flooder) {
        while (!isOver.get()) {
            count(flooder.get("/jobs?limit=1").status());
        }
    }

    private void count(int status) {
        answers.merge(status, 1, Integer::sum);
    }

    private static String upload(String key) {
        return "POST /jobs HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                + "Content-Length: 1000000\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"file\";"
                + " filename=\"a.tsv\"\r\n\r\n";
    }
}

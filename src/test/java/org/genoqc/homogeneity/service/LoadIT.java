package org.genoqc.homogeneity.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many clients at once, on a small heap: nothing is lost, nothing fails, memory stays flat. The one service that tests start
 * from the executable jar itself. {@code -Dload.jobs=1000 -Dload.clients=200} makes it long.
 */
class LoadIT {

    private static final int CLIENTS = Integer.getInteger("load.clients", 30);
    private static final int IN_A_ROW = Integer.getInteger("load.jobs", 40);
    private static final int AT_ONCE = Math.max(CLIENTS, IN_A_ROW);
    /** The pause of a client between its polls, for each client: so that those of all don't take the time that the jobs need. */
    private static final int POLL_MILLIS = 5;

    private static final int FIRST_JOBS = 10;
    private static final Pattern OF_THE_QUEUE = Pattern.compile("] c\\.g\\.k(agkarlsson)?\\.scheduler\\.");

    @TempDir
    private Path home;

    private final Queue<Long> posts = new ConcurrentLinkedQueue<>();
    private final Queue<Long> gets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();

    private static Form small(int seed) {
        return new Form()
                .file(TestData.resource("malformed/clean/base.tsv"))
                .field("n_simulations", 1000)
                .field("random_seed", seed);
    }

    private static Answer timed(Queue<Long> times, Supplier<Answer> request) {
        long start = System.nanoTime();
        Answer answer = request.get();
        times.add(System.nanoTime() - start);
        return answer;
    }

    /** 429 where the queue is full, 503 where the database has no time: the client is told to come again. */
    private boolean isRefused(Answer answer) throws InterruptedException {
        if (answer.status() != 429 && answer.status() != 503) {
            return false;
        }
        assertThat(answer.header("Retry-After")).isNotEmpty();
        refusals.incrementAndGet();
        Thread.sleep(200);
        return true;
    }

    /** The result of one job as a client has it: submitted, again if it is refused, and followed to its end. */
    private Answer run(JobClient client, int seed, int pollMillis) throws InterruptedException {
        Answer answer = timed(posts, () -> client.post(small(seed)));
        while (isRefused(answer)) {
            answer = timed(posts, () -> client.post(small(seed)));
        }
        assertThat(answer.status()).as(answer::text).isEqualTo(202);
        String id = answer.json().path("id").asString();
        while (true) {
            Answer progress = timed(gets, () -> client.get("/jobs/" + id + "/progress"));
            if (isRefused(progress)) {
                continue;
            }
            assertThat(progress.status()).as(progress::text).isEqualTo(200);
            if (progress.json().path("state").asString().equals("COMPLETE")) {
                return result(client, id);
            }
            Thread.sleep(pollMillis);
        }
    }

    private Answer result(JobClient client, String id) throws InterruptedException {
        Answer result = client.get("/jobs/" + id + "/result");
        while (isRefused(result)) {
            result = client.get("/jobs/" + id + "/result");
        }
        assertThat(result.status()).as(result::text).isEqualTo(200);
        return result;
    }

    @Test
    void manyJobsInARowAndManyClientsAtOnceOnASmallHeap() throws Exception {
        try (ServiceProcess service = ServiceProcess.in(home.resolve("data"))
                        .withHeap("256m")
                        .with("--homogeneity.jobs.max-queued=100")
                        .startPacked(home.resolve("log"));
                JobClient client = service.client()) {
            runAll(client, 1, FIRST_JOBS);
            long before = service.heapInUse();
            runAll(client, 4, IN_A_ROW - FIRST_JOBS);
            long after = service.heapInUse();
            posts.clear();
            gets.clear();
            long start = System.nanoTime();
            runAll(client, CLIENTS, AT_ONCE);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "load: heap in use after %d jobs %.1f MB, after %d %.1f MB, after all %.1f MB; %d clients: "
                            + "%.1f jobs/s; POST p50 %s, p99 %s; GET p50 %s, p99 %s of %d; %d times 429 or 503%n",
                    FIRST_JOBS,
                    before / 1000.0,
                    IN_A_ROW,
                    after / 1000.0,
                    service.heapInUse() / 1000.0,
                    CLIENTS,
                    AT_ONCE / seconds,
                    quantile(posts, 0.5),
                    quantile(posts, 0.99),
                    quantile(gets, 0.5),
                    quantile(gets, 0.99),
                    gets.size(),
                    refusals.get());
            assertThat(service.log()).doesNotContain("OutOfMemoryError");
            // like the clients, the queue may find that the database has no time for it, or for its heartbeats; it asks
            // again, and every job was seen to its end
            assertThat(service.log().lines().filter(line -> line.contains(" ERROR ")))
                    .allMatch(line -> OF_THE_QUEUE.matcher(line).find());
            // the database's cache, which is bounded, fills meanwhile
            assertThat(after).as("kilobytes of heap in use").isLessThan(before + 12_000);
        }
    }

    /** Jobs by so many clients, each done when its result was seen. */
    private void runAll(JobClient client, int clients, int jobs) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<Answer>> runs = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                int seed = i;
                runs.add(threads.submit(() -> run(client, seed, POLL_MILLIS * clients)));
            }
            for (Future<Answer> run : runs) {
                assertThat(run.get().text().lines()).hasSize(4);
            }
        }
    }

    private static String quantile(Queue<Long> times, double quantile) {
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return "%.0f ms".formatted(sorted[(int) (quantile * (sorted.length - 1))] / 1e6);
    }
}

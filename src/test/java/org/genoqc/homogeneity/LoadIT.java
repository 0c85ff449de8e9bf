package org.genoqc.homogeneity;

import java.io.IOException;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.genoqc.homogeneity.JobClient.Answer;
import org.genoqc.homogeneity.JobClient.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Many clients at once, on a small heap: nothing is lost, nothing fails, memory stays flat. */
@Timeout(240)
class LoadIT {

    private static final int CLIENTS = 200;
    private static final int JOBS = Integer.getInteger("load.jobs", 600);
    private static final int FIRST_JOBS = 10;
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    @TempDir
    private Path home;

    private final Queue<Long> posts = new ConcurrentLinkedQueue<>();
    private final Queue<Long> gets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();

    private static Form small(int seed) {
        return new Form().file(TestData.resource("malformed/clean/base.tsv")).field("n_simulations", 1000)
                .field("random_seed", seed);
    }

    private static Answer timed(Queue<Long> times, Supplier<Answer> request) {
        long start = System.nanoTime();
        Answer answer = request.get();
        times.add(System.nanoTime() - start);
        return answer;
    }

    /** One job as a client has it: submitted, again after 429, and followed to its end. */
    private String run(JobClient client, int seed) throws InterruptedException {
        Answer answer = timed(posts, () -> client.post(small(seed)));
        while (answer.status() == 429) {
            assertThat(answer.header("Retry-After")).isNotEmpty();
            refusals.incrementAndGet();
            Thread.sleep(200);
            answer = timed(posts, () -> client.post(small(seed)));
        }
        assertThat(answer.status()).as(answer::text).isEqualTo(202);
        String id = answer.json().path("id").asString();
        while (true) {
            Answer progress = timed(gets, () -> client.get("/jobs/" + id + "/progress"));
            assertThat(progress.status()).as(progress::text).isEqualTo(200);
            if (progress.json().path("state").asString().equals("COMPLETE")) {
                return id;
            }
            Thread.sleep(50);
        }
    }

    @Test
    void twoHundredClientsLoseNothingOnASmallHeap() throws Exception {
        try (ServiceProcess service = ServiceProcess.in(home.resolve("data")).withHeap("256m")
                .with("--homogeneity.jobs.max-queued=100").start(home.resolve("log"));
                JobClient client = service.client();
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < FIRST_JOBS; i++) {
                run(client, i);
            }
            long before = heapInUse(service);
            long start = System.nanoTime();
            List<Future<String>> jobs = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                int seed = i;
                jobs.add(clients.submit(() -> run(client, seed)));
            }
            for (Future<String> job : jobs) {
                assertThat(client.awaitResult(job.get()).text().lines()).hasSize(4);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long after = heapInUse(service);
            System.out.printf("load: %d clients, %.1f jobs/s; POST p50 %s, p99 %s; GET p50 %s, p99 %s of %d; "
                    + "%d times 429; heap after %d jobs %.1f MB, after %d %.1f MB%n", CLIENTS, JOBS / seconds,
                    quantile(posts, 0.5), quantile(posts, 0.99), quantile(gets, 0.5), quantile(gets, 0.99),
                    gets.size(), refusals.get(), FIRST_JOBS, before / 1000.0, FIRST_JOBS + JOBS, after / 1000.0);
            assertThat(service.log()).doesNotContain("ERROR", "OutOfMemoryError");
            assertThat(after).as("kilobytes of heap in use").isLessThan(before + 15_000);
        }
    }

    private static String quantile(Queue<Long> times, double quantile) {
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return "%.0f ms".formatted(sorted[(int) (quantile * (sorted.length - 1))] / 1e6);
    }

    /** In kilobytes, after a full collection. */
    private static long heapInUse(ServiceProcess service) throws IOException, InterruptedException {
        jcmd(service, "GC.run");
        Matcher used = USED.matcher(jcmd(service, "GC.heap_info"));
        assertThat(used.find()).isTrue();
        return Long.parseLong(used.group(1));
    }

    private static String jcmd(ServiceProcess service, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(service.pid()), command).redirectErrorStream(true).start();
        String output = new String(jcmd.getInputStream().readAllBytes());
        assertThat(jcmd.waitFor()).as(output).isZero();
        return output;
    }
}

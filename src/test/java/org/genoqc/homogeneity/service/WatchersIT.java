package org.genoqc.homogeneity.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.harness.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred who watch one job on a small heap: memory stays flat, threads are few, all see the end. */
class WatchersIT {

    private static final int WATCHERS = 200;
    private static final Pattern THREAD = Pattern.compile("(?m)^\"");

    @TempDir
    private Path home;

    /** What one was sent. */
    private static final class Watcher {

        private final AtomicInteger heartbeats = new AtomicInteger();
        private volatile String id = "";
        private volatile String lastEvent = "";

        void take(String line) {
            if (line.equals(": heartbeat")) {
                heartbeats.incrementAndGet();
            } else if (line.startsWith("id: ")) {
                id = line;
            } else if (line.startsWith("event: ")) {
                lastEvent = line.substring(7);
            }
        }

        CompletableFuture<HttpResponse<Void>> watch(HttpClient http, URI progress) {
            return http.sendAsync(
                    HttpRequest.newBuilder(progress)
                            .header("Accept", "text/event-stream")
                            .build(),
                    HttpResponse.BodyHandlers.fromLineSubscriber(new LineSubscriber(this)));
        }
    }

    private record LineSubscriber(Watcher watcher) implements Flow.Subscriber<String> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            watcher.take(line);
        }

        @Override
        public void onError(Throwable thrown) {
            // the answer fails too
        }

        @Override
        public void onComplete() {
            // the answer is there
        }
    }

    @Test
    void twoHundredWatchersOfOneJob() throws Exception {
        try (ServiceProcess service = ServiceProcess.in(home.resolve("data"))
                        .withHeap("256m")
                        .with(
                                "--homogeneity.executor.workers=1",
                                "--homogeneity.progress.heartbeat=100ms",
                                "--homogeneity.progress.max-streams=" + WATCHERS,
                                "--homogeneity.limits.streams-of-principal=" + (WATCHERS + 1))
                        .start(home.resolve("log"));
                JobClient client = service.client();
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            String job = client.submit(new Form()
                    .file(TestData.resource("array_like/small_batch.tsv"))
                    .field("n_simulations", 100_000_000));
            client.awaitProgress(
                    job, progress -> progress.path("state").asString().equals("RUNNING"));
            URI progress = URI.create("http://127.0.0.1:" + service.port() + "/jobs/" + job + "/progress");
            List<Watcher> watchers =
                    IntStream.range(0, WATCHERS).mapToObj(i -> new Watcher()).toList();
            List<CompletableFuture<HttpResponse<Void>>> answers = watchers.stream()
                    .map(watcher -> watcher.watch(http, progress))
                    .toList();
            awaitHeartbeats(watchers, 3);
            JobClient.Answer refused = client.get("/jobs/" + job + "/progress", "Accept", "text/event-stream");
            long before = service.heapInUse();
            awaitHeartbeats(watchers, 30);
            long after = service.heapInUse();
            int threads =
                    (int) THREAD.matcher(service.jcmd("Thread.print")).results().count();
            client.delete("/jobs/" + job);
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
            System.out.printf(
                    "watchers: heap in use %.1f MB, later %.1f MB; %d threads%n",
                    before / 1000.0, after / 1000.0, threads);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(refused.json().path("detail").asString()).startsWith(WATCHERS + " streams of progress are open");
            assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
            assertThat(watchers).allMatch(watcher -> watcher.lastEvent.equals("end"));
            assertThat(watchers.stream().map(watcher -> watcher.id).distinct()).hasSize(1);
            assertThat(after).as("kilobytes of heap in use").isLessThan(before + 12_000);
            assertThat(threads).isLessThan(WATCHERS / 2);
            assertThat(service.log()).doesNotContain(" ERROR ");
        }
    }

    private static void awaitHeartbeats(List<Watcher> watchers, int number) {
        Waiting.until(
                () -> "for heartbeats: "
                        + watchers.stream()
                                .mapToInt(watcher -> watcher.heartbeats.get())
                                .summaryStatistics(),
                () -> watchers.stream().allMatch(watcher -> watcher.heartbeats.get() >= number));
    }
}

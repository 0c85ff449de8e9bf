package org.genoqc.homogeneity.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.harness.Waiting;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A user who keeps some jobs going on whichever replica answers, and watches that what they are told is true: an accepted
 * job is always found, its progress never goes back, and 100 percent means that it is complete.
 */
final class ChaosJobs implements AutoCloseable {

    /** A kind of job with the result it is to have. */
    record Kind(Path file, int simulations, int batchSize, String streams, byte[] result) {

        Form form() {
            return new Form()
                    .file(file)
                    .field("n_simulations", simulations)
                    .field("batch_size", batchSize)
                    .field("streams", streams);
        }
    }

    private record Accepted(Kind kind, long completed, boolean ended) {}

    private static final long POLL_MILLIS = 50;

    private final List<Kind> kinds;
    private final List<Replica> replicas;
    private final int atOnce;
    private final Random random;
    private final Map<String, Accepted> jobs = new ConcurrentHashMap<>();
    /** Of the user's thread. */
    private final Map<ServiceProcess, JobClient> clients = new HashMap<>();

    private final AtomicLong polls = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private final Thread user = Thread.ofPlatform().name("user").unstarted(this::keepGoing);
    private volatile int most = Integer.MAX_VALUE;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    ChaosJobs(List<Kind> kinds, List<Replica> replicas, int atOnce, long seed) {
        this.kinds = kinds;
        this.replicas = replicas;
        this.atOnce = atOnce;
        this.random = new Random(~seed);
        user.start();
    }

    /** The kinds of jobs, each run once where nothing disturbs it. */
    static List<Kind> undisturbed(ServiceProcess service, Path folder) throws Exception {
        Path compressed = folder.resolve("small.tsv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(TestData.resource("array_like/small_probeset.tsv"), out);
        }
        Path shuffled = TestData.resource("array_like/small_shuffled.tsv");
        Path byBatch = TestData.resource("array_like/small_batch.tsv");
        byte[] none = {};
        List<Kind> kinds = new ArrayList<>();
        try (JobClient client = service.client()) {
            for (Kind kind : List.of(
                    new Kind(shuffled, 4_000, 50, "shared", none),
                    new Kind(byBatch, 2_000, 7, "shared", none),
                    new Kind(compressed, 1_000, 100, "independent", none),
                    new Kind(byBatch, 5_000, 1000, "shared", none),
                    new Kind(shuffled, 100, 1, "independent", none),
                    new Kind(TestData.resource("malformed/clean/base.tsv"), 100_000, 1, "shared", none))) {
                String id = client.submit(kind.form());
                client.awaitProgress(id, p -> p.path("state").asString().equals("COMPLETE"));
                kinds.add(new Kind(
                        kind.file(),
                        kind.simulations(),
                        kind.batchSize(),
                        kind.streams(),
                        client.awaitResult(id).body()));
            }
        }
        return kinds;
    }

    private void keepGoing() {
        try {
            while (!closed) {
                long live = jobs.values().stream().filter(job -> !job.ended()).count();
                if (live < atOnce && jobs.size() < most) {
                    submit(kinds.get(jobs.size() % kinds.size()));
                }
                for (String id : List.copyOf(jobs.keySet())) {
                    if (!jobs.get(id).ended()) {
                        poll(id);
                    }
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** Sends a request to any replica that is up; null if none is, or if it went down meanwhile. */
    private @Nullable Answer ask(Function<JobClient, Answer> request) {
        ServiceProcess replica = replicas.get(random.nextInt(replicas.size())).up();
        if (replica == null) {
            return null;
        }
        try {
            Answer answer = request.apply(clients.computeIfAbsent(replica, ServiceProcess::client));
            if (answer.status() >= 400) {
                refusals.incrementAndGet();
                assertThat(answer.status()).as(answer::text).isIn(409, 429, 503, 507);
                assertThat(answer.header("Retry-After")).as(answer::text).isNotEmpty();
                return null;
            }
            return answer;
        } catch (UncheckedIOException e) {
            return null;
        }
    }

    /** As a client that is not sure does: with the same key until it is accepted. */
    private void submit(Kind kind) throws InterruptedException {
        String key = UUID.randomUUID().toString();
        Answer answer = ask(client -> client.post(kind.form(), key));
        while (answer == null && !closed) {
            Thread.sleep(100);
            answer = ask(client -> client.post(kind.form(), key));
        }
        if (answer != null) {
            assertThat(answer.status()).isEqualTo(202);
            jobs.put(answer.json().path("id").asString(), new Accepted(kind, 0, false));
        }
    }

    private void poll(String id) {
        Answer answer = ask(client -> client.get("/jobs/" + id + "/progress"));
        if (answer == null) {
            return;
        }
        polls.incrementAndGet();
        JsonNode progress = answer.json();
        Accepted before = jobs.get(id);
        String state = progress.path("state").asString();
        long completed = progress.path("probesets").path("completed").asLong();
        assertThat(state).as(progress::toString).isIn("QUEUED", "INITIALIZING", "RUNNING", "COMPLETE");
        assertThat(completed).as(progress::toString).isGreaterThanOrEqualTo(before.completed());
        assertThat(progress.path("percent").asDouble() == 100).isEqualTo(state.equals("COMPLETE"));
        jobs.put(id, new Accepted(before.kind(), completed, state.equals("COMPLETE")));
    }

    void throwIfFailed() {
        Throwable e = failure;
        if (e != null) {
            throw new AssertionError("what the user was told was not true", e);
        }
    }

    int accepted() {
        return jobs.size();
    }

    long polls() {
        return polls.get();
    }

    long refusals() {
        return refusals.get();
    }

    void noMoreThan(int number) {
        most = number;
    }

    void awaitAll() {
        Waiting.until(() -> "jobs: " + jobs, () -> {
            throwIfFailed();
            return jobs.size() >= most && jobs.values().stream().allMatch(Accepted::ended);
        });
    }

    void compareAll(ServiceProcess replica) {
        try (JobClient client = replica.client()) {
            Map<String, Accepted> all = new LinkedHashMap<>(jobs);
            all.forEach((id, job) -> assertThat(client.awaitResult(id).body())
                    .as("result of job %s", id)
                    .isEqualTo(job.kind().result()));
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try {
            user.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clients.values().forEach(JobClient::close);
    }
}

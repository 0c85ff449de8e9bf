package org.genoqc.homogeneity.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.LimitedDisk;
import org.genoqc.homogeneity.harness.PostgresServer;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.Waiting;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas on one PostgreSQL and one data directory, jobs, and a seeded sequence of faults, each kind of them once, or
 * equally often. At the end every accepted job is complete, byte for byte as in an undisturbed run, and nothing is left
 * over. {@code -Dchaos.faults=300} makes it long, {@code -Dchaos.seed} another.
 */
@Timeout(3600)
@Order(2) // it mostly waits, so that others can run beside it
class ChaosIT {

    private static final int FAULTS = Integer.getInteger("chaos.faults", Fault.values().length);
    private static final long SEED = Long.getLong("chaos.seed", 1L);
    private static final int JOBS_AT_ONCE = 5;
    private static final int FEWEST_JOBS = 6;
    private static final long LEASE_MILLIS = 10_000;
    private static final int ORPHAN_SECONDS = 15;
    private static final Set<String> FILES_OF_A_JOB = Set.of(
            "input",
            "input.d",
            "input.json",
            "figures.json",
            "result.tsv",
            "result.tsv.gz",
            "summary.json",
            "summary.txt",
            "findings.tsv",
            "genotyping-batches.tsv",
            "batches",
            "tables.index",
            "counts",
            "verdict.json");

    private enum Fault {
        KILL,
        TERMINATE,
        PAUSE_BRIEFLY,
        PAUSE_BEYOND_THE_LEASE,
        RESTART_DATABASE,
        CUT_CONNECTIONS,
        FILL_DISK,
        TRUNCATE_PART,
        SPOIL_PART,
        BREAK_OFF_UPLOAD
    }

    @TempDir
    private Path home;

    private final Random random = new Random(SEED);
    private final Map<Fault, Integer> survived = new EnumMap<>(Fault.class);
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final List<Replica> replicas = new ArrayList<>();

    private @Nullable PostgresServer postgres;
    private @Nullable LimitedDisk disk;

    private ServiceProcess.Setup setup(Path dataDir) {
        return ServiceProcess.in(dataDir)
                .withJvm("-Xmx256m")
                .with(
                        "--homogeneity.executor.workers=1",
                        "--homogeneity.min-free-space=1MB",
                        // whatever dies here does not die of its job
                        "--homogeneity.jobs.max-deaths=1000000",
                        "--homogeneity.orphan-age=" + ORPHAN_SECONDS + "s",
                        "--homogeneity.shutdown-grace=2s");
    }

    @Test
    void everyAcceptedJobIsCompletedWithTheSameBytesWhateverHappens() throws Exception {
        disk = new LimitedDisk(home.resolve("data"), 64);
        postgres = new PostgresServer(home.resolve("postgres"));
        for (String name : List.of("a", "b")) {
            replicas.add(new Replica(name, setup(home.resolve("data")).with(postgres.arguments()), home));
        }
        // before anything is disturbed
        List<ChaosJobs.Kind> kinds = ChaosJobs.undisturbed(replicas.getFirst().await(), home);
        replicas.forEach(Replica::await);
        try (ChaosJobs jobs = new ChaosJobs(kinds, replicas, JOBS_AT_ONCE, SEED)) {
            injectAll(jobs);
            jobs.noMoreThan(Math.max(FEWEST_JOBS, jobs.accepted()));
            // whoever is paused beyond its lease is back then
            Thread.sleep(LEASE_MILLIS);
            replicas.forEach(Replica::await);
            jobs.awaitAll();
            report(jobs, kinds.size());
            jobs.compareAll(replicas.getFirst().await());
        }
        nothingIsLeftOver();
    }

    @AfterEach
    void stop() throws IOException {
        later.shutdownNow();
        replicas.forEach(Replica::close);
        if (postgres != null) {
            postgres.close();
        }
        if (disk != null) {
            disk.close();
        }
    }

    private void report(ChaosJobs jobs, int undisturbed) throws Exception {
        int faults = survived.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                "chaos, seed %d: %d faults survived %s by %d jobs in %d attempts, %d polls, %d refusals%n",
                SEED,
                faults,
                survived,
                jobs.accepted(),
                postgres.queryNumber("select sum(attempts) from job") - undisturbed,
                jobs.polls(),
                jobs.refusals());
        assertThat(faults).isGreaterThanOrEqualTo(FAULTS);
    }

    private void injectAll(ChaosJobs jobs) throws Exception {
        Deque<Fault> next = new ArrayDeque<>();
        for (int fault = 0; fault < FAULTS; ) {
            jobs.throwIfFailed();
            if (next.isEmpty()) {
                next.addAll(shuffled());
            }
            Fault kind = next.removeFirst();
            if (inject(kind)) {
                survived.merge(kind, 1, Integer::sum);
                fault++;
            } else {
                // it can't happen at the moment
                next.addLast(kind);
            }
            Thread.sleep(200 + random.nextInt(1300));
        }
    }

    /** Each kind of fault that can happen here, in an order of the seed. */
    private List<Fault> shuffled() {
        List<Fault> faults = new ArrayList<>(EnumSet.allOf(Fault.class));
        if (!disk.isLimited()) {
            faults.remove(Fault.FILL_DISK);
        }
        Collections.shuffle(faults, random);
        return faults;
    }

    private @Nullable Replica anyUp() {
        List<Replica> up =
                replicas.stream().filter(replica -> replica.up() != null).toList();
        return up.isEmpty() ? null : up.get(random.nextInt(up.size()));
    }

    private boolean inject(Fault fault) throws Exception {
        Replica replica = anyUp();
        if (replica == null) {
            return false;
        }
        return switch (fault) {
            case KILL -> {
                replica.kill();
                yield true;
            }
            case TERMINATE -> {
                replica.terminate();
                yield true;
            }
            case PAUSE_BRIEFLY -> pause(replica, 500 + random.nextInt(2000));
            case PAUSE_BEYOND_THE_LEASE -> pause(replica, LEASE_MILLIS + random.nextInt(3000));
            case RESTART_DATABASE -> {
                postgres.restart();
                yield true;
            }
            case CUT_CONNECTIONS -> postgres.cutConnections() > 0;
            case FILL_DISK -> fillDisk();
            case TRUNCATE_PART -> damagePart(false);
            case SPOIL_PART -> damagePart(true);
            case BREAK_OFF_UPLOAD -> breakOffUpload(replica);
        };
    }

    private boolean pause(Replica replica, long millis) throws Exception {
        replica.pause();
        later.schedule(
                () -> {
                    replica.resume();
                    return null;
                },
                millis,
                TimeUnit.MILLISECONDS);
        return true;
    }

    private boolean fillDisk() throws Exception {
        disk.fill();
        Thread.sleep(500 + random.nextInt(2500));
        disk.free();
        return true;
    }

    /** Cuts a part file off, or spoils bytes in its middle, while its job may be running. */
    private boolean damagePart(boolean spoil) throws IOException {
        List<Path> parts;
        try (Stream<Path> files = Files.walk(home.resolve("data/jobs"))) {
            parts = files.filter(file -> file.getFileName().toString().startsWith("parts-"))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
        if (parts.isEmpty()) {
            return false;
        }
        try (FileChannel part = FileChannel.open(parts.get(random.nextInt(parts.size())), StandardOpenOption.WRITE)) {
            long at = (long) (random.nextDouble() * part.size());
            if (spoil) {
                part.write(StandardCharsets.US_ASCII.encode("spoilt"), at);
            } else {
                part.truncate(at);
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private boolean breakOffUpload(Replica replica) throws IOException {
        ServiceProcess process = replica.up();
        if (process == null) {
            return false;
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), process.port());
                OutputStream out = socket.getOutputStream()) {
            out.write(("POST /jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n"
                            + "Content-Type: multipart/form-data; boundary=b\r\nIdempotency-Key: "
                            + random.nextLong(0, 1 << 30)
                            + "\r\n\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\n"
                            + "x\ty\n".repeat(100_000))
                    .getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (IOException e) {
            return true;
        }
    }

    /** Neither in the data directory nor in the database; what was orphaned is swept at the next start. */
    private void nothingIsLeftOver() throws Exception {
        Thread.sleep(ORPHAN_SECONDS * 1000L + 1000);
        replicas.getFirst().terminate();
        replicas.getFirst().await();
        // the queue finds what it was not told of when a lease is over; keys of dead requests are swept each minute
        Waiting.<Exception>until(this::leftOver, () -> leftOver().isEmpty());
    }

    private List<String> leftOver() throws Exception {
        List<String> left = new ArrayList<>();
        left.addAll(postgres.queryRows("""
            select scheduled_tasks.*, job.state, job.ended_at from scheduled_tasks
            left join job on cast(job.id as varchar(36)) = task_instance\
            """));
        left.addAll(postgres.queryRows("select * from submission where job_id is null"));
        try (Stream<Path> uploads = Files.walk(home.resolve("data/uploads")).skip(1)) {
            uploads.forEach(upload -> left.add(upload.toString()));
        }
        Set<String> ids = Set.copyOf(postgres.queryRows("select id from job"));
        try (Stream<Path> folders = Files.list(home.resolve("data/jobs"))) {
            for (Path folder : folders.toList()) {
                if (!ids.contains("id=" + folder.getFileName())) {
                    left.add(folder.toString());
                }
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file ->
                                    !FILES_OF_A_JOB.contains(file.getFileName().toString()))
                            .forEach(file -> left.add(file.toString()));
                }
            }
        }
        return left;
    }
}

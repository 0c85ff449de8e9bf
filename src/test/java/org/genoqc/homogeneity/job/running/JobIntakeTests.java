package org.genoqc.homogeneity.job.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.genoqc.homogeneity.batch.Progress;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.job.JobRefusedException;
import org.genoqc.homogeneity.job.JobRefusedException.Reason;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.storage.Claim;
import org.genoqc.homogeneity.job.storage.ClaimStore;
import org.genoqc.homogeneity.job.storage.JobStore;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where accepted jobs are queued, and how much is accepted of an owner. */
class JobIntakeTests {

    private static final Path ARRAY = TestData.resource("array_like/small_probeset.tsv");

    @TempDir
    private Path directory;

    private final List<JobRooms> open = new ArrayList<>();

    private JobRooms rooms(String... settings) {
        JobRooms rooms = new JobRooms(directory.resolve("data" + open.size()), settings);
        open.add(rooms);
        return rooms;
    }

    @AfterEach
    void close() {
        open.forEach(JobRooms::close);
    }

    private Job submit(JobRooms rooms, String owner, Path file, TestParameters parameters) throws IOException {
        Path upload = Files.copy(file, directory.resolve(UUID.randomUUID().toString()));
        Upload received = new Upload() {
            @Override
            public String name() {
                return file.getFileName().toString();
            }

            @Override
            public long bytes() {
                return upload.toFile().length();
            }

            @Override
            public void moveTo(Path target) throws IOException {
                Files.move(upload, target);
            }
        };
        Submission submission = rooms.get(JobIntake.class).admit(owner, null, received.bytes());
        rooms.clock.advance(Duration.ofSeconds(1));
        return rooms.get(JobIntake.class)
                .submit(
                        submission,
                        new ReceivedDataSet(List.of(received), null, null),
                        new JobParameters(parameters, null));
    }

    private Job submit(JobRooms rooms, String owner) throws IOException {
        return submit(rooms, owner, ARRAY, TestParameters.DEFAULTS);
    }

    private static Instant queuedAt(JobRooms rooms, Job job, String task) {
        return rooms.get(Scheduler.class)
                .getScheduledExecution(TaskInstanceId.of(task, job.id().toString()))
                .orElseThrow()
                .getExecutionTime();
    }

    @Test
    void aJobThatMayHaveFewTablesSimulatedIsQueuedWithTheSmallOnes() throws IOException {
        JobRooms rooms = rooms();
        Job small = submit(rooms, "a", ARRAY, TestParameters.DEFAULTS.withSimulations(1000));
        Job large = submit(rooms, "a", ARRAY, TestParameters.DEFAULTS.withSimulations(100_000_000));
        assertThat(queuedAt(rooms, small, JobStore.TASK_OF_SMALL)).isNotNull();
        assertThat(queuedAt(rooms, large, JobStore.TASK)).isNotNull();
    }

    @Test
    void ofACompressedFileThatWasNotReadToItsEndNothingIsKnown() throws IOException {
        Path compressed = directory.resolve("array.tsv.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(ARRAY, out);
        }
        JobRooms rooms = rooms();
        Job job = submit(rooms, "a", compressed, TestParameters.DEFAULTS.withSimulations(1000));
        assertThat(queuedAt(rooms, job, JobStore.TASK)).isNotNull();
        Path few = directory.resolve("few.tsv.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(few))) {
            out.write("probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\nP1\tb1\t1\t2\t3\t4\n".getBytes("US-ASCII"));
        }
        Job small = submit(rooms, "a", few, TestParameters.DEFAULTS);
        assertThat(queuedAt(rooms, small, JobStore.TASK_OF_SMALL)).isNotNull();
    }

    @Test
    void ownersTakeTurnsInTheQueue() throws IOException {
        JobRooms rooms = rooms();
        Job first = submit(rooms, "a");
        Job second = submit(rooms, "a");
        Job other = submit(rooms, "b");
        assertThat(queuedAt(rooms, other, JobStore.TASK_OF_SMALL))
                .isAfter(queuedAt(rooms, first, JobStore.TASK_OF_SMALL))
                .isBefore(queuedAt(rooms, second, JobStore.TASK_OF_SMALL));
    }

    @Test
    void aPrincipalMayHaveSoManyJobsThatWaitOrRun() throws IOException {
        JobRooms rooms = rooms("homogeneity.limits.jobs-of-principal=2");
        Job first = submit(rooms, "a");
        submit(rooms, "a");
        assertThatExceptionOfType(JobRefusedException.class)
                .isThrownBy(() -> submit(rooms, "a"))
                .withMessage("2 jobs of a wait or run; there may be at most 2")
                .extracting(JobRefusedException::reason)
                .isEqualTo(Reason.JOBS_OF_PRINCIPAL);
        assertThat(rooms.events.told).endsWith("refused JOBS_OF_PRINCIPAL");
        submit(rooms, "b");
        rooms.get(JobStore.class).cancel(first.id());
        submit(rooms, "a");
        for (int i = 0; i < 5; i++) {
            submit(rooms, Job.ANONYMOUS);
        }
    }

    @Test
    void theInputsAndResultsOfAPrincipalMayHaveSoManyBytes() throws IOException {
        long bytes = Files.size(ARRAY);
        JobRooms rooms = rooms("homogeneity.limits.bytes-of-principal=" + (2 * bytes) + "B");
        Job first = submit(rooms, "a");
        submit(rooms, "a");
        rooms.get(JobStore.class).cancel(first.id());
        assertThatExceptionOfType(JobRefusedException.class)
                .isThrownBy(() -> submit(rooms, "a"))
                .withMessage("the inputs and results of a have " + 2 * bytes
                        + " bytes; with this job there may be at most " + 2 * bytes + ": remove jobs that have ended")
                .extracting(JobRefusedException::reason)
                .isEqualTo(Reason.BYTES_OF_PRINCIPAL);
        rooms.get(JobStore.class).delete(first.id());
        submit(rooms, "a");
    }

    @Test
    void theJobsOfAPrincipalMayHaveSoManyTablesSimulated() throws IOException {
        JobRooms rooms = rooms("homogeneity.limits.simulations-of-principal=2000000");
        Job job = submit(rooms, "a");
        submit(rooms, "a");
        ClaimStore claims = rooms.get(ClaimStore.class);
        Claim claim = claims.claim(job.id()).orElseThrow().claim();
        claims.saveProgress(claim, new Progress.Snapshot(199, 0, 0, 0, 1, 0, 0));
        submit(rooms, "a");
        claims.saveProgress(claim, new Progress.Snapshot(200, 0, 0, 0, 1, 0, 0));
        assertThatExceptionOfType(JobRefusedException.class)
                .isThrownBy(() -> submit(rooms, "a"))
                .withMessage("the jobs of a that wait or run may have 2000000 tables simulated; there may be at most"
                        + " 2000000")
                .extracting(JobRefusedException::reason)
                .isEqualTo(Reason.SIMULATIONS_OF_PRINCIPAL);
        submit(rooms, "b");
    }

    @Test
    void aJobWhoseProbesetsMayNeedMoreTablesThanAJobMayHaveFails() throws IOException {
        long tables = 2000 * 10;
        for (int more = 0; more <= 1; more++) {
            JobRooms rooms = rooms("homogeneity.limits.simulations=" + (tables - more));
            Job job = submit(rooms, "a", ARRAY, TestParameters.DEFAULTS.withSimulations(10));
            rooms.get(JobRunner.class).run(job.id());
            JobState state = rooms.job(job.id()).state();
            if (more == 0) {
                assertThat(state.name()).isEqualTo(JobState.Name.COMPLETE);
            } else {
                assertThat(state)
                        .isInstanceOfSatisfying(
                                JobState.Failed.class,
                                failed -> assertThat(failed.error().detail())
                                        .isEqualTo("line 1, value \"20000\": a job may have at most 19999 tables"
                                                + " simulated, its probesets times n_simulations"));
            }
        }
    }
}

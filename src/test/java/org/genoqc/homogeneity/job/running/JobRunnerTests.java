package org.genoqc.homogeneity.job.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.harness.Waiting;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.storage.Claim;
import org.genoqc.homogeneity.job.storage.ClaimStore;
import org.genoqc.homogeneity.job.storage.JobStore;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@OneAtATime
@ExtendWith(OutputCaptureExtension.class)
class JobRunnerTests {

    private static final JobParameters BATCHES_OF_ONE =
            new JobParameters(TestParameters.DEFAULTS.withSimulations(50), 1);

    @TempDir
    private Path dataDir;

    private JobRooms rooms;
    private JobRunner runner;

    @BeforeEach
    void open() {
        rooms = new JobRooms(dataDir);
        runner = rooms.get(JobRunner.class);
    }

    @AfterEach
    void close() {
        rooms.close();
    }

    private static Path clean() {
        return TestData.resource("malformed/clean/base.tsv");
    }

    private String result(UUID id) throws IOException {
        return Files.readString(rooms.files().result(id));
    }

    /** What the job would give if nothing came between. */
    private String undisturbed() throws IOException {
        UUID id = rooms.waiting(clean(), BATCHES_OF_ONE);
        runner.run(id);
        return result(id);
    }

    private void whenABatchIsCompleted(Runnable action) {
        rooms.events.batches = new BatchListener() {
            @Override
            public void completed(BatchTiming timing) {
                action.run();
            }
        };
    }

    private Duration triedAgainAfter(UUID id) {
        List<Duration> after = new ArrayList<>();
        assertThatExceptionOfType(JobRunner.TryAgainException.class)
                .isThrownBy(() -> runner.run(id))
                .satisfies(e -> after.add(e.after()));
        return after.getFirst();
    }

    @Test
    void aJobRunsFromItsInputToItsResult() throws IOException {
        UUID id = rooms.waiting(clean(), BATCHES_OF_ONE);
        rooms.clock.advance(Duration.ofMinutes(5));
        runner.run(id);
        Job job = rooms.job(id);
        assertThat(job.state()).isInstanceOf(JobState.Complete.class);
        assertThat(job.times().started()).isEqualTo(job.times().submitted().plusSeconds(300));
        assertThat(job.times().ended()).isEqualTo(job.times().started());
        assertThat(job.progress().completed()).isEqualTo(3);
        assertThat(result(id).lines()).hasSize(4);
        assertThat(rooms.files().parts(id)).isEmpty();
        assertThat(rooms.events.told)
                .containsExactly("QUEUED -> INITIALIZING", "INITIALIZING -> RUNNING", "ended COMPLETE");
    }

    @Test
    void aFaultyInputEndsTheJobByTheDatasFault() throws IOException {
        UUID id = rooms.waiting(Files.writeString(dataDir.resolve("x"), "no header\n"), JobParameters.DEFAULTS);
        runner.run(id);
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.EXECUTOR_ERROR);
        assertThat(rooms.events.told)
                .hasSize(3)
                .startsWith("QUEUED -> INITIALIZING")
                .endsWith("ended EXECUTOR_ERROR")
                .anyMatch(event -> event.startsWith("rejected "));
    }

    @Test
    void afterThreeFailuresOfOursTheJobEnds(CapturedOutput output) throws IOException {
        UUID id = rooms.waiting(clean(), JobParameters.DEFAULTS);
        Files.delete(rooms.files().folder(id).resolve("input"));
        assertThat(triedAgainAfter(id)).isEqualTo(Duration.ofSeconds(2));
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.QUEUED);
        assertThat(triedAgainAfter(id)).isEqualTo(Duration.ofSeconds(4));
        runner.run(id);
        assertThat(rooms.job(id).state()).isInstanceOfSatisfying(JobState.Failed.class, failed -> {
            assertThat(failed.name()).isEqualTo(JobState.Name.SYSTEM_ERROR);
            assertThat(failed.error().detail()).startsWith("the job failed 3 times, the last time with: ");
        });
        assertThat(output).contains("attempt 1 of 3 failed", "attempt 2 of 3 failed", "attempt 3 of 3 failed");
    }

    /** As the JVM does in the middle of a batch. */
    private void runOutOfMemory() {
        whenABatchIsCompleted(() -> {
            throw new OutOfMemoryError("as arranged by the test");
        });
    }

    @Test
    void runningOutOfMemoryAloneIsAFailureOfTheJob() throws IOException {
        UUID id = rooms.waiting(filesOfAxiom(), BATCHES_OF_ONE);
        runOutOfMemory();
        assertThat(triedAgainAfter(id)).isEqualTo(Duration.ofSeconds(2));
        assertThat(triedAgainAfter(id)).isEqualTo(Duration.ofSeconds(4));
        runner.run(id);
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.SYSTEM_ERROR);
    }

    @Test
    void runningOutOfMemoryBesideAnotherJobIsNoFailureHoweverOftenItHappens() throws IOException {
        UUID other = rooms.waiting(clean(), BATCHES_OF_ONE);
        RunningJobs running = rooms.get(RunningJobs.class);
        RunningJobs.Running neighbour = running.begin(new Claim(other, 1));
        UUID id = rooms.waiting(filesOfAxiom(), BATCHES_OF_ONE);
        runOutOfMemory();
        for (int i = 0; i < 4; i++) {
            assertThat(triedAgainAfter(id)).isEqualTo(Duration.ofSeconds(30));
            assertThat(rooms.state(id)).isEqualTo(JobState.Name.QUEUED);
        }
        running.end(neighbour);
        rooms.events.batches = BatchListener.NONE;
        runner.run(id);
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.COMPLETE);
    }

    @Test
    void runningOutOfMemoryBesideAValidationIsNoFailure() throws IOException {
        UUID id = rooms.waiting(clean(), BATCHES_OF_ONE);
        whenABatchIsCompleted(() -> {
            rooms.get(RunningJobs.class).accompany();
            throw new OutOfMemoryError("as arranged by the test");
        });
        assertThat(triedAgainAfter(id)).isEqualTo(Duration.ofSeconds(30));
    }

    /** Gives the attempt up once a batch is completed, which is then in its part file. */
    private void interruptAfterABatch(UUID id) {
        whenABatchIsCompleted(() -> {
            rooms.get(RunningJobs.class).find(id).orElseThrow().giveUp();
        });
        assertThat(triedAgainAfter(id)).isZero();
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.QUEUED);
        assertThat(rooms.files().part(new Claim(id, 1))).isNotEmptyFile();
    }

    private AtomicInteger countBatches() {
        AtomicInteger completed = new AtomicInteger();
        whenABatchIsCompleted(() -> {
            completed.incrementAndGet();
        });
        return completed;
    }

    @Test
    void whatAnEarlierAttemptCompletedIsNotComputedAgain() throws IOException {
        UUID id = rooms.waiting(clean(), BATCHES_OF_ONE);
        interruptAfterABatch(id);
        AtomicInteger completed = countBatches();
        runner.run(id);
        assertThat(completed.get()).isLessThan(3);
        assertThat(result(id)).isEqualTo(undisturbed());
    }

    private static List<Path> filesOfAxiom() {
        return Stream.of("b000", "b001", "b006")
                .map(batch -> Path.of("examples/axiom", batch, "Ps.performance.txt"))
                .toList();
    }

    @Test
    void aJobOfSeveralFilesGoesOnWhereItWasInterrupted() throws IOException {
        UUID id = rooms.waiting(filesOfAxiom(), BATCHES_OF_ONE);
        interruptAfterABatch(id);
        AtomicInteger completed = countBatches();
        runner.run(id);
        assertThat(completed.get()).isBetween(1, 59);
        assertThat(rooms.job(id).dataSet())
                .isNotNull()
                .satisfies(found -> assertThat(found.genotypingBatches()).isEqualTo(3));
        UUID undisturbed = rooms.waiting(filesOfAxiom(), BATCHES_OF_ONE);
        runner.run(undisturbed);
        assertThat(result(id)).isEqualTo(result(undisturbed));
    }

    @Test
    void aJobOfASingleFileHasTheGenotypingBatchThatItsNameSays() throws IOException {
        UUID id = rooms.waiting(List.of(filesOfAxiom().getFirst()), BATCHES_OF_ONE);
        assertThat(rooms.files().folder(id).resolve("input")).isRegularFile();
        runner.run(id);
        assertThat(rooms.files().reportCard(id)).content().contains("b000\t");
    }

    private static void writePart(DataOutputStream out, byte[] content) throws IOException {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        out.writeInt(0x43324850);
        out.writeInt(content.length);
        out.write(content);
        out.writeInt((int) checksum.getValue());
    }

    /** A whole part file of the format before, in which a skipped probeset had the ordinal of its reason. */
    private static void writePartsV1(Path file, Job job) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            String plan =
                    "parts-v1 " + job.input().sha256() + " " + job.parameters().test() + " [1, 3]";
            writePart(out, plan.getBytes(StandardCharsets.UTF_8));
            writePart(out, new byte[] {0, 0, 0, 0, 1, 2, 3});
        }
    }

    @Test
    void partsOfTheVersionBeforeAreNotMixedWithOursButComputedAnew(CapturedOutput output) throws IOException {
        UUID id = rooms.waiting(clean(), BATCHES_OF_ONE);
        ClaimStore claims = rooms.get(ClaimStore.class);
        Claim earlier = claims.claim(id).orElseThrow().claim();
        writePartsV1(rooms.files().part(earlier), rooms.job(id));
        AtomicInteger completed = countBatches();
        runner.run(id);
        assertThat(completed).hasValue(3);
        assertThat(result(id)).isEqualTo(undisturbed());
        assertThat(output).contains("parts-0001 was written by another version of the program");
    }

    @Test
    void aJobThatWasCancelledWhileItWaitedIsNotRun() throws IOException {
        UUID id = rooms.waiting(clean(), JobParameters.DEFAULTS);
        rooms.get(Jobs.class).cancel(rooms.job(id));
        runner.run(id);
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.CANCELED);
        assertThat(rooms.events.told).containsExactly("ended CANCELED");
    }

    @Test
    void aJobWhoseRunnerDiedWhileItWasCancelledEndsOnce() throws IOException {
        UUID id = rooms.waiting(clean(), JobParameters.DEFAULTS);
        rooms.get(ClaimStore.class).claim(id).orElseThrow();
        rooms.get(Jobs.class).cancel(rooms.job(id));
        runner.run(id);
        runner.run(id);
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.CANCELED);
        assertThat(rooms.events.told).containsExactly("INITIALIZING -> CANCELING", "ended CANCELED");
    }

    @Test
    void aJobThatIsCancelledWhileItRunsEnds() throws IOException {
        UUID id = rooms.waiting(clean(), BATCHES_OF_ONE);
        whenABatchIsCompleted(() -> {
            rooms.get(Jobs.class).cancel(rooms.job(id));
        });
        runner.run(id);
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.CANCELED);
        assertThat(rooms.events.told)
                .containsExactly(
                        "QUEUED -> INITIALIZING", "INITIALIZING -> RUNNING", "RUNNING -> CANCELING", "ended CANCELED");
    }

    @Test
    void aJobThatWasTakenOverIsLeftToItsNewRunner() throws IOException {
        UUID id = rooms.waiting(clean(), BATCHES_OF_ONE);
        whenABatchIsCompleted(() -> {
            rooms.events.batches = BatchListener.NONE;
            rooms.get(ClaimStore.class).claim(id);
            rooms.get(ClaimKeeper.class).keep();
        });
        assertThat(triedAgainAfter(id)).isZero();
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.INITIALIZING);
        assertThat(rooms.files().result(id)).doesNotExist();
    }

    private void dies(UUID id) {
        rooms.get(ClaimStore.class).claim(id).orElseThrow();
        runner.died(id);
    }

    @Test
    void aJobDuringWhichTheProcessDiedThreeTimesIsSetAside(CapturedOutput output) throws IOException {
        UUID id = rooms.waiting(clean(), BATCHES_OF_ONE);
        interruptAfterABatch(id);
        // that batch is further than nothing
        rooms.get(ClaimStore.class).claim(id).orElseThrow();
        assertThat(runner.died(id)).isFalse();
        for (int i = 0; i < 2; i++) {
            rooms.get(ClaimStore.class).claim(id).orElseThrow();
            assertThat(runner.died(id)).as("others come first").isTrue();
            assertThat(rooms.state(id)).isEqualTo(JobState.Name.QUEUED);
        }
        dies(id);
        assertThat(rooms.job(id).state()).isInstanceOfSatisfying(JobState.Failed.class, failed -> {
            assertThat(failed.name()).isEqualTo(JobState.Name.SYSTEM_ERROR);
            assertThat(failed.error().detail()).startsWith("set aside: the process died 3 times in a row");
        });
        assertThat(rooms.files().parts(id)).isEmpty();
        assertThat(rooms.events.told).endsWith("ended SYSTEM_ERROR");
        assertThat(output).contains("3 times in a row now").contains("it is SYSTEM_ERROR");
        runner.run(id);
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.SYSTEM_ERROR);
    }

    /** Otherwise all that run beside the one that kills would be set aside with it. */
    @Test
    void ofTwoJobsDuringWhichTheProcessDiedOneIsRunAtATime() throws IOException {
        // of 500 batches, a hundredth of which are more than one for each worker
        UUID first = rooms.waiting(Path.of("examples/sample.tsv"), BATCHES_OF_ONE);
        UUID second = rooms.waiting(clean(), BATCHES_OF_ONE);
        UUID sound = rooms.waiting(clean(), BATCHES_OF_ONE);
        dies(first);
        dies(second);
        List<Duration> secondAfter = new ArrayList<>();
        AtomicBoolean isFirstBatch = new AtomicBoolean(true);
        AtomicBoolean wasAsked = new AtomicBoolean();
        whenABatchIsCompleted(() -> {
            // in one worker alone: the other must not get the job further before, and runs the sound one after
            if (!isFirstBatch.getAndSet(false)) {
                Waiting.until(() -> secondAfter, wasAsked::get);
                return;
            }
            rooms.events.batches = BatchListener.NONE;
            try {
                secondAfter.add(triedAgainAfter(second));
            } finally {
                wasAsked.set(true);
            }
            runner.run(sound);
        });
        runner.run(first);
        assertThat(secondAfter).containsExactly(Duration.ofSeconds(3));
        assertThat(rooms.state(sound)).isEqualTo(JobState.Name.COMPLETE);
        assertThat(rooms.state(first)).isEqualTo(JobState.Name.COMPLETE);
        runner.run(second);
        assertThat(rooms.state(second)).isEqualTo(JobState.Name.COMPLETE);
    }

    @Test
    void aSuspectThatGetsFurtherNoLongerKeepsOthersWaiting() throws IOException {
        UUID first = rooms.waiting(filesOfAxiom(), BATCHES_OF_ONE);
        UUID second = rooms.waiting(clean(), BATCHES_OF_ONE);
        dies(first);
        dies(second);
        AtomicInteger completed = new AtomicInteger();
        whenABatchIsCompleted(() -> {
            if (completed.incrementAndGet() == 5) {
                rooms.events.batches = BatchListener.NONE;
                runner.run(second);
            }
        });
        runner.run(first);
        assertThat(rooms.state(second)).isEqualTo(JobState.Name.COMPLETE);
        assertThat(rooms.state(first)).isEqualTo(JobState.Name.COMPLETE);
    }

    @Test
    void aDeathIsTakenBackByTheProcessThatWasOnlyPaused() throws IOException {
        UUID id = rooms.waiting(filesOfAxiom(), BATCHES_OF_ONE);
        AtomicBoolean isFirstBatch = new AtomicBoolean(true);
        whenABatchIsCompleted(() -> {
            if (isFirstBatch.getAndSet(false)) {
                rooms.events.batches = BatchListener.NONE;
                runner.died(id);
                rooms.get(ClaimKeeper.class).keep();
            }
        });
        assertThat(triedAgainAfter(id)).isZero();
        assertThat(rooms.get(ClaimStore.class).deaths(id)).isZero();
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.QUEUED);
    }

    @Test
    void nothingIsRunOnceTheServiceShutsDown() throws IOException {
        UUID id = rooms.waiting(clean(), JobParameters.DEFAULTS);
        rooms.get(RunningJobs.class).handBackAll(Duration.ZERO);
        assertThat(triedAgainAfter(id)).isZero();
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.QUEUED);
        assertThat(rooms.get(JobStore.class).transitions(id)).hasSize(1);
    }
}

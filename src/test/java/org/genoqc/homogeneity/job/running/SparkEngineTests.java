package org.genoqc.homogeneity.job.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.harness.RecordedMaster;
import org.genoqc.homogeneity.harness.RecordedMaster.Submitted;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.storage.Claim;
import org.genoqc.homogeneity.job.storage.ClaimStore;
import org.genoqc.homogeneity.job.storage.ClusterSubmissions;
import org.genoqc.homogeneity.parameters.Analysis;
import org.genoqc.homogeneity.parameters.Engine;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.parameters.ParameterException;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkEngineTests {

    private static final JobParameters BASIC =
            new JobParameters(TestParameters.DEFAULTS.withAnalysis(Analysis.BASIC), null);

    /** The result of the clean table, as this process would write it. */
    private String expected = "";

    @TempDir
    private Path dataDir;

    private RecordedMaster master;
    private JobRooms rooms;
    private JobRunner runner;

    @BeforeEach
    void open() throws IOException {
        master = new RecordedMaster();
        rooms = rooms("homogeneity.spark.master=" + master.address());
        runner = rooms.get(JobRunner.class);
        UUID local = rooms.waiting(clean(), BASIC);
        runner.run(local);
        expected = Files.readString(rooms.files().result(local));
        rooms.events.told.clear();
    }

    private JobRooms rooms(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("homogeneity.spark.job-jar=/opt/chi2-homogeneity/chi2-homogeneity-spark.jar");
        return new JobRooms(dataDir, all.toArray(String[]::new));
    }

    @AfterEach
    void close() {
        rooms.close();
        master.close();
    }

    private static Path clean() {
        return TestData.resource("malformed/clean/base.tsv");
    }

    private UUID waiting() throws IOException {
        return rooms.waiting(clean(), BASIC, Engine.SPARK);
    }

    private static void write(Submitted submission, String name, String text) {
        try {
            Files.writeString(submission.output().resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void progress(Submitted submission, int completed) {
        write(
                submission,
                "progress.json",
                "{\"rows\":12,\"genotyping_batches\":4,\"probesets\":3,\"completed_probesets\":" + completed
                        + ",\"monte_carlo\":1,\"batches\":2,\"completed_batches\":1,\"executors\":2}");
    }

    private void completes(Submitted submission) {
        progress(submission, 3);
        write(submission, "result.tsv", expected);
        write(submission, "summary.txt", "Probesets");
        write(submission, "timings.tsv", """
            batch	worker	started	queue_wait_seconds	duration_seconds	standard	monte_carlo	skipped	simulations	busy_seconds	slices	workers
            0	1	2026-11-29T04:00:00Z	0.25	1.5	2	0	0	0	1.5	1	1
            1	2	2026-11-29T04:00:01Z	0.5	2.5	0	1	0	10000	2.5	1	1
            """);
        write(submission, "summary.json", """
            {"probesets":{"total":3,"standard":2,"monte_carlo":1,"skipped":0},"warnings":["beware"]}
            """);
        master.becomes(submission.id(), "FINISHED");
    }

    private Duration triedAgainAfter(UUID id) {
        List<Duration> after = new ArrayList<>();
        assertThatExceptionOfType(JobRunner.TryAgainException.class)
                .isThrownBy(() -> runner.run(id))
                .satisfies(e -> after.add(e.after()));
        return after.getFirst();
    }

    @Test
    void whatTheClusterWritesBecomesTheResultOfTheJob() throws IOException {
        List<BatchTiming> timings = new ArrayList<>();
        rooms.events.batches = new BatchListener() {
            @Override
            public void completed(BatchTiming timing) {
                timings.add(timing);
            }
        };
        master.whenSubmitted(this::completes);
        UUID id = waiting();
        runner.run(id);
        Job job = rooms.job(id);
        assertThat(job.state()).isInstanceOf(JobState.Complete.class);
        assertThat(rooms.files().result(id)).hasContent(expected);
        assertThat(rooms.files().summaryText(id)).hasContent("Probesets");
        assertThat(job.dataSet()).isNotNull().satisfies(found -> {
            assertThat(found.rows()).isEqualTo(12);
            assertThat(found.genotypingBatches()).isEqualTo(4);
            assertThat(found.batchSize().size()).isEqualTo(2);
        });
        assertThat(job.progress().standard()).isEqualTo(2);
        assertThat(job.progress().monteCarlo()).isEqualTo(1);
        assertThat(job.warnings()).containsExactly("beware");
        assertThat(timings).extracting(BatchTiming::simulations).containsExactly(0L, 10_000L);
        assertThat(rooms.get(Jobs.class).timings(job)).isEqualTo(timings);
        assertThat(rooms.files().index(id)).isRegularFile();
        assertThat(rooms.events.told)
                .containsExactly("QUEUED -> INITIALIZING", "INITIALIZING -> RUNNING", "ended COMPLETE");
    }

    @Test
    void itIsSubmittedWithTheFilesAndParametersOfTheJob() throws IOException {
        master.whenSubmitted(this::completes);
        List<Path> files = List.of(
                Path.of("examples/axiom/b000/Ps.performance.txt"), Path.of("examples/axiom/b001/Ps.performance.txt"));
        JobParameters parameters = new JobParameters(
                TestParameters.DEFAULTS
                        .withRandomSeed(-7)
                        .withAdaptive(20, 2000)
                        .withConfirm(false)
                        .withAnalysis(Analysis.BASIC),
                100,
                InputFormat.AXIOM,
                true);
        UUID id = rooms.waiting(files, parameters, Engine.SPARK);
        runner.run(id);
        String folder = "file://" + rooms.files().folder(id);
        Submitted submission = master.submitted().getFirst();
        assertThat(submission.arguments())
                .containsExactly(
                        folder + "/input.d/00001",
                        folder + "/input.d/00002",
                        "--output",
                        folder + "/cluster-0001",
                        "--names",
                        folder + "/input.json",
                        "--min-expected-count",
                        "5.0",
                        "--random-seed",
                        "-7",
                        "--streams",
                        "shared",
                        "--adaptive",
                        "--exceedances",
                        "20",
                        "--max-simulations",
                        "2000",
                        "--no-confirm",
                        "--analysis",
                        "basic",
                        "--batch-size",
                        "100",
                        "--format",
                        "axiom",
                        "--best-probesets-only");
        assertThat(submission.request().path("mainClass").asString())
                .isEqualTo("org.genoqc.homogeneity.spark.SparkAnalysis");
        assertThat(submission
                        .request()
                        .path("sparkProperties")
                        .path("spark.executor.memory")
                        .asString())
                .isEqualTo("2048m");
    }

    @Test
    void aJobWaitsForAClusterThatIsAwayHoweverOftenItIsTried() throws IOException {
        master.stop();
        UUID id = waiting();
        for (int i = 0; i < 4; i++) {
            assertThat(triedAgainAfter(id)).isEqualTo(Duration.ofSeconds(10));
            assertThat(rooms.state(id)).isEqualTo(JobState.Name.QUEUED);
            assertThat(rooms.job(id).execution().waitsFor())
                    .isEqualTo("the Spark Master at " + master.address() + " can't be reached");
        }
        master.startAgain();
        master.whenSubmitted(this::completes);
        runner.run(id);
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.COMPLETE);
        assertThat(rooms.job(id).execution().waitsFor()).isNull();
        assertThat(master.submitted()).hasSize(1);
    }

    /** Leaves a job that runs on the cluster behind, as a service does that is shut down. */
    private Submitted leftRunning(UUID id) {
        master.whenSubmitted(submission -> {
            progress(submission, 1);
            rooms.get(RunningJobs.class).find(id).orElseThrow().giveUp();
        });
        assertThat(triedAgainAfter(id)).isZero();
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.QUEUED);
        assertThat(master.killed()).isEmpty();
        return master.submitted().getFirst();
    }

    @Test
    void whatRunsOnTheClusterIsFollowedByWhoeverTakesTheJobOver() throws IOException {
        UUID id = waiting();
        Submitted left = leftRunning(id);
        rooms.get(ClaimStore.class).claim(id);
        runner.died(id);
        completes(left);
        runner.run(id);
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.COMPLETE);
        assertThat(rooms.files().result(id)).hasContent(expected);
        assertThat(master.submitted()).hasSize(1);
        assertThat(rooms.get(ClaimStore.class).deaths(id)).isZero();
    }

    @Test
    void aResultThatWasTakenByHalfIsTakenOnce() throws IOException {
        UUID id = waiting();
        Submitted left = leftRunning(id);
        completes(left);
        Files.move(left.output().resolve("result.tsv"), rooms.files().result(id));
        runner.run(id);
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.COMPLETE);
        assertThat(rooms.files().result(id)).hasContent(expected);
        rooms.get(ClusterCleanup.class).clean();
        assertThat(left.output()).doesNotExist();
        assertThat(rooms.get(ClusterSubmissions.class).of(id)).isEmpty();
    }

    @Test
    void aCancelledJobEndsOnceItsDriverIsGone() throws IOException {
        UUID id = waiting();
        master.whenSubmitted(submission -> rooms.get(Jobs.class).cancel(rooms.job(id)));
        runner.run(id);
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.CANCELED);
        assertThat(master.killed())
                .containsExactly(master.submitted().getFirst().id());
        assertThat(master.submitted().getFirst().output()).doesNotExist();
        assertThat(rooms.get(ClusterSubmissions.class).of(id)).isEmpty();
    }

    @Test
    void aJobThatIsCancelledWhileNobodyFollowsItIsKilledAfterwards() throws IOException {
        UUID id = waiting();
        Submitted left = leftRunning(id);
        rooms.get(Jobs.class).cancel(rooms.job(id));
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.CANCELED);
        master.stop();
        rooms.get(ClusterCleanup.class).clean();
        master.startAgain();
        rooms.get(ClusterCleanup.class).clean();
        assertThat(master.killed()).containsExactly(left.id());
        assertThat(rooms.get(ClusterSubmissions.class).unneeded()).hasSize(1);
        rooms.get(ClusterCleanup.class).clean();
        assertThat(rooms.get(ClusterSubmissions.class).unneeded()).isEmpty();
        assertThat(left.output()).doesNotExist();
    }

    @Test
    void aDriverThatIsLostIsACountedFailureAndSubmittedAgainElsewhere() throws IOException {
        UUID id = waiting();
        master.whenSubmitted(submission -> {
            progress(submission, 2);
            master.becomes(submission.id(), "ERROR");
        });
        assertThat(triedAgainAfter(id)).isEqualTo(Duration.ofSeconds(2));
        assertThat(rooms.job(id).progress().completed()).isEqualTo(2);
        master.whenSubmitted(submission -> master.forget());
        assertThat(triedAgainAfter(id)).isEqualTo(Duration.ofSeconds(4));
        assertThat(rooms.job(id).progress().completed())
                .as("never less than before")
                .isEqualTo(2);
        master.whenSubmitted(submission -> {
            write(submission, "failure.json", "{\"detail\":\"no space left on device\"}");
            master.becomes(submission.id(), "FAILED");
        });
        runner.run(id);
        assertThat(rooms.job(id).state()).isInstanceOfSatisfying(JobState.Failed.class, failed -> {
            assertThat(failed.name()).isEqualTo(JobState.Name.SYSTEM_ERROR);
            assertThat(failed.error().detail())
                    .startsWith("the job failed 3 times, the last time with: ")
                    .contains(
                            "driver-20261129035607-0002 is FAILED on worker 127.0.0.1:42425: no space left on device");
        });
        assertThat(master.submitted()).extracting(Submitted::output).doesNotHaveDuplicates();
    }

    @Test
    void whatTheDriverFindsFaultyIsTheDatasFault() throws IOException {
        UUID id = waiting();
        master.whenSubmitted(submission -> {
            write(submission, "fault.json", """
                {"detail":"line 7, column n_AB, value \\"x\\": a count must be a whole number",
                 "errors":[{"line":7,"column":"n_AB","value":"x","code":"count","rule":"a count must be a whole number"}]}
                """);
            master.becomes(submission.id(), "FAILED");
        });
        runner.run(id);
        assertThat(rooms.job(id).state()).isInstanceOfSatisfying(JobState.Failed.class, failed -> {
            assertThat(failed.name()).isEqualTo(JobState.Name.EXECUTOR_ERROR);
            assertThat(failed.error().detail())
                    .isEqualTo("line 7, column n_AB, value \"x\": a count must be a whole number");
        });
        assertThat(rooms.events.told).contains("rejected " + InputFault.Code.COUNT);
    }

    @Test
    void whatIsSubmittedByWhoLostTheJobMeanwhileIsKilled() throws IOException {
        UUID id = waiting();
        List<Claim> taken = new ArrayList<>();
        master.whenSubmitted(submission ->
                taken.add(rooms.get(ClaimStore.class).claim(id).orElseThrow().claim()));
        assertThat(triedAgainAfter(id)).isZero();
        assertThat(master.killed()).hasSize(1);
        assertThat(rooms.state(id)).isEqualTo(JobState.Name.INITIALIZING);
        assertThat(taken).hasSize(1);
    }

    @Test
    void aJobThatFindsNoRoomOnTheClusterSaysSo() throws IOException {
        UUID id = waiting();
        List<String> said = new ArrayList<>();
        master.whenSubmitted(submission -> {
            master.becomes(submission.id(), "SUBMITTED");
            Thread.startVirtualThread(() -> {
                while (rooms.job(id).execution().waitsFor() == null) {
                    rooms.clock.advance(Duration.ofSeconds(1));
                    Thread.onSpinWait();
                }
                said.add(rooms.job(id).execution().waitsFor());
                completes(submission);
            });
        });
        runner.run(id);
        assertThat(said).containsExactly("the Spark cluster has no room for the driver of this job at the moment");
        assertThat(rooms.job(id).execution().waitsFor()).isNull();
    }

    @Test
    void aJobForWhichTheHeapIsTooSmallGoesToTheClusterWhereThatIsLeftToTheService() throws IOException {
        rooms.close();
        rooms = new JobRooms(
                dataDir.resolve("small"),
                new HeapBudget(100),
                "homogeneity.spark.master=" + master.address(),
                "homogeneity.spark.job-jar=/opt/chi2-homogeneity/chi2-homogeneity-spark.jar");
        runner = rooms.get(JobRunner.class);
        master.whenSubmitted(this::completes);
        UUID auto = rooms.waiting(clean(), asking(Engine.AUTO), Engine.LOCAL);
        assertThat(triedAgainAfter(auto)).isZero();
        assertThat(rooms.job(auto).execution().engine()).isEqualTo(Engine.SPARK);
        runner.run(auto);
        assertThat(rooms.state(auto)).isEqualTo(JobState.Name.COMPLETE);
        UUID local = rooms.waiting(clean(), asking(Engine.LOCAL), Engine.LOCAL);
        runner.run(local);
        assertThat(rooms.job(local).state()).isInstanceOfSatisfying(JobState.Failed.class, failed -> {
            assertThat(failed.name()).isEqualTo(JobState.Name.EXECUTOR_ERROR);
            assertThat(failed.error().detail()).endsWith("; engine=spark has the Spark cluster run it");
        });
    }

    @Test
    void whichEngineRunsAJob() {
        Engines engines = rooms.get(Engines.class);
        Job.Input small = new Job.Input("a.tsv", 1000, "ab", 1);
        Job.Input large = new Job.Input("a.tsv", 10L << 30, "ab", 1);
        assertThat(engines.choose(BASIC, large)).isEqualTo(Engine.LOCAL);
        assertThat(engines.choose(asking(Engine.SPARK), small)).isEqualTo(Engine.SPARK);
        assertThat(engines.choose(asking(Engine.AUTO), small)).isEqualTo(Engine.LOCAL);
        assertThat(engines.choose(asking(Engine.AUTO), large)).isEqualTo(Engine.SPARK);
        try (JobRooms without = new JobRooms(dataDir.resolve("without"), "homogeneity.spark.master=")) {
            Engines alone = without.get(Engines.class);
            assertThat(alone.choose(asking(Engine.AUTO), large)).isEqualTo(Engine.LOCAL);
            assertThatExceptionOfType(ParameterException.class)
                    .isThrownBy(() -> alone.choose(asking(Engine.SPARK), small))
                    .withMessage(
                            "engine must be local or auto, since this service has no Spark cluster, not \"spark\"");
        }
    }

    private static JobParameters asking(Engine engine) {
        return new JobParameters(BASIC.test(), null, InputFormat.AUTO, false, engine);
    }
}

package org.genoqc.homogeneity.job.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.batch.BatchSize;
import org.genoqc.homogeneity.batch.Progress;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.harness.Waiting;
import org.genoqc.homogeneity.job.IdempotencyKey;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobError;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.job.JobRefusedException;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.storage.Claim;
import org.genoqc.homogeneity.job.storage.ClaimStore;
import org.genoqc.homogeneity.job.storage.ClaimStore.Standing;
import org.genoqc.homogeneity.job.storage.ClusterSubmission;
import org.genoqc.homogeneity.job.storage.ClusterSubmissions;
import org.genoqc.homogeneity.job.storage.JobStore;
import org.genoqc.homogeneity.job.storage.OwnerUsage;
import org.genoqc.homogeneity.job.storage.QueueOrder;
import org.genoqc.homogeneity.job.storage.SubmissionStore;
import org.genoqc.homogeneity.parameters.Analysis;
import org.genoqc.homogeneity.parameters.Engine;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.parameters.SexChromosomes;
import org.genoqc.homogeneity.parameters.Streams;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** What every database must do for the jobs and their queue; once for each kind. */
@OneAtATime
@SpringBootTest
@DirtiesContext
abstract class StoreAndQueueContract {

    private static final String OWNER = "a laboratory";
    private static final Job.Input INPUT = new Job.Input("array \u00e4\u6f22.tsv", 3_000_000_000L, "ab".repeat(32), 7);
    private static final JobParameters PARAMETERS = new JobParameters(
            TestParameters.DEFAULTS
                    .withSimulations(77)
                    .withRandomSeed(Long.MIN_VALUE)
                    .withMinExpectedCount(0.5)
                    .withStreams(Streams.INDEPENDENT)
                    .withAdaptive(13, 1300)
                    .withConfirm(false)
                    .withSexChromosomes(SexChromosomes.SKIP),
            12,
            InputFormat.AXIOM,
            true,
            Engine.AUTO);

    @Autowired
    private JobStore store;

    @Autowired
    private QueueOrder order;

    @Autowired
    private ClaimStore claims;

    @Autowired
    private SubmissionStore submissions;

    @Autowired
    private ClusterSubmissions clusters;

    @Autowired
    private JobIntake intake;

    @Autowired
    private Jobs jobs;

    @Autowired
    private JdbcClient jdbc;

    private UUID inserted() {
        UUID id = UUID.randomUUID();
        store.insert(id, OWNER, INPUT, PARAMETERS, Engine.LOCAL);
        return id;
    }

    private Claim claimed(UUID id) {
        return claims.claim(id).orElseThrow().claim();
    }

    private JobState.Name state(UUID id) {
        return store.find(id).orElseThrow().state().name();
    }

    private static Progress.Snapshot progress(int done) {
        return new Progress.Snapshot(100, done, 0, 0, 10, 1, done / 10);
    }

    @Test
    void aJobIsFoundAsItWasStored() {
        UUID id = inserted();
        Job job = store.find(id).orElseThrow();
        assertThat(job.owner()).isEqualTo(OWNER);
        assertThat(job.input()).isEqualTo(INPUT);
        assertThat(job.parameters()).isEqualTo(PARAMETERS);
        assertThat(job.state()).isEqualTo(new JobState.Live(JobState.Name.QUEUED));
        assertThat(job.times().submitted()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(job.dataSet()).isNull();
        assertThat(job.progress()).isEqualTo(Progress.Snapshot.NONE);
        assertThat(store.find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void aJobOfAnEarlierVersionHadAFixedNumberOfSimulationsAndABasicAnalysis() {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
            insert into job (id, state, input_name, input_bytes, input_sha256, n_simulations, min_expected_count,
                             random_seed, streams, submitted_at)
            values (:id, 'QUEUED', 'a.tsv', 1, 'ab', 77, 5, 42, 'shared', current_timestamp)
            """).param("id", id).update();
        assertThat(store.find(id).orElseThrow().owner()).isEqualTo(Job.ANONYMOUS);
        assertThat(store.find(id).orElseThrow().parameters())
                .isEqualTo(new JobParameters(
                        TestParameters.DEFAULTS.withSimulations(77).withAnalysis(Analysis.BASIC), null));
    }

    @Test
    void whereAJobIsRunAndWhatItWaitsForAreStoredByWhoHoldsIt() {
        UUID id = inserted();
        assertThat(store.find(id).orElseThrow().execution()).isEqualTo(Job.Execution.LOCAL);
        Claim claim = claimed(id);
        claims.saveEngine(claim, Engine.SPARK);
        claims.saveWaitsFor(claim, "x".repeat(2000));
        assertThat(store.find(id).orElseThrow().execution())
                .isEqualTo(new Job.Execution(Engine.SPARK, "x".repeat(1000)));
        Claim newer = claimed(id);
        claims.saveWaitsFor(claim, "late");
        claims.saveWaitsFor(newer, null);
        assertThat(store.find(id).orElseThrow().execution().waitsFor()).isNull();
        claims.died(id, 1);
        assertThat(state(id)).as("of a job on a cluster no process dies").isEqualTo(JobState.Name.QUEUED);
    }

    @Test
    void whatIsSubmittedToAClusterIsKeptUntilItIsCertainlyGone() {
        UUID id = inserted();
        Claim claim = claimed(id);
        ClusterSubmission begun = clusters.begin(claim).orElseThrow();
        assertThat(clusters.of(id)).containsExactly(begun);
        assertThat(clusters.submitted(claim, "driver-1")).isTrue();
        Claim newer = claimed(id);
        assertThat(clusters.begin(claim)).as("no longer the newest").isEmpty();
        clusters.begin(newer).orElseThrow();
        assertThat(clusters.submitted(newer, "driver-2")).isTrue();
        claimed(id);
        assertThat(clusters.submitted(newer, "driver-2"))
                .as("taken over meanwhile")
                .isFalse();
        assertThat(clusters.of(id)).extracting(ClusterSubmission::name).containsExactly("driver-2", "driver-1");
        assertThat(clusters.unneeded())
                .filteredOn(each -> each.job().equals(id))
                .isEmpty();
        jdbc.sql("delete from job where id = :id").param("id", id).update();
        assertThat(clusters.unneeded())
                .filteredOn(each -> each.job().equals(id))
                .hasSize(2);
        clusters.of(id).forEach(clusters::delete);
        assertThat(clusters.of(id)).isEmpty();
    }

    @Test
    void whatAnOwnersJobsTakeAndWhereItsNextOneComesInTheQueue() {
        String owner = "one of " + UUID.randomUUID();
        UUID id = UUID.randomUUID();
        store.insert(id, owner, INPUT, PARAMETERS, Engine.LOCAL);
        claims.saveProgress(claimed(id), progress(0));
        assertThat(store.usage(owner)).isEqualTo(new OwnerUsage(1, 100 * 1300, INPUT.bytes()));
        assertThat(store.usage("nobody")).isEqualTo(new OwnerUsage(0, 0, 0));
        Instant now = Instant.now();
        assertThat(order.place(owner, now)).isBeforeOrEqualTo(now);
    }

    @Test
    void jobsAreListedNewestFirstByStateAndInPages() {
        List<UUID> ids = IntStream.range(0, 5).mapToObj(i -> inserted()).toList();
        claims.claim(ids.get(2));
        List<Job> newest = store.list(null, null, Long.MAX_VALUE, 5);
        assertThat(newest).extracting(Job::id).containsExactlyElementsOf(ids.reversed());
        assertThat(store.list(null, OWNER, newest.get(1).number(), 2))
                .extracting(Job::id)
                .containsExactly(ids.get(2), ids.get(1));
        assertThat(store.list(
                        Set.of(JobState.Name.INITIALIZING),
                        null,
                        newest.getFirst().number() + 1,
                        1))
                .extracting(Job::id)
                .containsExactly(ids.get(2));
        assertThat(store.list(null, Job.ANONYMOUS, Long.MAX_VALUE, 5)).noneMatch(job -> ids.contains(job.id()));
    }

    @Test
    void everyTransitionIsKeptWithItsTime() {
        UUID id = inserted();
        Claim claim = claimed(id);
        assertThat(claims.started(claim)).isPresent();
        assertThat(claims.handBack(claim)).isPresent();
        Claim second = claimed(id);
        assertThat(claims.started(second)).isPresent();
        JobState complete = new JobState.Complete(new JobState.ResultFile(5_000_000_000L, "cd".repeat(32)));
        assertThat(claims.end(second, complete)).isPresent();
        assertThat(store.transitions(id))
                .extracting(Job.Transition::state)
                .containsExactly(
                        JobState.Name.QUEUED,
                        JobState.Name.INITIALIZING,
                        JobState.Name.RUNNING,
                        JobState.Name.QUEUED,
                        JobState.Name.INITIALIZING,
                        JobState.Name.RUNNING,
                        JobState.Name.COMPLETE);
        assertThat(store.transitions(id)).extracting(Job.Transition::at).isSorted();
        Job job = store.find(id).orElseThrow();
        assertThat(job.state()).isEqualTo(complete);
        assertThat(job.times().ended()).isNotNull();
    }

    @Test
    void whoHoldsAnOlderClaimChangesNothing() {
        UUID id = inserted();
        Claim paused = claimed(id);
        claims.started(paused);
        claims.saveProgress(paused, progress(10));
        Claim newer = claimed(id);
        assertThat(newer.attempt()).isEqualTo(paused.attempt() + 1);
        assertThat(claims.standing(List.of(paused, newer)))
                .isEqualTo(Map.of(paused, Standing.LOST, newer, Standing.HELD));

        assertThat(claims.started(paused)).isEmpty();
        assertThat(claims.handBack(paused)).isEmpty();
        assertThat(claims.end(paused, new JobState.Canceled())).isEmpty();
        assertThat(claims.countFailure(paused)).isZero();
        claims.saveProgress(paused, progress(90));
        claims.saveDataSet(paused, new Job.DataSet(1, 2, new BatchSize(3, "old")), List.of("old"));
        Job job = store.find(id).orElseThrow();
        assertThat(job.state().name()).isEqualTo(JobState.Name.INITIALIZING);
        assertThat(job.progress().completed()).isEqualTo(10);
        assertThat(job.dataSet()).isNull();

        assertThat(claims.countFailure(newer)).isOne();
        claims.saveDataSet(newer, new Job.DataSet(1, 2, new BatchSize(3, "new")), List.of("w1", "w2"));
        assertThat(store.find(id).orElseThrow().dataSet()).isEqualTo(new Job.DataSet(1, 2, new BatchSize(3, "new")));
        assertThat(store.find(id).orElseThrow().warnings()).containsExactly("w1", "w2");
    }

    @Test
    void aJobIsSetAsideAfterThreeDeathsInARowThatFollowedOneAnotherWithoutProgress() {
        UUID id = inserted();
        assertThat(claims.died(id, 3)).isEmpty();
        Claim dead = claimed(id);
        claims.started(dead);
        claims.saveProgress(dead, progress(50));
        assertThat(claims.died(id, 3).orElseThrow().inARow()).isZero();
        assertThat(state(id)).isEqualTo(JobState.Name.QUEUED);
        // the one thought dead changes nothing any more
        assertThat(claims.standing(List.of(dead))).containsEntry(dead, Standing.LOST);
        assertThat(claims.end(dead, new JobState.Canceled())).isEmpty();

        Claim further = claimed(id);
        claims.saveProgress(further, progress(51));
        assertThat(claims.died(id, 3).orElseThrow().inARow())
                .as("a hundredth is not more than a hundredth")
                .isOne();
        assertThat(claims.deaths(id)).isOne();
        claimed(id);
        assertThat(claims.died(id, 3).orElseThrow().inARow()).isEqualTo(2);
        claimed(id);
        ClaimStore.Death third = claims.died(id, 3).orElseThrow();
        assertThat(third.inARow()).isEqualTo(3);
        assertThat(third.change().to()).isEqualTo(JobState.Name.SYSTEM_ERROR);
        assertThat(store.find(id).orElseThrow().state())
                .isInstanceOfSatisfying(
                        JobState.Failed.class,
                        failed -> assertThat(failed.error().detail())
                                .startsWith("set aside: the process died 3 times in a row"));
        assertThat(claims.died(id, 3)).isEmpty();
        assertThat(claims.claim(id)).isEmpty();
    }

    @Test
    void aDeathThatWasAPauseIsTakenBack() {
        UUID id = inserted();
        Claim paused = claimed(id);
        claims.survived(paused);
        assertThat(claims.died(id, 3).orElseThrow().inARow()).isOne();
        claims.survived(paused);
        assertThat(claims.deaths(id)).isZero();
        claims.survived(paused);
        assertThat(claims.deaths(id)).isZero();
    }

    @Test
    void aJobThatIsBeingCancelledIsNotGivenBackWhenItsRunnerDies() {
        Claim claim = claimed(inserted());
        store.cancel(claim.job());
        assertThat(claims.died(claim.job(), 3)).isEmpty();
        assertThat(state(claim.job())).isEqualTo(JobState.Name.CANCELING);
    }

    @Test
    void progressNeverGoesBackwards() {
        Claim claim = claimed(inserted());
        claims.saveProgress(claim, progress(50));
        claims.saveProgress(claim, progress(40));
        assertThat(store.find(claim.job()).orElseThrow().progress()).isEqualTo(progress(50));
    }

    @Test
    void aWaitingJobIsCancelledAtOnceARunningOneIsAskedTo() {
        UUID waiting = inserted();
        store.cancel(waiting);
        assertThat(state(waiting)).isEqualTo(JobState.Name.CANCELED);
        assertThat(claims.claim(waiting)).isEmpty();

        Claim claim = claimed(inserted());
        store.cancel(claim.job());
        assertThat(state(claim.job())).isEqualTo(JobState.Name.CANCELING);
        assertThat(claims.standing(List.of(claim))).containsEntry(claim, Standing.CANCELING);
        assertThat(claims.started(claim)).isEmpty();
        assertThat(claims.end(claim, new JobState.Complete(new JobState.ResultFile(1, "x"))))
                .isEmpty();
        assertThat(claims.end(claim, new JobState.Canceled())).isPresent();
        store.cancel(claim.job());
        assertThat(state(claim.job())).isEqualTo(JobState.Name.CANCELED);
    }

    @Test
    void aJobWhoseRunnerDiedWhileItWasCancelledEnds() {
        Claim claim = claimed(inserted());
        store.cancel(claim.job());
        assertThat(claims.claim(claim.job())).isEmpty();
        claims.endCanceled(claim.job());
        assertThat(state(claim.job())).isEqualTo(JobState.Name.CANCELED);
    }

    @Test
    void aFailureKeepsItsReason() {
        Claim claim = claimed(inserted());
        JobError error =
                new JobError("line 2: no", List.of(new JobError.Fault("b1.txt", 2, "n_AA", null, "count", "r", "m")));
        JobState failed = new JobState.Failed(JobState.Name.EXECUTOR_ERROR, error);
        assertThat(claims.end(claim, failed)).isPresent();
        assertThat(store.find(claim.job()).orElseThrow().state()).isEqualTo(failed);
    }

    @Test
    void onlyEndedJobsAreRemoved() {
        UUID id = inserted();
        assertThat(store.delete(id)).isFalse();
        store.cancel(id);
        assertThat(store.endedBefore(Instant.now().plusSeconds(5), 1000)).contains(id);
        assertThat(store.endedBefore(Instant.now().minusSeconds(60), 1000)).doesNotContain(id);
        assertThat(store.endedById()).containsEntry(id, true);
        assertThat(store.delete(id)).isTrue();
        assertThat(store.delete(id)).isFalse();
        assertThat(store.transitions(id)).isEmpty();
    }

    @Test
    void anIdempotencyKeyIsHeldByOneRequestAtATimeAndThenByItsJob() {
        IdempotencyKey key = new IdempotencyKey(OWNER, UUID.randomUUID().toString());
        assertThat(submissions.begin(key)).isTrue();
        assertThat(submissions.begin(key)).isFalse();
        submissions.end(key);
        assertThat(submissions.begin(key)).isTrue();
        UUID id = inserted();
        assertThat(submissions.complete(key, id)).isTrue();
        submissions.end(key);
        assertThat(submissions.job(key)).contains(id);
        assertThat(submissions.begin(key)).isFalse();
        store.cancel(id);
        store.delete(id);
        assertThat(submissions.job(key)).isEmpty();
        assertThat(submissions.begin(key)).isTrue();
        submissions.end(key);
    }

    @Test
    void theKeyOfADeadRequestBecomesFree() {
        IdempotencyKey key = new IdempotencyKey(Job.ANONYMOUS, UUID.randomUUID().toString());
        insertKeyTouchedBefore(Duration.ofMinutes(1), key.value());
        assertThat(submissions.begin(key)).isTrue();
        submissions.end(key);
    }

    @Test
    void theKeysOfDeadRequestsAreSweptAndNoOthers() {
        String dead = UUID.randomUUID().toString();
        String live = UUID.randomUUID().toString();
        insertKeyTouchedBefore(Duration.ofMinutes(1), dead);
        insertKeyTouchedBefore(Duration.ofSeconds(5), live);
        submissions.deleteDead();
        assertThat(jdbc.sql("select idempotency_key from submission where idempotency_key in (:keys)")
                        .param("keys", List.of(dead, live))
                        .query(String.class)
                        .list())
                .containsExactly(live);
    }

    private void insertKeyTouchedBefore(Duration age, String key) {
        jdbc.sql("insert into submission (idempotency_key, holder, touched_at) values (:key, :holder, :at)")
                .param("key", key)
                .param("holder", UUID.randomUUID())
                .param("at", OffsetDateTime.now(ZoneOffset.UTC).minus(age))
                .update();
    }

    // the queue

    private record FileUpload(Path file) implements Upload {
        @Override
        public String name() {
            return "a.tsv";
        }

        @Override
        public long bytes() {
            return file.toFile().length();
        }

        @Override
        public void moveTo(Path target) throws IOException {
            Files.copy(file, target);
        }
    }

    private static ReceivedDataSet upload() {
        return new ReceivedDataSet(List.of(new FileUpload(TestData.resource("malformed/clean/base.tsv"))), null, null);
    }

    private Job await(UUID id) {
        Waiting.until(
                () -> store.find(id).orElseThrow(),
                () -> store.find(id).orElseThrow().state().isEnded());
        return store.find(id).orElseThrow();
    }

    @Test
    void anAcceptedJobIsRun() throws Exception {
        Submission submission = intake.admit(OWNER, null, -1);
        Job accepted = intake.submit(submission, upload(), JobParameters.DEFAULTS);
        intake.end(submission);
        assertThat(await(accepted.id()).state()).isInstanceOf(JobState.Complete.class);
        assertThat(Files.readAllLines(jobs.result(accepted))).hasSize(4);
    }

    @Test
    void requestsWithTheSameKeyAtTheSameTimeAreOneJob() throws Exception {
        IdempotencyKey key = new IdempotencyKey(OWNER, UUID.randomUUID().toString());
        Callable<Object> request = () -> {
            try {
                Submission submission = intake.admit(key.owner(), key.value(), -1);
                try {
                    return intake.submit(submission, upload(), JobParameters.DEFAULTS)
                            .id();
                } finally {
                    intake.end(submission);
                }
            } catch (JobRefusedException e) {
                return e.reason();
            }
        };
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            List<Object> answers = executor
                    .invokeAll(IntStream.range(0, 24).mapToObj(i -> request).toList())
                    .stream()
                    .map(Future::resultNow)
                    .distinct()
                    .toList();
            UUID job = submissions.job(key).orElseThrow();
            assertThat(answers).contains(job).isSubsetOf(job, JobRefusedException.Reason.KEY_IN_FLIGHT);
            assertThat(await(job).state()).isInstanceOf(JobState.Complete.class);
        }
    }

    @Test
    void twoOwnersMayUseTheSameKey() throws Exception {
        String key = UUID.randomUUID().toString();
        List<UUID> made = new ArrayList<>();
        for (String owner : List.of(OWNER, "another lab", OWNER)) {
            Submission submission = intake.admit(owner, key, -1);
            Job job = intake.submit(submission, upload(), JobParameters.DEFAULTS);
            intake.end(submission);
            assertThat(job.owner()).isEqualTo(owner);
            made.add(job.id());
        }
        assertThat(made.get(0)).isEqualTo(made.get(2)).isNotEqualTo(made.get(1));
        await(made.get(0));
        await(made.get(1));
    }

    @Test
    void aLiveJobThatIsNotInTheQueueIsFound() throws Exception {
        UUID id = inserted();
        assertThat(store.forgotten()).contains(id);
        Submission submission = intake.admit(OWNER, null, -1);
        Job queued = intake.submit(
                submission, upload(), new JobParameters(TestParameters.DEFAULTS.withSimulations(100_000_000), null));
        assertThat(store.forgotten()).doesNotContain(queued.id());
        jobs.cancel(queued);
        await(queued.id());
    }
}

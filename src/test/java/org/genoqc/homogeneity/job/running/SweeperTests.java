package org.genoqc.homogeneity.job.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.job.DataDirectory;
import org.genoqc.homogeneity.job.IdempotencyKey;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.storage.JobStore;
import org.genoqc.homogeneity.job.storage.SubmissionStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@OneAtATime
class SweeperTests {

    private static final IdempotencyKey KEY = new IdempotencyKey(Job.ANONYMOUS, "key");
    private static final Duration ORPHAN_AGE = Duration.ofMinutes(10);
    private static final Duration RETENTION = Duration.ofDays(30);

    @TempDir
    private Path dataDir;

    private JobRooms rooms;
    private Sweeper sweeper;

    @BeforeEach
    void open() {
        rooms = new JobRooms(dataDir);
        sweeper = rooms.get(Sweeper.class);
    }

    @AfterEach
    void close() {
        rooms.close();
    }

    private UUID waiting() throws IOException {
        return rooms.waiting(TestData.resource("malformed/clean/base.tsv"), JobParameters.DEFAULTS);
    }

    private UUID canceled() throws IOException {
        UUID id = waiting();
        rooms.get(JobStore.class).cancel(id);
        return id;
    }

    private boolean isKnown(UUID id) {
        return rooms.get(JobStore.class).find(id).isPresent();
    }

    @Test
    void anEndedJobIsRemovedAfterItsRetentionAndNotBefore() throws IOException {
        UUID ended = canceled();
        UUID live = waiting();
        rooms.clock.advance(RETENTION);
        sweeper.sweep();
        assertThat(isKnown(ended)).isTrue();
        rooms.clock.advance(Duration.ofMillis(1));
        sweeper.sweep();
        assertThat(isKnown(ended)).isFalse();
        assertThat(rooms.files().folder(ended)).doesNotExist();
        assertThat(isKnown(live)).isTrue();
        assertThat(rooms.files().folder(live).resolve("input")).exists();
    }

    @Test
    void aFolderWithoutAJobIsRemovedOnlyWhenNothingWasWrittenToItForLong() throws IOException {
        UUID orphan = waiting();
        rooms.get(JdbcClient.class)
                .sql("delete from job where id = :id")
                .param("id", orphan)
                .update();
        sweeper.sweep();
        assertThat(rooms.files().folder(orphan).resolve("input")).exists();
        rooms.clock.advance(ORPHAN_AGE.plusDays(1));
        sweeper.sweep();
        assertThat(rooms.files().folder(orphan)).doesNotExist();
    }

    @Test
    void anUploadThatBrokeOffIsRemovedOnlyWhenNothingWasWrittenToItForLong() throws IOException {
        Path upload = Files.writeString(rooms.files().stage(UUID.randomUUID()).resolve("input"), "x");
        sweeper.sweep();
        assertThat(upload).exists();
        rooms.clock.advance(ORPHAN_AGE.plusDays(1));
        sweeper.sweep();
        assertThat(upload.getParent()).doesNotExist();
    }

    @Test
    void noFileOfAnUploadIsRemovedWhileItsReceiverWritesOthers() throws IOException {
        Path uploads = rooms.get(DataDirectory.class).uploads();
        FileTime longAgo = FileTime.from(rooms.clock.instant().minus(ORPHAN_AGE).minusSeconds(60));
        for (String name : List.of("upload_a_b_00000001.tmp", "upload_a_c_00000001.tmp")) {
            Files.setLastModifiedTime(Files.writeString(uploads.resolve(name), "x"), longAgo);
        }
        Files.setLastModifiedTime(
                Files.writeString(uploads.resolve("upload_a_b_00000002.tmp"), "x"),
                FileTime.from(rooms.clock.instant()));
        sweeper.sweep();
        try (Stream<Path> left = Files.list(uploads)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("upload_a_b_00000001.tmp", "upload_a_b_00000002.tmp");
        }
    }

    @Test
    void partsAreRemovedFromAnEndedJobAndFromNoOther() throws IOException {
        Path ofEnded = Files.writeString(rooms.files().folder(canceled()).resolve("parts-0001"), "x");
        Path ofLive = Files.writeString(rooms.files().folder(waiting()).resolve("parts-0001"), "x");
        rooms.clock.advance(ORPHAN_AGE.plusDays(1));
        sweeper.sweep();
        assertThat(ofEnded).doesNotExist();
        assertThat(ofEnded.resolveSibling("input")).exists();
        assertThat(ofLive).exists();
    }

    @Test
    void anEndedJobWithoutFilesIsRemovedALiveOneIsNot() throws IOException {
        UUID ended = canceled();
        UUID live = waiting();
        rooms.files().delete(ended);
        rooms.files().delete(live);
        sweeper.sweep();
        assertThat(isKnown(ended)).isFalse();
        assertThat(rooms.state(live)).isEqualTo(JobState.Name.QUEUED);
    }

    @Test
    void aLiveJobThatIsNotInTheQueueIsQueuedAnEndedOneIsNot() throws IOException {
        UUID live = waiting();
        UUID ended = canceled();
        sweeper.sweep();
        Scheduler queue = rooms.get(Scheduler.class);
        assertThat(queue.getScheduledExecution(TaskInstanceId.of(JobStore.TASK, live.toString())))
                .hasValueSatisfying(
                        execution -> assertThat(execution.getExecutionTime()).isEqualTo(rooms.clock.instant()));
        assertThat(queue.getScheduledExecution(TaskInstanceId.of(JobStore.TASK, ended.toString())))
                .isEmpty();
    }

    @Test
    void theKeyOfARequestThatDiedBecomesFree() {
        SubmissionStore submissions = rooms.get(SubmissionStore.class);
        assertThat(submissions.begin(KEY)).isTrue();
        rooms.clock.advance(Duration.ofSeconds(30));
        sweeper.sweep();
        assertThat(submissions.begin(KEY)).isFalse();
        rooms.clock.advance(Duration.ofMillis(1));
        sweeper.sweep();
        assertThat(submissions.begin(KEY)).isTrue();
    }
}

package org.genoqc.homogeneity.job.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.TimingsPage;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of the batches of a job, wherever it is: each is read without those of other pages. */
@OneAtATime
class TimingsPageTests {

    private static final JobParameters BATCHES_OF_ONE =
            new JobParameters(TestParameters.DEFAULTS.withSimulations(5), 1);
    private static final int BATCHES = 500;
    private static final int BYTES_OF_HEADER = 8;
    private static final int BYTES_OF_TIMING = 68;

    @TempDir
    private Path dataDir;

    private JobRooms rooms;
    private Jobs jobs;

    @BeforeEach
    void open() {
        rooms = new JobRooms(dataDir);
        jobs = rooms.get(Jobs.class);
    }

    @AfterEach
    void close() {
        rooms.close();
    }

    private UUID complete() throws IOException {
        UUID id = rooms.waiting(Path.of("examples/sample.tsv"), BATCHES_OF_ONE);
        rooms.get(JobRunner.class).run(id);
        return id;
    }

    private void assertPagesOf(UUID id, List<BatchTiming> all) throws IOException {
        assertThat(jobs.timings(rooms.job(id), 3, 2)).isEqualTo(new TimingsPage(all.size(), all.subList(3, 5)));
        assertThat(jobs.timings(rooms.job(id), all.size() - 1, 10))
                .isEqualTo(new TimingsPage(all.size(), all.subList(all.size() - 1, all.size())));
        assertThat(jobs.timings(rooms.job(id), Integer.MAX_VALUE, 10_000))
                .isEqualTo(new TimingsPage(all.size(), List.of()));
    }

    @Test
    void ofACompleteJob() throws IOException {
        UUID id = complete();
        List<BatchTiming> all = jobs.timings(rooms.job(id));
        assertThat(all).hasSize(BATCHES);
        assertPagesOf(id, all);
    }

    /** A file that says that it is of two thousand million batches and ends after 500 could not be read as a whole. */
    @Test
    void ofACompleteJobNothingBeforeOrAfterThePageIsRead() throws IOException {
        UUID id = complete();
        List<BatchTiming> all = jobs.timings(rooms.job(id));
        Path file = rooms.files().batches(id);
        assertThat(file).hasSize(BYTES_OF_HEADER + (long) BATCHES * BYTES_OF_TIMING);
        try (RandomAccessFile changed = new RandomAccessFile(file.toFile(), "rw")) {
            changed.seek(Integer.BYTES);
            changed.writeInt(Integer.MAX_VALUE);
        }
        assertThat(jobs.timings(rooms.job(id), 498, 2))
                .isEqualTo(new TimingsPage(Integer.MAX_VALUE, all.subList(498, 500)));
    }

    @Test
    void ofACompleteJobOfAVersionWithoutSlices() throws IOException {
        UUID id = complete();
        try (DataOutputStream out =
                new DataOutputStream(Files.newOutputStream(rooms.files().batches(id)))) {
            out.writeInt(3);
            for (int batch = 0; batch < 3; batch++) {
                out.writeInt(batch);
                out.writeInt(1);
                out.writeLong(1_000_000_000L);
                out.writeLong(2);
                out.writeLong(3);
                out.writeInt(4);
                out.writeInt(5);
                out.writeInt(6);
                out.writeLong(7);
            }
        }
        assertThat(jobs.timings(rooms.job(id), 1, 1).timings())
                .singleElement()
                .extracting(BatchTiming::batch, BatchTiming::skipped, BatchTiming::simulations, BatchTiming::slices)
                .containsExactly(1, 6, 7L, 1);
        assertPagesOfThree(id);
    }

    private void assertPagesOfThree(UUID id) throws IOException {
        assertThat(jobs.timings(rooms.job(id), 2, 5).timings())
                .extracting(BatchTiming::batch)
                .containsExactly(2);
    }

    @Test
    void ofARunningJobAndOfOneThatWaitsToGoOn() throws IOException {
        UUID id = rooms.waiting(Path.of("examples/sample.tsv"), BATCHES_OF_ONE);
        RunningJobs running = rooms.get(RunningJobs.class);
        rooms.events.batches = new BatchListener() {
            @Override
            public void completed(BatchTiming timing) {
                RunningJobs.Running here = running.find(id).orElseThrow();
                if (here.timings().size() >= 20) {
                    TimingsPage page = here.timings(5, 3);
                    assertThat(page.completed()).isGreaterThanOrEqualTo(20);
                    assertThat(page.timings()).isEqualTo(here.timings().subList(5, 8));
                    here.giveUp();
                }
            }
        };
        try {
            rooms.get(JobRunner.class).run(id);
        } catch (JobRunner.TryAgainException e) {
            assertThat(e.after()).isZero();
        }
        List<BatchTiming> inParts = jobs.timings(rooms.job(id));
        assertThat(inParts).hasSizeBetween(20, BATCHES - 1);
        assertPagesOf(id, inParts);
    }
}

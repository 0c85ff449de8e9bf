package org.genoqc.homogeneity.job.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OneAtATime
class JobsTests {

    private static final JobParameters QUICK = new JobParameters(TestParameters.DEFAULTS.withSimulations(5), null);

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

    private UUID waiting() throws IOException {
        return rooms.waiting(TestData.resource("malformed/clean/base.tsv"), QUICK);
    }

    @Test
    void cancellingTwiceEndsAJobOnce() throws IOException {
        Job before = rooms.job(waiting());
        assertThat(jobs.cancel(before).state()).isEqualTo(new JobState.Canceled());
        // whoever asks the second time may still have seen it waiting
        assertThat(jobs.cancel(before).state()).isEqualTo(new JobState.Canceled());
        assertThat(rooms.events.told).containsExactly("ended CANCELED");
    }

    @Test
    void cancellingAJobThatEndedMeanwhileChangesNothing() throws IOException {
        Job before = rooms.job(waiting());
        rooms.get(JobRunner.class).run(before.id());
        assertThat(jobs.cancel(before).state()).isInstanceOf(JobState.Complete.class);
        assertThat(rooms.events.told).endsWith("ended COMPLETE").doesNotContain("ended CANCELED");
    }

    @Test
    void aLiveJobIsNotRemovedAndTheRefusalNamesItsState() throws IOException {
        Job live = rooms.job(waiting());
        assertThatIllegalStateException()
                .isThrownBy(() -> jobs.remove(live))
                .withMessageContaining(live.id().toString())
                .withMessageContaining("is QUEUED");
    }

    /** However they interleave: one end is told of every job, and that of a job that has ended. */
    @Test
    void listenersAreToldOneEndOfEachJobHoweverItIsCancelledRunAndRemovedAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < 40; i++) {
                Job before = rooms.job(waiting());
                Future<?> cancelled = threads.submit(() -> jobs.cancel(before));
                Future<?> run = threads.submit(() -> rooms.get(JobRunner.class).run(before.id()));
                Future<Object> removed = threads.submit(() -> {
                    while (!rooms.job(before.id()).state().isEnded()) {
                        Thread.onSpinWait();
                    }
                    jobs.remove(rooms.job(before.id()));
                    return null;
                });
                cancelled.get();
                run.get();
                removed.get();
            }
        }
        assertThat(rooms.events.ended)
                .hasSize(40)
                .allMatch(job -> job.state().isEnded())
                .extracting(Job::id)
                .doesNotHaveDuplicates();
    }
}

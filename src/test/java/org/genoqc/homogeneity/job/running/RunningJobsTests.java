package org.genoqc.homogeneity.job.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.genoqc.homogeneity.job.storage.Claim;
import org.junit.jupiter.api.Test;

class RunningJobsTests {

    private final RunningJobs jobs = new RunningJobs();
    private final UUID id = UUID.randomUUID();

    @Test
    void whereNothingRunsNobodyWaits() throws InterruptedException {
        assertThat(jobs.awaitNone(Duration.ofDays(1))).isTrue();
    }

    @Test
    void aJobThatStillRunsWhenTheTimeIsOverIsReported() throws InterruptedException {
        jobs.begin(new Claim(id, 1));
        assertThat(jobs.awaitNone(Duration.ofNanos(1))).isFalse();
    }

    @Test
    void theEndOfTheLastJobEndsTheWaitWhateverTimeIsLeft() {
        RunningJobs.Running one = jobs.begin(new Claim(id, 1));
        RunningJobs.Running other = jobs.begin(new Claim(UUID.randomUUID(), 1));
        CompletableFuture<Boolean> waited = CompletableFuture.supplyAsync(() -> {
            try {
                return jobs.awaitNone(Duration.ofSeconds(Long.MAX_VALUE));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        jobs.end(one);
        assertThat(waited).isNotDone();
        jobs.end(other);
        assertThat(waited.join()).isTrue();
    }

    @Test
    void aJobIsGivenUpWhenItsNextAttemptBeginsHere() {
        RunningJobs.Running earlier = jobs.begin(new Claim(id, 1));
        RunningJobs.Running later = jobs.begin(new Claim(id, 2));
        assertThat(earlier.isRequested()).isTrue();
        assertThat(later.isRequested()).isFalse();
        jobs.end(earlier);
        assertThat(jobs.find(id)).containsSame(later);
    }

    @Test
    void whatIsStillReadingItsInputIsGivenUpAtOnceWhenTheServiceShutsDown() {
        RunningJobs.Running reading = jobs.begin(new Claim(id, 1));
        jobs.handBackAll(Duration.ofDays(1));
        assertThat(reading.isRequested()).isTrue();
        assertThat(reading.isCancelled()).isFalse();
        assertThat(jobs.begin(new Claim(UUID.randomUUID(), 1)).isRequested()).isTrue();
    }
}

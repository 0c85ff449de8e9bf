package org.genoqc.homogeneity.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.genoqc.homogeneity.batch.Progress;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobState;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is.
 *
 * @param percent of the probesets; 100 only when the result can be downloaded
 * @param ratePerSecond probesets per second since the job started; missing before that
 * @param etaSeconds missing where it can't be estimated
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProgressView(
        UUID id,
        JobState.Name state,
        JobView.Probesets probesets,
        Batches batches,
        double percent,
        @Nullable Double ratePerSecond,
        @Nullable Double etaSeconds,
        double elapsedSeconds) {

    private static final double NEARLY_DONE = 99.9;

    record Batches(long total, long queued, long running, long completed) {}

    static ProgressView of(Job job, Instant now) {
        Progress.Snapshot progress = job.progress();
        Instant started = job.times().started();
        Instant end = job.times().ended() == null ? now : job.times().ended();
        double elapsed =
                started == null ? 0 : Math.max(0, Duration.between(started, end).toMillis() / 1000.0);
        Double rate = elapsed > 0 && progress.completed() > 0 ? rounded(progress.completed() / elapsed) : null;
        boolean running = job.state().name() == JobState.Name.RUNNING;
        Double eta = running && rate != null && rate > 0
                ? rounded((progress.probesets() - progress.completed()) / rate)
                : null;
        return new ProgressView(
                job.id(),
                job.state().name(),
                JobView.Probesets.of(progress),
                new Batches(
                        progress.batches(),
                        progress.batchesQueued(),
                        progress.batchesRunning(),
                        progress.batchesCompleted()),
                percent(job.state(), progress),
                rate,
                eta,
                elapsed);
    }

    private static double percent(JobState state, Progress.Snapshot progress) {
        if (state instanceof JobState.Complete) {
            return 100;
        }
        return progress.probesets() == 0
                ? 0
                : Math.min(NEARLY_DONE, Math.floor(1000.0 * progress.completed() / progress.probesets()) / 10);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}

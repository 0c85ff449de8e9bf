package org.genoqc.homogeneity.job.running;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.genoqc.homogeneity.batch.BatchSize;
import org.genoqc.homogeneity.batch.Progress;
import org.genoqc.homogeneity.cluster.ClusterAwayException;
import org.genoqc.homogeneity.cluster.DriverStatus;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.StateChange;
import org.genoqc.homogeneity.job.storage.ClaimStore;
import org.genoqc.homogeneity.job.storage.ClusterProgress;
import org.genoqc.homogeneity.job.storage.ClusterSubmission;
import org.jspecify.annotations.Nullable;

/** What has been seen of a job on a cluster, and what follows from it for the job here: its state, its progress, what it waits for. */
final class ClusterFollower {

    /** So long a cluster needs anyway before it is said that it has no room. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** So long a driver may live after its output is complete. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    private final Job job;
    private final ClusterSubmission submission;
    private final RunningJobs.Running running;
    private final ClaimStore claims;
    private final JobEvents events;
    private final HomogeneityProperties.Limits limits;
    private final Clock clock;
    private final Instant since;

    private DriverStatus status = new DriverStatus(DriverStatus.State.UNKNOWN, "");
    private volatile Progress.Snapshot probesets;
    private boolean isStarted;
    private @Nullable String waitsFor;
    private @Nullable Instant completeSince;

    ClusterFollower(
            Job job,
            ClusterSubmission submission,
            RunningJobs.Running running,
            ClaimStore claims,
            JobEvents events,
            HomogeneityProperties.Limits limits,
            Clock clock) {
        this.job = job;
        this.submission = submission;
        this.running = running;
        this.claims = claims;
        this.events = events;
        this.limits = limits;
        this.clock = clock;
        this.since = clock.instant();
        this.probesets = job.progress();
        this.waitsFor = job.execution().waitsFor();
    }

    ClusterSubmission submission() {
        return submission;
    }

    RunningJobs.Running running() {
        return running;
    }

    DriverStatus status() {
        return status;
    }

    Progress.Snapshot probesets() {
        return probesets;
    }

    void see(DriverStatus seen) {
        status = seen;
        if (seen.state() == DriverStatus.State.SUBMITTED) {
            if (isPatienceOver()) {
                waitFor("the Spark cluster has no room for the driver of this job at the moment");
            }
        } else {
            waitFor(null);
        }
    }

    /**
     * Its output is complete.
     *
     * @return whether it may be taken: its driver has ended, or should have
     */
    boolean seeComplete() {
        Instant now = clock.instant();
        Instant complete = Objects.requireNonNullElse(completeSince, now);
        completeSince = complete;
        return !status.isLive() || now.isAfter(complete.plus(LAST_WORDS));
    }

    private boolean isPatienceOver() {
        return clock.instant().isAfter(since.plus(PATIENCE));
    }

    void seeAway(ClusterAwayException e) {
        waitFor(Objects.requireNonNullElse(e.getMessage(), "the Spark cluster can't be reached"));
    }

    private void waitFor(@Nullable String what) {
        if (!Objects.equals(what, waitsFor)) {
            claims.saveWaitsFor(running.claim(), what);
            waitsFor = what;
        }
    }

    /**
     * Takes over how far the job is.
     *
     * @throws CancellationException if it has been cancelled or taken over
     * @throws org.genoqc.homogeneity.fault.InvalidInputException if it is larger than a job may be
     */
    void see(ClusterProgress progress) throws IOException {
        if (progress.executors() == 0 && isPatienceOver()) {
            waitFor("the Spark cluster has no room for an executor of this job at the moment");
        }
        if (!progress.isCounted()) {
            return;
        }
        if (!isStarted) {
            start(progress);
            isStarted = true;
        }
        // a driver that begins anew counts from 0
        if (progress.probesets().completed() >= probesets.completed()) {
            probesets = progress.probesets();
        }
    }

    private void start(ClusterProgress progress) throws IOException {
        JobSize.requireWithin(
                limits.simulations(),
                (int) Math.min(Integer.MAX_VALUE, progress.probesets().probesets()),
                job.parameters().test());
        events.tell(listener -> listener.inputRead(progress.rows()));
        claims.saveDataSet(
                running.claim(),
                new Job.DataSet(
                        progress.rows(),
                        progress.genotypingBatches(),
                        new BatchSize(progress.batchSize(), "a partition of the Spark cluster")),
                job.warnings());
        claims.saveProgress(running.claim(), progress.probesets());
        Optional<StateChange> started = claims.started(running.claim());
        if (started.isEmpty()) {
            // of a job that has been taken over, what is on the cluster is its new runner's
            if (claims.standing(List.of(running.claim())).get(running.claim()) == ClaimStore.Standing.CANCELING) {
                running.cancel();
            }
            throw new CancellationException("cancelled, or taken over, while its input was read");
        }
        events.tell(started.get());
    }
}

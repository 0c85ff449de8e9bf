package org.genoqc.homogeneity.job.running;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.cluster.ClusterAwayException;
import org.genoqc.homogeneity.cluster.DriverStatus;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.storage.ClaimStore;
import org.genoqc.homogeneity.job.storage.ClusterOutput;
import org.genoqc.homogeneity.job.storage.ClusterSubmission;
import org.genoqc.homogeneity.job.storage.ClusterSubmissions;
import org.genoqc.homogeneity.job.storage.JobInputs;
import org.genoqc.homogeneity.job.storage.JobTables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Has a Spark cluster run a job, and follows it. What an earlier attempt submitted is followed, not submitted again, as long as
 * it lives or has written its result.
 */
@Component
class SparkEngine implements JobEngine {

    private static final Logger LOG = LoggerFactory.getLogger(SparkEngine.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final SparkCluster cluster;
    private final ClusterSubmissions submissions;
    private final ClusterOutput output;
    private final ClaimStore claims;
    private final JobInputs inputs;
    private final JobTables tables;
    private final RunningJobs runningJobs;
    private final JobEvents events;
    private final HomogeneityProperties.Limits limits;
    private final Clock clock;

    SparkEngine(
            SparkCluster cluster,
            ClusterSubmissions submissions,
            ClusterOutput output,
            ClaimStore claims,
            JobInputs inputs,
            JobTables tables,
            RunningJobs runningJobs,
            JobEvents events,
            HomogeneityProperties properties,
            Clock clock) {
        this.cluster = cluster;
        this.submissions = submissions;
        this.output = output;
        this.claims = claims;
        this.inputs = inputs;
        this.tables = tables;
        this.runningJobs = runningJobs;
        this.events = events;
        this.limits = properties.limits();
        this.clock = clock;
    }

    /** Whether there is a cluster. */
    boolean isThere() {
        return cluster.isThere();
    }

    @Override
    public JobState.ResultFile run(Job job, RunningJobs.Running running, HeapBudget.Share share)
            throws IOException, InterruptedException {
        running.throwIfRequested();
        ClusterSubmission submission = submission(job, running);
        ClusterFollower follower = new ClusterFollower(job, submission, running, claims, events, limits, clock);
        running.follow(follower::probesets);
        try {
            await(follower);
        } catch (CancellationException e) {
            if (running.isCancelled()) {
                stop(follower);
            }
            throw e;
        }
        return take(job, submission, running);
    }

    /** What there is of an earlier attempt, or else what is submitted now. */
    private ClusterSubmission submission(Job job, RunningJobs.Running running)
            throws IOException, InterruptedException {
        ClusterSubmission found = null;
        for (ClusterSubmission earlier : submissions.of(job.id())) {
            DriverStatus status = cluster.status(earlier);
            if (found == null && (status.isLive() || output.isComplete(earlier))) {
                LOG.info("job {} is on the Spark cluster already, as {}", job.id(), earlier.name());
                found = earlier;
            } else if (status.isLive()) {
                cluster.kill(earlier);
            } else {
                cluster.end(earlier);
            }
        }
        if (found == null) {
            found = cluster.submit(job, inputs.of(job), running.claim());
        }
        if (found == null) {
            throw new CancellationException("taken over by another process");
        }
        return found;
    }

    /** Until its output may be taken. */
    private void await(ClusterFollower follower) throws IOException, InterruptedException {
        while (!isDone(follower)) {
            Thread.sleep(POLL);
        }
    }

    private boolean isDone(ClusterFollower follower) throws IOException, InterruptedException {
        ClusterSubmission submission = follower.submission();
        follower.running().throwIfRequested();
        // in this order: what it has written before it ended is seen
        DriverStatus status = status(follower);
        follower.see(output.progress(submission));
        if (output.isComplete(submission)) {
            return follower.seeComplete();
        }
        if (!status.isLive()) {
            output.throwIfFaulty(submission);
            String failure = output.failure(submission);
            cluster.end(submission);
            throw new DriverLostException(submission.name() + " is " + status.state() + " " + status.message()
                    + (failure.isEmpty() ? "" : ": " + failure));
        }
        return false;
    }

    /** As it was where the cluster can't be asked: the driver may go on without its Master. */
    private DriverStatus status(ClusterFollower follower) throws IOException, InterruptedException {
        try {
            DriverStatus status = cluster.status(follower.submission());
            follower.see(status);
            return status;
        } catch (ClusterAwayException e) {
            follower.seeAway(e);
            return follower.status();
        }
    }

    /** Kills it, and waits until it is gone, unless this process is shut down before. */
    private void stop(ClusterFollower follower) throws IOException, InterruptedException {
        boolean isKilled = false;
        while (!runningJobs.isClosed()) {
            try {
                if (!cluster.status(follower.submission()).isLive()) {
                    cluster.end(follower.submission());
                    return;
                }
                if (!isKilled) {
                    cluster.kill(follower.submission());
                    isKilled = true;
                }
            } catch (ClusterAwayException e) {
                follower.seeAway(e);
            }
            Thread.sleep(POLL);
        }
    }

    private JobState.ResultFile take(Job job, ClusterSubmission submission, RunningJobs.Running running)
            throws IOException {
        ClusterOutput.Outcome outcome = output.take(submission);
        claims.saveWarnings(running.claim(), outcome.warnings());
        claims.saveProgress(running.claim(), outcome.probesets());
        BatchListener batches = events.batches(job);
        outcome.timings().forEach(batches::completed);
        try {
            tables.writeIndex(job, outcome.result(), running);
        } catch (HeapBudgetExceededException e) {
            LOG.info("the index of the tables is left to whoever asks for it first: {}", e.getMessage());
        }
        events.tell(listener -> listener.found(outcome.findings()));
        return outcome.result();
    }

    /** The driver has ended without a result, or is lost with its worker. */
    static final class DriverLostException extends IOException {
        private static final long serialVersionUID = 1L;

        DriverLostException(String message) {
            super("the driver on the Spark cluster has ended without a result: " + message.strip()
                    + "; its log is on the worker that ran it");
        }
    }
}

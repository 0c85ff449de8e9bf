package org.genoqc.homogeneity.job.running;

import java.util.Optional;
import java.util.UUID;
import org.genoqc.homogeneity.job.IdempotencyKey;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.job.JobRefusedException;
import org.genoqc.homogeneity.job.JobRefusedException.Reason;
import org.genoqc.homogeneity.job.storage.JobStore;
import org.genoqc.homogeneity.job.storage.SubmissionStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes of all submissions of an owner with one Idempotency-Key one job. Does nothing for a submission without a key. */
@Component
class SubmissionKeys {

    private final SubmissionStore submissions;
    private final JobStore jobs;

    SubmissionKeys(SubmissionStore submissions, JobStore jobs) {
        this.submissions = submissions;
        this.jobs = jobs;
    }

    /** Whether there is a job with the key. */
    boolean isOfJob(@Nullable IdempotencyKey key) {
        return key != null && submissions.job(key).isPresent();
    }

    /** @throws JobRefusedException if another request with the key has not ended */
    void begin(@Nullable IdempotencyKey key) {
        if (key != null && !submissions.begin(key) && !isOfJob(key)) {
            throw new JobRefusedException(
                    Reason.KEY_IN_FLIGHT, "another request with this Idempotency-Key has not ended");
        }
    }

    /**
     * The job that was made of an earlier submission with the same key.
     *
     * @throws JobRefusedException if that was another file, or had other parameters
     */
    Optional<Job> earlierJob(Submission submission, Job.Input input, JobParameters parameters) {
        IdempotencyKey key = submission.key();
        Optional<Job> earlier =
                key == null ? Optional.empty() : submissions.job(key).flatMap(jobs::find);
        if (earlier.isPresent()
                && !(earlier.get().input().sha256().equals(input.sha256())
                        && earlier.get().parameters().equals(parameters))) {
            throw new JobRefusedException(
                    Reason.KEY_REUSED,
                    "another file or other parameters were submitted with this Idempotency-Key, as job "
                            + earlier.get().id());
        }
        return earlier;
    }

    /** @throws JobRefusedException if the key was lost to another request, since this process was paused */
    void complete(Submission submission, UUID job) {
        IdempotencyKey key = submission.key();
        if (key != null && !submissions.complete(key, job)) {
            throw new JobRefusedException(
                    Reason.KEY_IN_FLIGHT, "another request with this Idempotency-Key has begun meanwhile");
        }
    }

    /** The request has ended; a key of which no job was made is free again. */
    void end(Submission submission) {
        if (submission.key() != null) {
            submissions.end(submission.key());
        }
    }
}

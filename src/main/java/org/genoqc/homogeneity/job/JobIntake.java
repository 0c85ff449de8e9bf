package org.genoqc.homogeneity.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.genoqc.homogeneity.counts.CountsReader;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.job.JobRefusedException.Reason;
import org.genoqc.homogeneity.result.WholeFile;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** Accepts jobs, or says why not. */
@Service
public class JobIntake {

    /** So many rows are checked before a job is accepted; the rest when it runs. */
    private static final long ROWS_CHECKED_AT_ONCE = 20_000;

    private final JobStore store;
    private final SubmissionStore submissions;
    private final JobFiles files;
    private final Scheduler queue;
    private final OneTimeTask<Void> runJob;
    private final TransactionOperations transaction;
    private final HomogeneityProperties properties;
    private final HeapBudget heap;
    private final JobEvents events;

    JobIntake(
            JobStore store,
            SubmissionStore submissions,
            JobFiles files,
            Scheduler queue,
            OneTimeTask<Void> runJob,
            TransactionOperations transaction,
            HomogeneityProperties properties,
            HeapBudget heap,
            JobEvents events) {
        this.store = store;
        this.submissions = submissions;
        this.files = files;
        this.queue = queue;
        this.runJob = runJob;
        this.transaction = transaction;
        this.properties = properties;
        this.heap = heap;
        this.events = events;
    }

    /**
     * Lets a submission in before its upload is read, if there is room for it. What is let in must be ended.
     *
     * @param bytes the length of the request's body; -1 if not known
     * @throws JobRefusedException if there is no room for it now, or another request with its key has not ended
     */
    public Submission admit(@Nullable String idempotencyKey, long bytes) throws IOException, JobRefusedException {
        Submission submission = new Submission(idempotencyKey);
        long most = properties.maxUploadSize().toBytes();
        if (bytes > most + Submission.FRAMING.toBytes()) {
            throw new JobRefusedException(Reason.FILE_TOO_LARGE, "a file may have at most " + most + " bytes");
        }
        if (idempotencyKey != null && submissions.job(idempotencyKey).isPresent()) {
            // what comes is probably what was accepted already
            return submission;
        }
        requireRoom(Math.max(0, bytes));
        if (idempotencyKey != null
                && !submissions.begin(idempotencyKey)
                && submissions.job(idempotencyKey).isEmpty()) {
            throw new JobRefusedException(
                    Reason.KEY_IN_FLIGHT, "another request with this Idempotency-Key has not ended");
        }
        return submission;
    }

    /** The request of a submission that was let in has ended. */
    public void end(Submission submission) {
        if (submission.idempotencyKey() != null) {
            submissions.end(submission.idempotencyKey());
        }
    }

    /**
     * Accepts a job: when this returns, its input is on disk and the job is in the database and in the queue. A
     * repeated submission gives the job that it gave before.
     *
     * @throws InvalidInputException if the header or one of the first 20,000 rows can't be accepted
     * @throws JobRefusedException if there is no room for it now, or its key was used for something else
     */
    public Job submit(Submission submission, Upload upload, JobParameters parameters)
            throws IOException, JobRefusedException {
        UUID id = UUID.randomUUID();
        boolean published = false;
        try {
            Path input = files.stage(id).resolve(JobFiles.INPUT);
            upload.moveTo(input);
            Job.Input described = new Job.Input(upload.name(), upload.bytes(), JobResults.sha256(input));
            Optional<Job> earlier = earlier(submission, described, parameters);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            try (HeapBudget.Share share = heap.share()) {
                new CountsReader(share, Cancellation.NEVER).checkBeginning(input, ROWS_CHECKED_AT_ONCE);
            }
            // the upload is on disk already; the result and the parts need about as much again
            requireRoom(upload.bytes());
            WholeFile.sync(input);
            files.publish(id);
            published = true;
            Job job = accept(id, submission, described, parameters);
            try (MDC.MDCCloseable _ = JobLog.of(id)) {
                events.tell(listener -> listener.submitted(job));
            }
            return job;
        } catch (IOException e) {
            if (isStorageFull()) {
                throw noRoomOnDisk();
            }
            throw e;
        } finally {
            if (!published) {
                files.delete(id);
            }
        }
    }

    private Optional<Job> earlier(Submission submission, Job.Input input, JobParameters parameters)
            throws JobRefusedException {
        String key = submission.idempotencyKey();
        Optional<Job> earlier =
                key == null ? Optional.empty() : submissions.job(key).flatMap(store::find);
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

    /** Stores and queues a job whose folder is there; on failure the folder goes too, if it is certainly not needed. */
    private Job accept(UUID id, Submission submission, Job.Input input, JobParameters parameters)
            throws IOException, JobRefusedException {
        @Nullable JobRefusedException refusal;
        try {
            refusal = transaction.execute(status -> {
                @Nullable JobRefusedException why = store(id, submission, input, parameters);
                if (why != null) {
                    status.setRollbackOnly();
                }
                return why;
            });
        } catch (DataAccessException | TransactionException e) {
            // whether a commit that broke off was done is not known, until the database answers
            Optional<Job> accepted = store.find(id);
            if (accepted.isPresent()) {
                return accepted.get();
            }
            files.delete(id);
            throw e;
        }
        if (refusal != null) {
            files.delete(id);
            throw refusal;
        }
        // what was told of the job within the transaction could not see it yet
        queue.triggerCheckForDueExecutions();
        return store.find(id).orElseThrow();
    }

    private @Nullable JobRefusedException store(
            UUID id, Submission submission, Job.Input input, JobParameters parameters) {
        store.lockQueue();
        if (isQueueFull()) {
            return queueFull();
        }
        store.insert(id, input, parameters);
        String key = submission.idempotencyKey();
        if (key != null && !submissions.complete(key, id)) {
            return new JobRefusedException(
                    Reason.KEY_IN_FLIGHT, "another request with this Idempotency-Key has begun meanwhile");
        }
        queue.scheduleIfNotExists(runJob.instance(id.toString()), Instant.now());
        return null;
    }

    /** Whether the disk has less space than must stay free. */
    public boolean isStorageFull() {
        return files.isFull();
    }

    private boolean isQueueFull() {
        return store.countQueued() >= properties.jobs().maxQueued();
    }

    private JobRefusedException queueFull() {
        return new JobRefusedException(
                Reason.QUEUE_FULL, "the queue is full: " + properties.jobs().maxQueued() + " jobs are waiting");
    }

    private static JobRefusedException noRoomOnDisk() {
        return new JobRefusedException(Reason.STORAGE_FULL, "the disk of the data directory is nearly full");
    }

    private void requireRoom(long bytes) throws JobRefusedException, IOException {
        if (isQueueFull()) {
            throw queueFull();
        }
        if (!files.hasRoomFor(bytes)) {
            throw noRoomOnDisk();
        }
        if (!files.isWithinBound(bytes)) {
            throw new JobRefusedException(
                    Reason.STORAGE_FULL,
                    "the data directory holds nearly as much as it may, " + properties.maxDataSize());
        }
    }
}

package org.genoqc.homogeneity.job.running;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.genoqc.homogeneity.analysis.LoadedDataSet;
import org.genoqc.homogeneity.analysis.Validation;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.IdempotencyKey;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.job.JobRefusedException;
import org.genoqc.homogeneity.job.JobRefusedException.Reason;
import org.genoqc.homogeneity.job.storage.JobFiles;
import org.genoqc.homogeneity.job.storage.JobInputs;
import org.genoqc.homogeneity.job.storage.JobStore;
import org.genoqc.homogeneity.parameters.Engine;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** Accepts jobs, or refuses them with the reason; reports both to the listeners of jobs. */
@Service
public class JobIntake {

    private final JobStore store;
    private final SubmissionKeys keys;
    private final JobFiles files;
    private final JobInputs inputs;
    private final Capacity capacity;
    private final JobQueue queue;
    private final TransactionOperations transaction;
    private final InputChecks checks;
    private final RunningJobs runningJobs;
    private final HeapBudget heap;
    private final JobEvents events;
    private final Engines engines;
    private final HomogeneityProperties.Limits limits;
    private final Clock clock;

    JobIntake(
            JobStore store,
            SubmissionKeys keys,
            JobFiles files,
            JobInputs inputs,
            Capacity capacity,
            JobQueue queue,
            TransactionOperations transaction,
            InputChecks checks,
            RunningJobs runningJobs,
            HeapBudget heap,
            JobEvents events,
            Engines engines,
            HomogeneityProperties properties,
            Clock clock) {
        this.store = store;
        this.keys = keys;
        this.files = files;
        this.inputs = inputs;
        this.capacity = capacity;
        this.queue = queue;
        this.transaction = transaction;
        this.checks = checks;
        this.runningJobs = runningJobs;
        this.heap = heap;
        this.events = events;
        this.engines = engines;
        this.limits = properties.limits();
        this.clock = clock;
    }

    /**
     * Admits a submission before its upload is read, if there is room for it. What is admitted must be ended.
     *
     * @param owner the name of the principal that submits
     * @param idempotencyKey of the request; null if it has none
     * @param bytes the length of the request's body; -1 if not known
     * @throws JobRefusedException if there is no room for it now, or another request with its key has not ended
     */
    public Submission admit(String owner, @Nullable String idempotencyKey, long bytes) throws IOException {
        IdempotencyKey key = idempotencyKey == null ? null : new IdempotencyKey(owner, idempotencyKey);
        try {
            capacity.requireAcceptable(bytes);
            // what comes with the key of a job is probably what was accepted already
            if (!keys.isOfJob(key)) {
                capacity.requireRoom(owner, Math.max(0, bytes));
                keys.begin(key);
            }
            return new Submission(owner, key);
        } catch (JobRefusedException e) {
            throw reported(e);
        }
    }

    /** The request of an admitted submission has ended. */
    public void end(Submission submission) {
        keys.end(submission);
    }

    /**
     * An upload broke off.
     *
     * @throws JobRefusedException if that was for lack of space on the disk
     */
    public void uploadBroken() {
        try {
            capacity.requireSpace();
        } catch (JobRefusedException e) {
            throw reported(e);
        }
    }

    /** An upload came too slowly. */
    public void uploadTooSlow() {
        events.tell(listener -> listener.refused(Reason.UPLOAD_TOO_SLOW));
    }

    /** An upload was larger than any that is accepted. */
    public void uploadTooLarge() {
        events.tell(listener -> listener.refused(Reason.FILE_TOO_LARGE));
    }

    /**
     * Accepts a job: when this returns, its input is on disk and the job is in the database and in the queue. A
     * repeated submission gives the job that it gave before.
     *
     * @throws InvalidInputException if a header or one of the first rows can't be accepted: 20,000 rows of each file, or
     *     fewer where there are more than ten files
     * @throws JobRefusedException if there is no room for it now, or its key was used for something else
     * @throws org.genoqc.homogeneity.parameters.ParameterException if it asks for a cluster where there is none
     */
    public Job submit(Submission submission, ReceivedDataSet received, JobParameters parameters) throws IOException {
        try {
            return accept(submission, received, parameters);
        } catch (InvalidInputException e) {
            events.tell(listener -> listener.inputRejected(e));
            throw e;
        } catch (HeapBudgetExceededException e) {
            throw reported(new JobRefusedException(Reason.HEAP_FULL, e.getMessage()));
        } catch (JobRefusedException e) {
            throw reported(e);
        }
    }

    /**
     * Reads the whole of an upload, of which nothing is kept.
     *
     * @param workers that would run it
     * @throws InvalidInputException if it can't be accepted
     * @throws JobRefusedException if there is no room for it now
     */
    public Validation validate(ReceivedDataSet received, JobParameters parameters, int workers) throws IOException {
        UUID id = UUID.randomUUID();
        runningJobs.accompany();
        try (HeapBudget.Share share = heap.share()) {
            InputFiles input = received.moveTo(files.stage(id), inputs, parameters);
            LoadedDataSet loaded = LoadedDataSet.readBesideOthers(input, share, limits.ofInput(), Cancellation.NEVER);
            JobSize.requireWithin(limits.simulations(), loaded.counts().probesets(), parameters.test());
            return loaded.plan(parameters.test(), loaded.batchSize(parameters.batchSize()), BatchListener.NONE, clock)
                    .validation(workers);
        } catch (InvalidInputException e) {
            events.tell(listener -> listener.inputRejected(e));
            throw e;
        } catch (HeapBudgetExceededException e) {
            throw reported(new JobRefusedException(Reason.HEAP_FULL, e.getMessage()));
        } finally {
            files.delete(id);
        }
    }

    private JobRefusedException reported(JobRefusedException refusal) {
        events.tell(listener -> listener.refused(refusal.reason()));
        return refusal;
    }

    private Job accept(Submission submission, ReceivedDataSet received, JobParameters parameters) throws IOException {
        UUID id = UUID.randomUUID();
        boolean needed = false;
        try {
            Path folder = files.stage(id);
            InputFiles input = received.moveTo(folder, inputs, parameters);
            Job.Input described = JobInputs.describe(input);
            Optional<Job> earlier = keys.earlierJob(submission, described, parameters);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            Engine engine = engines.choose(parameters, described);
            boolean isSmall = JobSize.isSmall(checks.check(input), parameters.test());
            // the upload is on disk already; the result and the parts need about as much again
            capacity.requireRoom(submission.owner(), received.bytes());
            JobInputs.sync(folder, input);
            files.publish(id);
            needed = true;
            return store(new NewJob(id, submission, described, parameters, engine), isSmall);
        } catch (JobRefusedException e) {
            needed = false;
            throw e;
        } catch (IOException e) {
            capacity.requireSpace();
            throw e;
        } finally {
            if (!needed) {
                files.delete(id);
            }
        }
    }

    private record NewJob(UUID id, Submission submission, Job.Input input, JobParameters parameters, Engine engine) {}

    /** Stores and queues a job whose folder is there; on failure the folder goes too, if it is certainly not needed. */
    private Job store(NewJob job, boolean isSmall) throws IOException {
        UUID id = job.id();
        try {
            transaction.executeWithoutResult(_ -> {
                insert(job);
                queue.add(id, job.submission().owner(), isSmall);
            });
        } catch (DataAccessException | TransactionException e) {
            // after a commit that failed only the database knows whether the job is there
            Optional<Job> accepted = store.find(id);
            if (accepted.isPresent()) {
                return submitted(accepted.get());
            }
            files.delete(id);
            throw e;
        }
        // whoever was notified within the transaction could not see the job yet
        queue.poll();
        return submitted(store.find(id).orElseThrow());
    }

    private Job submitted(Job job) {
        try (MDC.MDCCloseable _ = JobLog.of(job.id())) {
            events.tell(listener -> listener.submitted(job));
        }
        return job;
    }

    private void insert(NewJob job) {
        store.lockQueue();
        capacity.requirePlaceInQueue(job.submission().owner());
        store.insert(job.id(), job.submission().owner(), job.input(), job.parameters(), job.engine());
        keys.complete(job.submission(), job.id());
    }
}

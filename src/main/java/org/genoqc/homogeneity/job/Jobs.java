package org.genoqc.homogeneity.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.genoqc.homogeneity.batch.BatchExecutor;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.Progress;
import org.genoqc.homogeneity.counts.CountsReader;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.InvalidInputException;
import org.genoqc.homogeneity.counts.WholeFile;
import org.genoqc.homogeneity.statistics.Cancellation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** What can be done with jobs. */
@Service
public class Jobs {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    /** So many rows are checked before a job is accepted; the rest when it runs. */
    private static final long ROWS_CHECKED_AT_ONCE = 20_000;

    private final JobStore store;
    private final JobFiles files;
    private final JobResults results;
    private final RunningJobs running;
    private final Scheduler queue;
    private final OneTimeTask<Void> runJob;
    private final TransactionOperations transaction;
    private final HomogeneityProperties properties;
    private final BatchExecutor executor;
    private final HeapBudget heap;

    Jobs(JobStore store, JobFiles files, JobResults results, RunningJobs running, Scheduler queue,
            OneTimeTask<Void> runJob, TransactionOperations transaction, HomogeneityProperties properties,
            BatchExecutor executor, HeapBudget heap) {
        this.store = store;
        this.files = files;
        this.results = results;
        this.running = running;
        this.queue = queue;
        this.runJob = runJob;
        this.transaction = transaction;
        this.properties = properties;
        this.executor = executor;
        this.heap = heap;
    }

    /**
     * Accepts a job: when this returns, its input is on disk and the job is in the database and in the queue.
     *
     * @throws InvalidInputException if the header or one of the first 20,000 rows can't be accepted
     * @throws JobRefusedException if there is no room for it now
     */
    public Job submit(Upload upload, JobParameters parameters) throws IOException, JobRefusedException {
        requireRoom(upload.bytes());
        UUID id = UUID.randomUUID();
        files.create(id);
        boolean accepted = false;
        try {
            Path input = files.input(id);
            upload.moveTo(input);
            try (HeapBudget.Share share = heap.share()) {
                new CountsReader(share, Cancellation.NEVER).checkBeginning(input, ROWS_CHECKED_AT_ONCE);
            }
            Job.Input described = new Job.Input(upload.name(), upload.bytes(), JobResults.sha256(input));
            WholeFile.sync(input);
            files.sync(id);
            transaction.executeWithoutResult(status -> {
                store.insert(id, described, parameters);
                queue.scheduleIfNotExists(runJob.instance(id.toString()), Instant.now());
            });
            accepted = true;
            // what was told of the job within the transaction could not see it yet
            queue.triggerCheckForDueExecutions();
        } finally {
            if (!accepted) {
                files.delete(id);
            }
        }
        LOG.info("job {} accepted: {}, {} bytes, {}", id, upload.name(), upload.bytes(), parameters);
        return find(id).orElseThrow();
    }

    private void requireRoom(long bytes) throws JobRefusedException, IOException {
        int most = properties.jobs().maxQueued();
        if (store.count(EnumSet.of(JobState.Name.QUEUED)) >= most) {
            throw new JobRefusedException(JobRefusedException.Reason.QUEUE_FULL,
                    "the queue is full: " + most + " jobs are waiting");
        }
        // the upload is on disk already; the result and the parts need about as much again
        if (!files.hasRoomFor(bytes)) {
            throw new JobRefusedException(JobRefusedException.Reason.STORAGE_FULL,
                    "the disk of the data directory is nearly full");
        }
    }

    public Optional<Job> find(UUID id) {
        return store.find(id);
    }

    /** The newest jobs before a number, optionally only those in some states. */
    public List<Job> list(@Nullable Set<JobState.Name> states, long before, int most) {
        return store.list(states, before, most);
    }

    /** The states the job has been in, oldest first. */
    public List<Job.Transition> transitions(UUID id) {
        return store.transitions(id);
    }

    /** How far the job is at this moment. */
    public Progress.Snapshot progress(Job job) {
        Optional<RunningJobs.Running> live = running.find(job.id());
        if (live.isEmpty()) {
            // it may have ended since it was read, and have been shown further than it was then stored
            return job.state().isEnded() || job.state().name() == JobState.Name.QUEUED
                    ? job.progress()
                    : find(job.id()).orElse(job).progress();
        }
        Progress.Snapshot now = live.get().progress();
        return now.completed() >= job.progress().completed() && now.probesets() > 0 ? now : job.progress();
    }

    /** The batches completed so far. */
    public List<BatchTiming> timings(Job job) throws IOException {
        Optional<RunningJobs.Running> live = running.find(job.id());
        return live.isPresent() && !job.state().isEnded() ? live.get().timings() : results.timings(job.id());
    }

    /** The number of workers that the batches are spread over. */
    public int workers() {
        return executor.workers();
    }

    /**
     * Asks a live job to stop; a running one does within a second. Nothing happens to an ended one.
     *
     * @return the job afterwards
     */
    public Job cancel(Job job) {
        UUID id = job.id();
        // a job cancelled while it is queued stays in the queue, where it is found to have ended
        if (!store.end(id, EnumSet.of(JobState.Name.QUEUED), new JobState.Canceled())) {
            store.move(id, EnumSet.of(JobState.Name.INITIALIZING, JobState.Name.RUNNING), JobState.Name.CANCELING);
            running.find(id).ifPresent(live -> live.stop(true));
        }
        return find(id).orElse(job);
    }

    /** Removes an ended job and its files. */
    public void remove(Job job) {
        if (!job.state().isEnded()) {
            throw new IllegalStateException("job " + job.id() + " is " + job.state().name());
        }
        store.delete(job.id());
        files.delete(job.id());
    }

    /** The result TSV of a complete job. */
    public Path result(Job job) {
        return files.result(job.id());
    }

    /** The result TSV of a complete job, compressed with gzip. */
    public Path compressedResult(Job job) throws IOException {
        return results.compressed(job.id());
    }

    public Path summaryJson(Job job) {
        return files.summaryJson(job.id());
    }

    public Path summaryText(Job job) {
        return files.summaryText(job.id());
    }
}

package org.genoqc.homogeneity.job.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.genoqc.homogeneity.batch.BatchExecutor;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.BatchVerdict;
import org.genoqc.homogeneity.batch.TimingsPage;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobCensus;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.StateChange;
import org.genoqc.homogeneity.job.storage.JobFiles;
import org.genoqc.homogeneity.job.storage.JobParts;
import org.genoqc.homogeneity.job.storage.JobResults;
import org.genoqc.homogeneity.job.storage.JobStore;
import org.genoqc.homogeneity.job.storage.JobTables;
import org.genoqc.homogeneity.parameters.Analysis;
import org.genoqc.homogeneity.query.StoredCounts;
import org.genoqc.homogeneity.query.TableIndex;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.stereotype.Service;

/** What can be done with jobs. */
@Service
public class Jobs {

    private final JobStore store;
    private final JobFiles files;
    private final JobResults results;
    private final JobTables tables;
    private final JobParts parts;
    private final RunningJobs running;
    private final BatchExecutor executor;
    private final JobEvents events;

    Jobs(
            JobStore store,
            JobFiles files,
            JobResults results,
            JobTables tables,
            JobParts parts,
            RunningJobs running,
            BatchExecutor executor,
            JobEvents events) {
        this.store = store;
        this.files = files;
        this.results = results;
        this.tables = tables;
        this.parts = parts;
        this.running = running;
        this.executor = executor;
        this.events = events;
    }

    public Optional<Job> find(UUID id) {
        return store.find(id);
    }

    /**
     * The newest jobs before a number.
     *
     * @param states optionally only those in some states
     * @param owner optionally only those of one principal
     */
    public List<Job> list(@Nullable Set<JobState.Name> states, @Nullable String owner, long before, int most) {
        return store.list(states, owner, before, most);
    }

    /** How many jobs there are. */
    public JobCensus census() {
        return store.census();
    }

    /** The states the job has been in, oldest first. */
    public List<Job.Transition> transitions(UUID id) {
        return store.transitions(id);
    }

    /** The batches completed so far, by whichever replica. */
    public List<BatchTiming> timings(Job job) throws IOException {
        Optional<RunningJobs.Running> here = running.find(job.id());
        if (job.state().isEnded()) {
            return results.timings(job.id());
        }
        return here.isPresent() ? here.get().timings() : parts.timings(job.id());
    }

    /** Some of these, of which no others are held in memory. */
    public TimingsPage timings(Job job, int offset, int limit) throws IOException {
        Optional<RunningJobs.Running> here = running.find(job.id());
        if (job.state().isEnded()) {
            return results.timings(job.id(), offset, limit);
        }
        return here.isPresent() ? here.get().timings(offset, limit) : parts.timings(job.id(), offset, limit);
    }

    /** What the times of a complete job say about its batch size. */
    public Optional<BatchVerdict> verdict(Job job) throws IOException {
        return job.state() instanceof JobState.Complete ? results.verdict(job.id()) : Optional.empty();
    }

    /** The number of workers that the batches are spread over. */
    public int workers() {
        return executor.workers();
    }

    /**
     * Asks a live job to stop; a running one does within a second, in whichever replica. Nothing happens to an ended
     * one.
     *
     * @return the job afterwards
     */
    public Job cancel(Job job) {
        // a job cancelled while it is queued stays in the queue, where it is found to have ended
        try (MDC.MDCCloseable _ = JobLog.of(job.id())) {
            Optional<StateChange> change = store.cancel(job.id());
            change.ifPresent(events::tell);
            if (change.isPresent() && change.get().to() == JobState.Name.CANCELING) {
                running.find(job.id()).ifPresent(RunningJobs.Running::cancel);
            }
            return change.map(StateChange::job).or(() -> store.find(job.id())).orElse(job);
        }
    }

    /** Removes an ended job and its files. */
    public void remove(Job job) throws IOException {
        if (!job.state().isEnded()) {
            throw new IllegalStateException(
                    "job " + job.id() + " is " + job.state().name() + " and can't be removed before it has ended");
        }
        if (store.delete(job.id())) {
            files.delete(job.id());
        }
    }

    /** The result TSV of a complete job. */
    public Path result(Job job) {
        return files.result(job.id());
    }

    /** The result TSV of a complete job, compressed with gzip. */
    public Path compressedResult(Job job) throws IOException {
        return results.compressed(job.id());
    }

    /** The findings of a complete job, as TSV; null if its analysis was basic. */
    public @Nullable Path findings(Job job) {
        return isAssessed(job) ? files.findings(job.id()) : null;
    }

    /** How each genotyping batch of a complete job compares with the rest, as TSV; null if its analysis was basic. */
    public @Nullable Path reportCard(Job job) {
        return isAssessed(job) ? files.reportCard(job.id()) : null;
    }

    private static boolean isAssessed(Job job) {
        return job.parameters().test().analysis() == Analysis.FULL;
    }

    /** What the pictures of a complete job are drawn of, as JSON; null where it ended before there were figures. */
    public @Nullable Path figures(Job job) {
        Path figures = files.figures(job.id());
        return Files.exists(figures) ? figures : null;
    }

    /**
     * The index of the tables of a complete job, to be closed; made if it is not there.
     *
     * @throws org.genoqc.homogeneity.fault.HeapBudgetExceededException if there is not enough heap to make it now
     */
    public TableIndex index(Job job, JobState.ResultFile result) throws IOException {
        return tables.index(job, result);
    }

    /** The counts of the probesets of a complete job, to be closed; null where it ended before counts were kept. */
    public @Nullable StoredCounts counts(Job job) throws IOException {
        return tables.counts(job.id());
    }

    public Path summaryJson(Job job) {
        return files.summaryJson(job.id());
    }

    public Path summaryText(Job job) {
        return files.summaryText(job.id());
    }
}

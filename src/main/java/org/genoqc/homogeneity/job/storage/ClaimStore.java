package org.genoqc.homogeneity.job.storage;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.batch.Progress;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobError;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.StateChange;
import org.genoqc.homogeneity.parameters.Engine;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What is stored by those who run jobs. Nothing is changed under a {@link Claim} that is not the newest of its job. */
@Repository
public class ClaimStore {

    private static final int MAX_WAITS_FOR = 1000;

    private final JdbcClient jdbc;
    private final StateChanges changes;
    private final JsonMapper json;

    ClaimStore(JdbcClient jdbc, StateChanges changes, JsonMapper json) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.json = json;
    }

    /** A job that was claimed: the right to run it, and the change of state that came with it. */
    public record Claimed(Claim claim, StateChange change) {}

    /** Claims a job that has not ended and is not being cancelled; takes it from whoever held it. */
    @Transactional
    public Optional<Claimed> claim(UUID id) {
        return changes.lock(id)
                .filter(job -> job.state().mayBecome(JobState.Name.INITIALIZING))
                .flatMap(job -> {
                    Claim claim = new Claim(id, job.attempt() + 1);
                    jdbc.sql("""
                        update job set attempts = :attempt, started_at = coalesce(started_at, :now) where id = :id
                        """)
                            .param("id", id)
                            .param("attempt", claim.attempt())
                            .param("now", changes.now())
                            .update();
                    return changes.change(job, JobState.Name.INITIALIZING).map(change -> new Claimed(claim, change));
                });
    }

    /** Ends a job that is being cancelled and that nobody runs. */
    @Transactional
    public Optional<StateChange> endCanceled(UUID id) {
        return changes.lock(id)
                .filter(job -> job.state() == JobState.Name.CANCELING)
                .flatMap(job -> changes.change(job, JobState.Name.CANCELED));
    }

    /** From reading to running; empty if it was cancelled meanwhile, or taken over. */
    @Transactional
    public Optional<StateChange> started(Claim claim) {
        return changes.lock(claim).flatMap(job -> changes.change(job, JobState.Name.RUNNING));
    }

    /** Gives a job back to the queue; empty if it was cancelled meanwhile, or taken over. */
    @Transactional
    public Optional<StateChange> handBack(Claim claim) {
        return changes.lock(claim).flatMap(job -> changes.change(job, JobState.Name.QUEUED));
    }

    /** Ends a job; empty if it can't end like this, since it was cancelled meanwhile, or if it was taken over. */
    @Transactional
    public Optional<StateChange> end(Claim claim, JobState state) {
        return changes.lock(claim)
                .filter(job -> job.state().mayBecome(state.name()))
                .flatMap(job -> {
                    saveOutcome(job.id(), state);
                    return changes.change(job, state.name());
                });
    }

    private void saveOutcome(UUID id, JobState state) {
        switch (state) {
            case JobState.Complete(JobState.ResultFile result) ->
                jdbc.sql("update job set result_bytes = :bytes, result_sha256 = :sha256 where id = :id")
                        .param("id", id)
                        .param("bytes", result.bytes())
                        .param("sha256", result.sha256())
                        .update();
            case JobState.Failed failed ->
                jdbc.sql("update job set error = :error where id = :id")
                        .param("id", id)
                        .param("error", json.writeValueAsString(failed.error()))
                        .update();
            case JobState.Canceled _, JobState.Live _ -> {}
        }
    }

    /** Counts a failure of ours; returns how many there have been, 0 if the claim is not the newest. */
    @Transactional
    public int countFailure(Claim claim) {
        jdbc.sql("update job set failures = failures + 1 where id = :id and attempts = :attempt")
                .param("id", claim.job())
                .param("attempt", claim.attempt())
                .update();
        return jdbc.sql("select failures from job where id = :id")
                .param("id", claim.job())
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /**
     * What a death of the process that ran a job means for the job.
     *
     * @param inARow the deaths in a row, each before the job had got a hundredth further; 0 if it had
     * @param change of its state
     */
    public record Death(int inARow, StateChange change) {}

    /**
     * Notes that whoever ran a job is dead, and gives the job back to the queue; the claim is void from now on. After so many
     * deaths in a row the job is set aside: it ends; but not where it was run by a cluster, of which no process here dies. Empty if nobody ran it, or it was being cancelled.
     */
    @Transactional
    public Optional<Death> died(UUID id, int maxInARow) {
        return changes.lock(id)
                .filter(job -> job.state() == JobState.Name.INITIALIZING || job.state() == JobState.Name.RUNNING)
                .flatMap(job -> {
                    jdbc.sql("""
                        update job set attempts = attempts + 1,
                            deaths = case
                                when run_by <> 'local' then 0
                                when standard + monte_carlo + skipped > completed_at_death + probesets / 100 then 0
                                else deaths + 1 end,
                            completed_at_death = standard + monte_carlo + skipped
                        where id = :id
                        """).param("id", id).update();
                    int inARow = deaths(id);
                    JobState.Name to = inARow < maxInARow ? JobState.Name.QUEUED : JobState.Name.SYSTEM_ERROR;
                    if (to == JobState.Name.SYSTEM_ERROR) {
                        saveOutcome(id, new JobState.Failed(to, setAside(inARow)));
                    }
                    return changes.change(job, to).map(change -> new Death(inARow, change));
                });
    }

    private static JobError setAside(int deaths) {
        return JobError.of(
                "set aside: the process died " + deaths + " times in a row while it ran this job, each time before"
                        + " a hundredth of it was done; its log, or that of its container, says why");
    }

    /** How often in a row the process has died while it ran this job. */
    public int deaths(UUID id) {
        return jdbc.sql("select deaths from job where id = :id")
                .param("id", id)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** Whoever held a claim was paused, not dead: the death that was noted of it does not count. */
    public void survived(Claim claim) {
        jdbc.sql("update job set deaths = deaths - 1 where id = :id and attempts > :attempt and deaths > 0")
                .param("id", claim.job())
                .param("attempt", claim.attempt())
                .update();
    }

    /** Stores what was accepted but may surprise. */
    public void saveWarnings(Claim claim, List<String> warnings) {
        jdbc.sql("update job set warnings = :warnings where id = :id and attempts = :attempt")
                .param("id", claim.job())
                .param("attempt", claim.attempt())
                .param("warnings", json.writeValueAsString(warnings))
                .update();
    }

    /** Stores what keeps a job from going on; null where nothing does. */
    public void saveWaitsFor(Claim claim, @Nullable String what) {
        jdbc.sql("update job set waits_for = :what where id = :id and attempts = :attempt")
                .param("id", claim.job())
                .param("attempt", claim.attempt())
                .param("what", what == null ? null : what.substring(0, Math.min(what.length(), MAX_WAITS_FOR)))
                .update();
    }

    /** From now on the job is run by another engine. */
    public void saveEngine(Claim claim, Engine engine) {
        jdbc.sql("update job set run_by = :engine where id = :id and attempts = :attempt")
                .param("id", claim.job())
                .param("attempt", claim.attempt())
                .param("engine", engine.label())
                .update();
    }

    /** Stores what was found in the input. */
    public void saveDataSet(Claim claim, Job.DataSet dataSet, List<String> warnings) {
        jdbc.sql("""
            update job set input_rows = :rows, genotyping_batches = :genotypingBatches, used_batch_size = :size,
                           batch_size_reason = :reason, warnings = :warnings
            where id = :id and attempts = :attempt
            """)
                .param("id", claim.job())
                .param("attempt", claim.attempt())
                .param("rows", dataSet.rows())
                .param("genotypingBatches", dataSet.genotypingBatches())
                .param("size", dataSet.batchSize().size())
                .param("reason", dataSet.batchSize().reason())
                .param("warnings", json.writeValueAsString(warnings))
                .update();
    }

    /** Stores how far a job is; never less than was stored before. */
    public void saveProgress(Claim claim, Progress.Snapshot progress) {
        jdbc.sql("""
            update job set probesets = :probesets, standard = :standard, monte_carlo = :monteCarlo,
                           skipped = :skipped, batches = :batches, batches_running = :running,
                           batches_completed = :completed
            where id = :id and attempts = :attempt and standard + monte_carlo + skipped <= :done
            """)
                .param("id", claim.job())
                .param("attempt", claim.attempt())
                .param("probesets", progress.probesets())
                .param("standard", progress.standard())
                .param("monteCarlo", progress.monteCarlo())
                .param("skipped", progress.skipped())
                .param("batches", progress.batches())
                .param("running", progress.batchesRunning())
                .param("completed", progress.batchesCompleted())
                .param("done", progress.completed())
                .update();
    }

    /** What has become of a claim. */
    public enum Standing {
        HELD,
        CANCELING,
        LOST
    }

    /** What has become of claims. */
    public Map<Claim, Standing> standing(Collection<Claim> claims) {
        if (claims.isEmpty()) {
            return Map.of();
        }
        Map<Claim, Standing> newest = jdbc
                .sql("select id, attempts, state from job where id in (:ids)")
                .param("ids", claims.stream().map(Claim::job).toList())
                .query((row, n) -> Map.entry(
                        new Claim(row.getObject("id", UUID.class), row.getInt("attempts")),
                        JobState.Name.valueOf(row.getString("state")) == JobState.Name.CANCELING
                                ? Standing.CANCELING
                                : Standing.HELD))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return claims.stream()
                .collect(Collectors.toMap(Function.identity(), claim -> newest.getOrDefault(claim, Standing.LOST)));
    }
}

package org.genoqc.homogeneity.job;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.batch.Progress;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What is stored by those who run jobs. Nothing is changed under a {@link Claim} that is not the newest of its job. */
@Repository
class ClaimStore {

    private static final Set<JobState.Name> RUNNABLE =
            EnumSet.of(JobState.Name.QUEUED, JobState.Name.INITIALIZING, JobState.Name.RUNNING);
    private static final Set<JobState.Name> CLAIMED = EnumSet.of(JobState.Name.INITIALIZING, JobState.Name.RUNNING);
    private static final Set<JobState.Name> LIVE = EnumSet.of(
            JobState.Name.QUEUED, JobState.Name.INITIALIZING, JobState.Name.RUNNING, JobState.Name.CANCELING);

    private final JdbcClient jdbc;
    private final Transitions transitions;
    private final JsonMapper json;
    private final Clock clock = Clock.systemUTC();

    ClaimStore(JdbcClient jdbc, Transitions transitions, JsonMapper json) {
        this.jdbc = jdbc;
        this.transitions = transitions;
        this.json = json;
    }

    /** Claims a job that has not ended and is not being cancelled; takes it from whoever held it. */
    @Transactional
    public Optional<Claim> claim(UUID id) {
        OffsetDateTime now = now();
        boolean claimed = jdbc.sql("""
            update job set attempts = attempts + 1, state = 'INITIALIZING', started_at = coalesce(started_at, :now)
            where id = :id and state in (:from)
            """)
                        .param("id", id)
                        .param("now", now)
                        .param("from", names(RUNNABLE))
                        .update()
                == 1;
        if (!claimed) {
            return Optional.empty();
        }
        transitions.record(id, JobState.Name.INITIALIZING, now);
        int attempt = jdbc.sql("select attempts from job where id = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
        return Optional.of(new Claim(id, attempt));
    }

    /** Ends a job that is being cancelled and that nobody runs. */
    @Transactional
    public boolean endCanceled(UUID id) {
        OffsetDateTime now = now();
        boolean ended =
                jdbc.sql("update job set state = 'CANCELED', ended_at = :now where id = :id and state = 'CANCELING'")
                                .param("id", id)
                                .param("now", now)
                                .update()
                        == 1;
        if (ended) {
            transitions.record(id, JobState.Name.CANCELED, now);
        }
        return ended;
    }

    /** From reading to running; not if it was cancelled meanwhile. */
    @Transactional
    public boolean started(Claim claim) {
        return move(claim, EnumSet.of(JobState.Name.INITIALIZING), JobState.Name.RUNNING);
    }

    /** Gives a job back to the queue. */
    @Transactional
    public boolean handBack(Claim claim) {
        return move(claim, CLAIMED, JobState.Name.QUEUED);
    }

    private boolean move(Claim claim, Set<JobState.Name> from, JobState.Name to) {
        boolean moved = jdbc.sql("""
            update job set state = :to where id = :id and attempts = :attempt and state in (:from)
            """)
                        .param("id", claim.job())
                        .param("attempt", claim.attempt())
                        .param("to", to.name())
                        .param("from", names(from))
                        .update()
                == 1;
        if (moved) {
            transitions.record(claim.job(), to, now());
        }
        return moved;
    }

    /** A job may complete only if it was not cancelled before; it may fail or be cancelled in any live state. */
    @Transactional
    public boolean end(Claim claim, JobState state) {
        OffsetDateTime now = now();
        JobState.ResultFile result = state instanceof JobState.Complete complete ? complete.result() : null;
        JobError error = state instanceof JobState.Failed failed ? failed.error() : null;
        boolean ended = jdbc.sql("""
            update job set state = :to, ended_at = :now, result_bytes = :bytes, result_sha256 = :sha256,
                           error = :error
            where id = :id and attempts = :attempt and state in (:from)
            """)
                        .param("id", claim.job())
                        .param("attempt", claim.attempt())
                        .param("to", state.name().name())
                        .param("now", now)
                        .param("bytes", result == null ? null : result.bytes())
                        .param("sha256", result == null ? null : result.sha256())
                        .param("error", error == null ? null : json.writeValueAsString(error))
                        .param("from", names(result == null ? LIVE : EnumSet.of(JobState.Name.RUNNING)))
                        .update()
                == 1;
        if (ended) {
            transitions.record(claim.job(), state.name(), now);
        }
        return ended;
    }

    /** Counts a failure of ours; gives how many there were. */
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

    void saveDataSet(Claim claim, Job.DataSet dataSet, List<String> warnings) {
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
    void saveProgress(Claim claim, Progress.Snapshot progress) {
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

    /** What a runner must know of its claim. */
    enum Standing {
        HELD,
        CANCELING,
        LOST
    }

    /** How claims stand. */
    Map<Claim, Standing> standing(Collection<Claim> claims) {
        if (claims.isEmpty()) {
            return Map.of();
        }
        Map<Claim, Standing> newest = jdbc
                .sql("select id, attempts, state from job where id in (:ids)")
                .param("ids", claims.stream().map(Claim::job).toList())
                .query((row, n) -> Map.entry(
                        new Claim(row.getObject("id", UUID.class), row.getInt("attempts")),
                        row.getString("state").equals(JobState.Name.CANCELING.name())
                                ? Standing.CANCELING
                                : Standing.HELD))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return claims.stream()
                .collect(Collectors.toMap(Function.identity(), claim -> newest.getOrDefault(claim, Standing.LOST)));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static List<String> names(Collection<JobState.Name> states) {
        return states.stream().map(JobState.Name::name).toList();
    }
}

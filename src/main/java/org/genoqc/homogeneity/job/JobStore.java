package org.genoqc.homogeneity.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.genoqc.homogeneity.batch.BatchSize;
import org.genoqc.homogeneity.batch.Progress;
import org.genoqc.homogeneity.statistics.Streams;
import org.genoqc.homogeneity.statistics.TestParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The jobs in the database. */
@Repository
class JobStore {

    private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock = Clock.systemUTC();

    JobStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Transactional
    public void insert(UUID id, Job.Input input, JobParameters parameters) {
        OffsetDateTime now = now();
        jdbc.sql(
                """
                        insert into job (id, state, input_name, input_bytes, input_sha256, n_simulations, min_expected_count,
                                         random_seed, streams, batch_size, submitted_at)
                        values (:id, 'QUEUED', :name, :bytes, :sha256, :simulations, :minimum, :seed, :streams, :batchSize, :now)
                        """)
                .param("id", id).param("name", input.name()).param("bytes", input.bytes())
                .param("sha256", input.sha256()).param("simulations", parameters.test().nSimulations())
                .param("minimum", parameters.test().minExpectedCount()).param("seed", parameters.test().randomSeed())
                .param("streams", parameters.test().streams().label()).param("batchSize", parameters.batchSize())
                .param("now", now).update();
        recordTransition(id, JobState.Name.QUEUED, now);
    }

    Optional<Job> find(UUID id) {
        return jdbc.sql("select * from job where id = :id").param("id", id).query(this::job).optional();
    }

    /** The newest jobs before a number. */
    List<Job> list(@Nullable Set<JobState.Name> states, long before, int most) {
        return jdbc
                .sql("select * from job where number < :before and state in (:states) order by number desc limit :most")
                .param("before", before)
                .param("states", names(states == null ? EnumSet.allOf(JobState.Name.class) : states))
                .param("most", most).query(this::job).list();
    }

    long count(Set<JobState.Name> states) {
        return jdbc.sql("select count(*) from job where state in (:states)").param("states", names(states))
                .query(Long.class).single();
    }

    JobCensus census() {
        Map<JobState.Name, Long> jobs = new EnumMap<>(JobState.Name.class);
        jdbc.sql("select state, count(*) as jobs from job group by state")
                .query(row -> {
                    jobs.put(JobState.Name.valueOf(row.getString("state")), row.getLong("jobs"));
                });
        Instant oldest = jdbc.sql("select min(submitted_at) as oldest from job where state = 'QUEUED'")
                .query((row, n) -> Optional.ofNullable(instant(row, "oldest"))).single().orElse(null);
        return new JobCensus(jobs, oldest);
    }

    List<Job.Transition> transitions(UUID id) {
        return jdbc.sql("select at, state from job_transition where job_id = :id order by at").param("id", id)
                .query((row, n) -> new Job.Transition(row.getObject("at", OffsetDateTime.class).toInstant(),
                        JobState.Name.valueOf(row.getString("state"))))
                .list();
    }

    /** Moves a job to a live state, if it is in one of the states it may come from. */
    @Transactional
    public boolean move(UUID id, Set<JobState.Name> from, JobState.Name to) {
        OffsetDateTime now = now();
        boolean moved = jdbc.sql("""
                update job set state = :to,
                               started_at = case when :starts then coalesce(started_at, :now) else started_at end
                where id = :id and state in (:from)
                """).param("id", id).param("to", to.name()).param("starts", to == JobState.Name.INITIALIZING)
                .param("now", now).param("from", names(from)).update() == 1;
        if (moved) {
            recordTransition(id, to, now);
        }
        return moved;
    }

    /** Ends a job, if it is in one of the states it may come from. */
    @Transactional
    public boolean end(UUID id, Set<JobState.Name> from, JobState state) {
        OffsetDateTime now = now();
        JobState.ResultFile result = state instanceof JobState.Complete complete ? complete.result() : null;
        JobError error = state instanceof JobState.Failed failed ? failed.error() : null;
        boolean moved = jdbc.sql("""
                update job set state = :to, ended_at = :now, result_bytes = :bytes, result_sha256 = :sha256,
                               error = :error
                where id = :id and state in (:from)
                """).param("id", id).param("to", state.name().name()).param("now", now)
                .param("bytes", result == null ? null : result.bytes())
                .param("sha256", result == null ? null : result.sha256())
                .param("error", error == null ? null : json.writeValueAsString(error)).param("from", names(from))
                .update() == 1;
        if (moved) {
            recordTransition(id, state.name(), now);
        }
        return moved;
    }

    /** Counts an attempt at running the job; gives its number, from 1. */
    @Transactional
    public int countAttempt(UUID id) {
        jdbc.sql("update job set attempts = attempts + 1 where id = :id").param("id", id).update();
        return jdbc.sql("select attempts from job where id = :id").param("id", id).query(Integer.class).single();
    }

    /** Counts a failure of ours; gives how many there were. */
    @Transactional
    public int countFailure(UUID id) {
        jdbc.sql("update job set failures = failures + 1 where id = :id").param("id", id).update();
        return jdbc.sql("select failures from job where id = :id").param("id", id).query(Integer.class).single();
    }

    void saveDataSet(UUID id, Job.DataSet dataSet, List<String> warnings) {
        jdbc.sql("""
                update job set input_rows = :rows, genotyping_batches = :genotypingBatches, used_batch_size = :size,
                               batch_size_reason = :reason, warnings = :warnings
                where id = :id
                """).param("id", id).param("rows", dataSet.rows())
                .param("genotypingBatches", dataSet.genotypingBatches()).param("size", dataSet.batchSize().size())
                .param("reason", dataSet.batchSize().reason()).param("warnings", json.writeValueAsString(warnings))
                .update();
    }

    /** Stores how far a job is; never less than was stored before. */
    void saveProgress(UUID id, Progress.Snapshot progress) {
        jdbc.sql("""
                update job set probesets = :probesets, standard = :standard, monte_carlo = :monteCarlo,
                               skipped = :skipped, batches = :batches, batches_running = :running,
                               batches_completed = :completed
                where id = :id and standard + monte_carlo + skipped <= :done
                """).param("id", id).param("probesets", progress.probesets()).param("standard", progress.standard())
                .param("monteCarlo", progress.monteCarlo()).param("skipped", progress.skipped())
                .param("batches", progress.batches()).param("running", progress.batchesRunning())
                .param("completed", progress.batchesCompleted()).param("done", progress.completed()).update();
    }

    boolean delete(UUID id) {
        return jdbc.sql("delete from job where id = :id").param("id", id).update() == 1;
    }

    private void recordTransition(UUID id, JobState.Name state, OffsetDateTime at) {
        jdbc.sql("insert into job_transition (job_id, at, state) values (:id, :at, :state)").param("id", id)
                .param("at", at).param("state", state.name()).update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static List<String> names(Collection<JobState.Name> states) {
        return states.stream().map(JobState.Name::name).toList();
    }

    private Job job(ResultSet row, int number) throws SQLException {
        TestParameters test = new TestParameters(row.getInt("n_simulations"), row.getDouble("min_expected_count"),
                row.getLong("random_seed"), Streams.ofLabel(row.getString("streams")));
        Instant submitted = row.getObject("submitted_at", OffsetDateTime.class).toInstant();
        String warnings = row.getString("warnings");
        return new Job(row.getObject("id", UUID.class), row.getLong("number"), state(row),
                new Job.Input(row.getString("input_name"), row.getLong("input_bytes"), row.getString("input_sha256")),
                new JobParameters(test, row.getObject("batch_size", Integer.class)),
                new Job.Times(submitted, instant(row, "started_at"), instant(row, "ended_at")), dataSet(row),
                new Progress.Snapshot(row.getLong("probesets"), row.getLong("standard"), row.getLong("monte_carlo"),
                        row.getLong("skipped"), row.getLong("batches"), row.getLong("batches_running"),
                        row.getLong("batches_completed")),
                warnings == null ? List.of() : json.readValue(warnings, STRINGS));
    }

    private JobState state(ResultSet row) throws SQLException {
        JobState.Name name = JobState.Name.valueOf(row.getString("state"));
        return switch (name) {
            case QUEUED, INITIALIZING, RUNNING, CANCELING -> new JobState.Live(name);
            case COMPLETE -> new JobState.Complete(
                    new JobState.ResultFile(row.getLong("result_bytes"), row.getString("result_sha256")));
            case CANCELED -> new JobState.Canceled();
            case EXECUTOR_ERROR, SYSTEM_ERROR ->
                new JobState.Failed(name, json.readValue(row.getString("error"), JobError.class));
        };
    }

    private static Job.@Nullable DataSet dataSet(ResultSet row) throws SQLException {
        Integer size = row.getObject("used_batch_size", Integer.class);
        return size == null
                ? null
                : new Job.DataSet(row.getLong("input_rows"), row.getInt("genotyping_batches"),
                        new BatchSize(size, row.getString("batch_size_reason")));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}

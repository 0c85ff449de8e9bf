package org.genoqc.homogeneity.job.storage;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobCensus;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.StateChange;
import org.genoqc.homogeneity.parameters.Engine;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The jobs in the database, as those see them who submit, watch, cancel and remove. */
@Repository
public class JobStore {

    /** The name of the queue's task that runs a job; its instance is the job's id. */
    public static final String TASK = "run-job";

    /** The same for small jobs. */
    public static final String TASK_OF_SMALL = "run-small-job";

    private final JdbcClient jdbc;
    private final JobRow rows;
    private final StateChanges changes;

    /** @param installation to be sure that the jobs in the database are those of the data directory */
    JobStore(JdbcClient jdbc, JobRow rows, StateChanges changes, Installation installation) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.changes = changes;
    }

    /**
     * A new job, which waits.
     *
     * @param engine what is to run it
     */
    @Transactional
    public void insert(UUID id, String owner, Job.Input input, JobParameters parameters, Engine engine) {
        OffsetDateTime now = changes.now();
        jdbc.sql("""
            insert into job (id, owner, state, input_name, input_bytes, input_sha256, input_files, n_simulations,
                             min_expected_count, random_seed, streams, adaptive, exceedances, max_simulations, confirm,
                             analysis, findings_alpha, sex_chromosomes, format, best_probesets_only, batch_size,
                             engine, run_by, submitted_at)
            values (:id, :owner, :state, :name, :bytes, :sha256, :files, :simulations, :minimum, :seed, :streams, :adaptive,
                    :exceedances, :maxSimulations, :confirm, :analysis, :findingsAlpha, :sexChromosomes, :format,
                    :bestProbesetsOnly, :batchSize, :engine, :runBy, :now)
            """)
                .param("id", id)
                .param("owner", owner)
                .param("state", JobState.Name.QUEUED.name())
                .param("name", input.name())
                .param("bytes", input.bytes())
                .param("sha256", input.sha256())
                .param("files", input.files())
                .param("simulations", parameters.test().nSimulations())
                .param("minimum", parameters.test().minExpectedCount())
                .param("seed", parameters.test().randomSeed())
                .param("streams", parameters.test().streams().label())
                .param("adaptive", parameters.test().adaptive())
                .param("exceedances", parameters.test().exceedances())
                .param("maxSimulations", parameters.test().maxSimulations())
                .param("confirm", parameters.test().confirm())
                .param("analysis", parameters.test().analysis().label())
                .param("findingsAlpha", parameters.test().findingsAlpha())
                .param("sexChromosomes", parameters.test().sexChromosomes().label())
                .param("format", parameters.format().label())
                .param("bestProbesetsOnly", parameters.bestProbesetsOnly())
                .param("batchSize", parameters.batchSize())
                .param(
                        "engine",
                        parameters.engine() == null ? null : parameters.engine().label())
                .param("runBy", engine.label())
                .param("now", now)
                .update();
        changes.record(id, JobState.Name.QUEUED, now);
    }

    public Optional<Job> find(UUID id) {
        return jdbc.sql("select * from job where id = :id")
                .param("id", id)
                .query(rows)
                .optional();
    }

    /** The newest jobs before a number. */
    public List<Job> list(@Nullable Set<JobState.Name> states, @Nullable String owner, long before, int most) {
        return jdbc.sql("select * from job where number < :before and state in (:states)"
                        + (owner == null ? "" : " and owner = :owner") + " order by number desc limit :most")
                .param("owner", owner)
                .param("before", before)
                .param("states", names(states == null ? EnumSet.allOf(JobState.Name.class) : states))
                .param("most", most)
                .query(rows)
                .list();
    }

    /** Jobs that wait to be run. */
    public long countQueued() {
        return jdbc.sql("select count(*) from job where state = :queued")
                .param("queued", JobState.Name.QUEUED.name())
                .query(Long.class)
                .single();
    }

    /** What an owner's jobs take. */
    public OwnerUsage usage(String owner) {
        return jdbc.sql("""
            select count(case when state not in (:ended) then 1 end) as live,
                   coalesce(sum(case when state not in (:ended) then probesets
                       * cast(case when adaptive then max_simulations else n_simulations end as bigint) end), 0)
                       as simulations,
                   coalesce(sum(input_bytes + coalesce(result_bytes, 0)), 0) as bytes
            from job where owner = :owner
            """)
                .param("ended", names(JobState.Name.ended()))
                .param("owner", owner)
                .query((row, n) -> new OwnerUsage(
                        row.getLong("live"),
                        row.getBigDecimal("simulations")
                                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                                .longValue(),
                        row.getLong("bytes")))
                .single();
    }

    public JobCensus census() {
        Map<JobState.Name, Long> jobs = new EnumMap<>(JobState.Name.class);
        jdbc.sql("select state, count(*) as jobs from job group by state").query(row -> {
            jobs.put(JobState.Name.valueOf(row.getString("state")), row.getLong("jobs"));
        });
        Instant oldest = jdbc.sql("select min(submitted_at) as oldest from job where state = :queued")
                .param("queued", JobState.Name.QUEUED.name())
                .query((row, n) -> Optional.ofNullable(row.getObject("oldest", OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant)
                .orElse(null);
        return new JobCensus(jobs, oldest);
    }

    /** Makes others who accept a job wait until this transaction has ended. */
    public void lockQueue() {
        jdbc.sql("select id from installation for update").query(UUID.class).list();
    }

    /** Cancels a job that waits, or asks whoever runs it to stop; empty where it is ending or has ended already. */
    @Transactional
    public Optional<StateChange> cancel(UUID id) {
        return changes.lock(id).flatMap(job -> job.state().whenCancelled().flatMap(to -> changes.change(job, to)));
    }

    /** The states a job has been in, oldest first. */
    public List<Job.Transition> transitions(UUID id) {
        return changes.of(id);
    }

    /** Removes a job that has ended. */
    public boolean delete(UUID id) {
        return jdbc.sql("delete from job where id = :id and state in (:ended)")
                        .param("id", id)
                        .param("ended", names(JobState.Name.ended()))
                        .update()
                == 1;
    }

    /** Jobs that ended before a time. */
    public List<UUID> endedBefore(Instant time, int most) {
        return jdbc.sql("select id from job where ended_at < :time order by ended_at limit :most")
                .param("time", StateChanges.at(time))
                .param("most", most)
                .query(JobStore::id)
                .list();
    }

    /** All jobs, and whether they have ended. */
    public Map<UUID, Boolean> endedById() {
        return jdbc
                .sql("select id, state from job")
                .query((row, n) -> Map.entry(
                        row.getObject("id", UUID.class),
                        JobState.Name.valueOf(row.getString("state")).isEnded()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Jobs that have not ended but are not in the queue; there are none unless the queue was tampered with. */
    public List<UUID> forgotten() {
        return jdbc.sql("""
            select id from job
            where state not in (:ended) and not exists (
                select 1 from scheduled_tasks
                where task_name in (:tasks) and task_instance = cast(job.id as varchar(36)))
            """)
                .param("ended", names(JobState.Name.ended()))
                .param("tasks", List.of(TASK, TASK_OF_SMALL))
                .query(JobStore::id)
                .list();
    }

    private static UUID id(ResultSet row, int number) throws SQLException {
        return row.getObject("id", UUID.class);
    }

    private static List<String> names(Collection<JobState.Name> states) {
        return states.stream().map(JobState.Name::name).toList();
    }
}

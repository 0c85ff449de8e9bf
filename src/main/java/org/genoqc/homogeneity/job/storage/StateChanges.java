package org.genoqc.homogeneity.job.storage;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.StateChange;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Changes the states of jobs, as the model allows it, and keeps every change with its time. What changes a state does so
 * in a transaction of its caller, in which the job is locked first.
 */
@Repository
class StateChanges {

    private final JdbcClient jdbc;
    private final JobRow rows;
    private final Clock clock;

    StateChanges(JdbcClient jdbc, JobRow rows, Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.clock = clock;
    }

    /** A job that stays as it is until the transaction ends. */
    record Locked(UUID id, JobState.Name state, int attempt) {}

    Optional<Locked> lock(UUID id) {
        return jdbc.sql("select state, attempts from job where id = :id for update")
                .param("id", id)
                .query((row, n) ->
                        new Locked(id, JobState.Name.valueOf(row.getString("state")), row.getInt("attempts")))
                .optional();
    }

    /** The job of a claim; empty if the claim is not the newest of its job. */
    Optional<Locked> lock(Claim claim) {
        return lock(claim.job()).filter(job -> job.attempt() == claim.attempt());
    }

    /** Empty, and nothing changed, if the new state may not follow the one that the job is in. */
    Optional<StateChange> change(Locked job, JobState.Name to) {
        if (!job.state().mayBecome(to)) {
            return Optional.empty();
        }
        OffsetDateTime now = now();
        jdbc.sql("update job set state = :to, ended_at = :ended where id = :id")
                .param("id", job.id())
                .param("to", to.name())
                .param("ended", to.isEnded() ? now : null)
                .update();
        record(job.id(), to, now);
        Job changed = jdbc.sql("select * from job where id = :id")
                .param("id", job.id())
                .query(rows)
                .single();
        return Optional.of(new StateChange(job.state(), changed));
    }

    /** Keeps that a job has come to a state. */
    void record(UUID id, JobState.Name state, OffsetDateTime at) {
        jdbc.sql("insert into job_transition (job_id, at, state) values (:id, :at, :state)")
                .param("id", id)
                .param("at", at)
                .param("state", state.name())
                .update();
    }

    /** Oldest first. */
    List<Job.Transition> of(UUID id) {
        return jdbc.sql("select at, state from job_transition where job_id = :id order by at")
                .param("id", id)
                .query((row, n) -> new Job.Transition(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        JobState.Name.valueOf(row.getString("state"))))
                .list();
    }

    OffsetDateTime now() {
        return at(clock.instant());
    }

    static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}

package org.genoqc.homogeneity.job;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Every change of a job's state, with its time. */
@Repository
class Transitions {

    private final JdbcClient jdbc;

    Transitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** To be called in the transaction that changes the state. */
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
}

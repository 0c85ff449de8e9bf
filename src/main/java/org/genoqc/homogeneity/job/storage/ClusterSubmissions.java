package org.genoqc.homogeneity.job.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.genoqc.homogeneity.job.JobState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What has been submitted to a cluster, kept before it is and until it is certain that it is no longer there: whoever takes a
 * job over finds it, and whatever no job needs is killed.
 */
@Repository
public class ClusterSubmissions {

    private final JdbcClient jdbc;
    private final StateChanges changes;
    private final Clock clock;

    ClusterSubmissions(JdbcClient jdbc, StateChanges changes, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.clock = clock;
    }

    /** Something is about to be submitted; empty if the claim is not the newest of its job. */
    @Transactional
    public Optional<ClusterSubmission> begin(Claim claim) {
        return changes.lock(claim).map(job -> {
            jdbc.sql("insert into cluster_submission (job_id, attempt, submitted_at) values (:job, :attempt, :now)")
                    .param("job", claim.job())
                    .param("attempt", claim.attempt())
                    .param("now", StateChanges.at(clock.instant()))
                    .update();
            return new ClusterSubmission(claim.job(), claim.attempt(), null);
        });
    }

    /**
     * It has been submitted.
     *
     * @param name what the cluster calls it
     * @return whether it is still needed; if not, the job has been taken over meanwhile
     */
    @Transactional
    public boolean submitted(Claim claim, String name) {
        boolean isNewest = changes.lock(claim).isPresent();
        jdbc.sql("update cluster_submission set name = :name where job_id = :job and attempt = :attempt")
                .param("name", name)
                .param("job", claim.job())
                .param("attempt", claim.attempt())
                .update();
        return isNewest;
    }

    /** What there may be on the cluster for a job, the newest first. */
    public List<ClusterSubmission> of(UUID job) {
        return jdbc.sql("select * from cluster_submission where job_id = :job order by attempt desc")
                .param("job", job)
                .query(ClusterSubmissions::submission)
                .list();
    }

    /** What there may be on the cluster for jobs that have ended or been removed. */
    public List<ClusterSubmission> unneeded() {
        return jdbc.sql("""
            select * from cluster_submission
            where not exists (select 1 from job where id = job_id and state not in (:ended))
            """)
                .param(
                        "ended",
                        JobState.Name.ended().stream().map(JobState.Name::name).toList())
                .query(ClusterSubmissions::submission)
                .list();
    }

    /** It is certain that it is no longer there. */
    public void delete(ClusterSubmission submission) {
        jdbc.sql("delete from cluster_submission where job_id = :job and attempt = :attempt")
                .param("job", submission.job())
                .param("attempt", submission.attempt())
                .update();
    }

    private static ClusterSubmission submission(ResultSet row, int number) throws SQLException {
        return new ClusterSubmission(row.getObject("job_id", UUID.class), row.getInt("attempt"), row.getString("name"));
    }
}

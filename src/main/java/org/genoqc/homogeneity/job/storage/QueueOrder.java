package org.genoqc.homogeneity.job.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.job.JobState;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Where a new job comes in the queue: owners take turns. A job has a rank, 1 if it is the only one of its owner that runs or
 * waits, 2 if there is one before it, and so on. A new job comes after all that have its rank or a lower one, so that it passes
 * only jobs whose owners are ahead of its own by more. The first job of an owner is passed by none, so all have their turn, and
 * the order is settled when a job is accepted: nobody has to look for whose turn it is. Small jobs are in the same order: in
 * the places kept for them they come by it among themselves, in the others among all.
 */
@Repository
public class QueueOrder {

    private final JdbcClient jdbc;

    QueueOrder(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A job in the queue.
     *
     * @param time by which the queue is sorted
     */
    record Queued(String owner, boolean isWaiting, Instant time) {}

    /** The time by which a new job is queued; to be asked for while {@link JobStore#lockQueue} holds. */
    public Instant place(String owner, Instant now) {
        List<Queued> queue = jdbc.sql("""
            select job.owner, job.state, queued.execution_time
            from job join scheduled_tasks queued on queued.task_instance = cast(job.id as varchar(36))
            where job.state not in (:ended) order by queued.execution_time
            """)
                .param(
                        "ended",
                        JobState.Name.ended().stream().map(JobState.Name::name).toList())
                .query((row, n) -> new Queued(
                        row.getString("owner"),
                        JobState.Name.valueOf(row.getString("state")) == JobState.Name.QUEUED,
                        row.getObject("execution_time", OffsetDateTime.class).toInstant()))
                .list();
        return place(queue, owner, now);
    }

    /** @param queue in its order */
    static Instant place(List<Queued> queue, String owner, Instant now) {
        Map<String, Integer> ahead = new HashMap<>();
        queue.stream().filter(job -> !job.isWaiting()).forEach(job -> ahead.merge(job.owner(), 1, Integer::sum));
        long ofOwner = queue.stream().filter(job -> job.owner().equals(owner)).count();
        Instant last = null;
        Instant passed = null;
        for (Queued job : queue) {
            if (job.isWaiting()) {
                int before = ahead.merge(job.owner(), 1, Integer::sum) - 1;
                if (before <= ofOwner) {
                    last = job.time();
                    passed = null;
                } else if (passed == null) {
                    passed = job.time();
                }
            }
        }
        if (passed == null) {
            return now;
        }
        // with room for others on both sides, more of it after this one, since there the next of the same rank comes
        Instant place = last == null
                ? passed.minusSeconds(1)
                : last.plus(Duration.between(last, passed).dividedBy(16)).truncatedTo(ChronoUnit.MICROS);
        return place.isBefore(now) ? place : now;
    }
}

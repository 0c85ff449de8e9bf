package org.genoqc.homogeneity.job.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.job.IdempotencyKey;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.TransactionException;

/**
 * The idempotency keys of submissions, those of jobs and those in flight. A key in flight is refreshed by the process
 * that receives its upload; when that process dies the key becomes free.
 */
@Repository
public class SubmissionStore {

    private static final Duration DEAD_AFTER = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final UUID holder = UUID.randomUUID();
    private final Set<IdempotencyKey> inFlight = ConcurrentHashMap.newKeySet();
    private final Clock clock;

    SubmissionStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The job that was submitted with the key. */
    public Optional<UUID> job(IdempotencyKey key) {
        return jdbc.sql("select job_id from submission where owner = :owner and idempotency_key = :key and job_id is"
                        + " not null")
                .param("owner", key.owner())
                .param("key", key.value())
                .query(UUID.class)
                .optional();
    }

    /** Takes a key that no job has; false if another request with it is in flight. */
    public boolean begin(IdempotencyKey key) {
        OffsetDateTime now = now();
        boolean begun;
        try {
            begun = jdbc.sql("insert into submission (owner, idempotency_key, holder, touched_at)"
                                    + " values (:owner, :key, :holder, :now)")
                            .param("owner", key.owner())
                            .param("key", key.value())
                            .param("holder", holder)
                            .param("now", now)
                            .update()
                    == 1;
        } catch (DuplicateKeyException e) {
            begun = jdbc.sql("""
                update submission set holder = :holder, touched_at = :now
                where owner = :owner and idempotency_key = :key and job_id is null and touched_at < :dead
                """)
                            .param("owner", key.owner())
                            .param("key", key.value())
                            .param("holder", holder)
                            .param("now", now)
                            .param("dead", now.minus(DEAD_AFTER))
                            .update()
                    == 1;
        }
        if (begun) {
            inFlight.add(key);
        }
        return begun;
    }

    /** The submission has become a job; false if the key was lost to another request. */
    public boolean complete(IdempotencyKey key, UUID job) {
        return jdbc.sql("""
            update submission set job_id = :job
            where owner = :owner and idempotency_key = :key and holder = :holder and job_id is null
            """)
                        .param("owner", key.owner())
                        .param("key", key.value())
                        .param("holder", holder)
                        .param("job", job)
                        .update()
                == 1;
    }

    /** The request has ended; a key that no job has is free again. */
    public void end(IdempotencyKey key) {
        if (inFlight.remove(key)) {
            jdbc.sql("""
                delete from submission where owner = :owner and idempotency_key = :key and holder = :holder and job_id is null
                """)
                    .param("owner", key.owner())
                    .param("key", key.value())
                    .param("holder", holder)
                    .update();
        }
    }

    /** Removes the keys of processes that died before there was a job. */
    public void deleteDead() {
        jdbc.sql("delete from submission where job_id is null and touched_at < :dead")
                .param("dead", now().minus(DEAD_AFTER))
                .update();
    }

    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void refresh() {
        // the holder is of this process alone, so that two owners of one value are refreshed together
        Set<String> keys = inFlight.stream().map(IdempotencyKey::value).collect(Collectors.toSet());
        try {
            if (!keys.isEmpty()) {
                jdbc.sql("""
                    update submission set touched_at = :now
                    where idempotency_key in (:keys) and holder = :holder
                    """)
                        .param("now", now())
                        .param("keys", keys)
                        .param("holder", holder)
                        .update();
            }
        } catch (DataAccessException | TransactionException e) {
            // tried again in a moment
        }
    }

    private OffsetDateTime now() {
        return StateChanges.at(clock.instant());
    }
}

package org.genoqc.homogeneity.job.running;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.jspecify.annotations.Nullable;

/**
 * Keeps places in which only small jobs run, beside those of the {@link Scheduler}, which takes any job. So however long those
 * run that have taken all its places, a small job need not wait for their end. What is small is said by {@link JobSize}.
 */
final class SmallJobScheduler {

    private static final Duration POLLING_INTERVAL = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(2);
    private static final int MISSED_HEARTBEATS = 4;
    private static final Duration MAX_WAIT_AT_SHUTDOWN = Duration.ofSeconds(20);
    /** What this scheduler does not know are the jobs of the other one, which must stay. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final @Nullable Scheduler scheduler;

    /** @param task runs a small job */
    SmallJobScheduler(DataSource database, Task<Void> task, HomogeneityProperties properties) {
        int places = properties.jobs().concurrentSmall();
        String instance = properties.instance();
        this.scheduler = places == 0
                ? null
                : Scheduler.create(database, task)
                        .threads(places)
                        .schedulerName(
                                new SchedulerName.Fixed((instance == null ? UUID.randomUUID() : instance) + "-small"))
                        .pollingInterval(POLLING_INTERVAL)
                        .heartbeatInterval(HEARTBEAT_INTERVAL)
                        .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                        .shutdownMaxWait(MAX_WAIT_AT_SHUTDOWN)
                        .deleteUnresolvedAfter(NEVER)
                        .build();
    }

    void start() {
        if (scheduler != null) {
            scheduler.start();
        }
    }

    /** Looks for small jobs now rather than at the next poll. */
    void poll() {
        if (scheduler != null) {
            scheduler.triggerCheckForDueExecutions();
        }
    }

    /** Takes no further job. */
    void pause() {
        if (scheduler != null) {
            scheduler.pause();
        }
    }

    /** Waits for the jobs that run, which are handed back before, see {@link Shutdown}. */
    void stop() {
        if (scheduler != null) {
            scheduler.stop();
        }
    }
}

package org.genoqc.homogeneity.job.running;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerProperties;
import com.github.kagkarlsson.scheduler.task.Task;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps places in which only small jobs run, beside those of the {@link Scheduler}, which takes any job. So however long those
 * run that have taken all its places, a small job need not wait for their end. What is small is said by {@link JobSize}.
 */
final class SmallJobScheduler {

    /** What this scheduler does not know are the jobs of the other one, which must stay. */
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final @Nullable Scheduler scheduler;

    /**
     * @param task runs a small job
     * @param places how many run at once; 0 for none
     * @param settings those of the other scheduler, of which this one differs in its name
     */
    SmallJobScheduler(DataSource database, Task<Void> task, int places, DbSchedulerProperties settings) {
        this.scheduler = places == 0
                ? null
                : Scheduler.create(database, task)
                        .threads(places)
                        .schedulerName(new SchedulerName.Fixed(settings.getSchedulerName() + "-small"))
                        .pollingInterval(settings.getPollingInterval())
                        .heartbeatInterval(settings.getHeartbeatInterval())
                        .missedHeartbeatsLimit(settings.getMissedHeartbeatsLimit())
                        .shutdownMaxWait(settings.getShutdownMaxWait())
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

package org.genoqc.homogeneity.job.running;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The queue in the database, from which the replicas take jobs to run. */
@Component
class JobQueue {

    private final Scheduler scheduler;
    private final OneTimeTask<Void> runJob;
    private final Clock clock;

    JobQueue(Scheduler scheduler, OneTimeTask<Void> runJob, Clock clock) {
        this.scheduler = scheduler;
        this.runJob = runJob;
        this.clock = clock;
    }

    /** Puts a job at the end, as part of the transaction there is; one that is in the queue stays where it is. */
    void add(UUID id) {
        scheduler.scheduleIfNotExists(runJob.instance(id.toString()), clock.instant());
    }

    /** Has this replica look for jobs now rather than at its next poll. */
    void poll() {
        scheduler.triggerCheckForDueExecutions();
    }

    /** This replica takes no further job. */
    void pause() {
        scheduler.pause();
    }
}

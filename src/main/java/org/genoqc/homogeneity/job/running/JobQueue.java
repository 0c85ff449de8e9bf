package org.genoqc.homogeneity.job.running;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Clock;
import java.util.UUID;
import org.genoqc.homogeneity.job.storage.JobStore;
import org.genoqc.homogeneity.job.storage.QueueOrder;
import org.springframework.stereotype.Component;

/** The queue in the database, from which the replicas take jobs to run, in the order of {@link QueueOrder}. */
@Component
class JobQueue {

    private final Scheduler scheduler;
    private final SmallJobScheduler smallJobs;
    private final QueueOrder order;
    private final Clock clock;

    JobQueue(Scheduler scheduler, SmallJobScheduler smallJobs, QueueOrder order, Clock clock) {
        this.scheduler = scheduler;
        this.smallJobs = smallJobs;
        this.order = order;
        this.clock = clock;
    }

    /** Puts a new job where it is its owner's turn, as part of the transaction there is. */
    void add(UUID id, String owner, boolean isSmall) {
        String task = isSmall ? JobStore.TASK_OF_SMALL : JobStore.TASK;
        scheduler.scheduleIfNotExists(new TaskInstance<>(task, id.toString()), order.place(owner, clock.instant()));
    }

    /** Puts a job of any size at the end; one that is in the queue stays where it is. */
    void addAgain(UUID id) {
        scheduler.scheduleIfNotExists(new TaskInstance<>(JobStore.TASK, id.toString()), clock.instant());
    }

    /** Has this replica look for jobs now rather than at its next poll. */
    void poll() {
        scheduler.triggerCheckForDueExecutions();
        smallJobs.poll();
    }

    /** This replica takes no further job. */
    void pause() {
        scheduler.pause();
        smallJobs.pause();
    }
}

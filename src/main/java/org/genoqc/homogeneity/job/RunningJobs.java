package org.genoqc.homogeneity.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.genoqc.homogeneity.batch.BatchRun;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.DataSetRun;
import org.genoqc.homogeneity.batch.Progress;
import org.genoqc.homogeneity.statistics.Cancellation;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The jobs that run in this process. */
@Component
class RunningJobs {

    private final Map<UUID, Running> jobs = new ConcurrentHashMap<>();

    /** A job while it runs: how far it is, and whether it should stop. */
    static final class Running implements Cancellation {

        private volatile boolean stopping;
        private volatile boolean cancelled;
        private volatile @Nullable DataSetRun dataSet;
        private volatile @Nullable BatchRun batches;

        void attach(DataSetRun run) {
            dataSet = run;
        }

        void attach(BatchRun run) {
            batches = run;
            if (stopping) {
                run.cancel();
            }
        }

        /** Stops the job, which was cancelled by its user or is to be handed back. */
        void stop(boolean byUser) {
            cancelled |= byUser;
            stopping = true;
            BatchRun run = batches;
            if (run != null) {
                run.cancel();
            }
        }

        boolean isCancelledByUser() {
            return cancelled;
        }

        @Override
        public boolean isRequested() {
            return stopping;
        }

        Progress.Snapshot progress() {
            DataSetRun run = dataSet;
            return run == null ? Progress.Snapshot.NONE : run.progress().snapshot();
        }

        List<BatchTiming> timings() {
            DataSetRun run = dataSet;
            return run == null ? List.of() : run.timings();
        }
    }

    Running begin(UUID id) {
        Running running = new Running();
        jobs.put(id, running);
        return running;
    }

    void end(UUID id, Running running) {
        jobs.remove(id, running);
    }

    Optional<Running> find(UUID id) {
        return Optional.ofNullable(jobs.get(id));
    }

    Map<UUID, Running> all() {
        return Map.copyOf(jobs);
    }

    /** Hands the jobs back to the queue: they go on from their parts after the next start. */
    @EventListener(ContextClosedEvent.class)
    void stopAll() {
        jobs.values().forEach(running -> running.stop(false));
    }
}

package org.genoqc.homogeneity.job;

import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Stores the progress of running jobs, so that it is there, and does not go backwards, after a crash. */
@Component
class ProgressKeeper {

    private final RunningJobs running;
    private final JobStore store;

    ProgressKeeper(RunningJobs running, JobStore store) {
        this.running = running;
        this.store = store;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    void store() {
        running.all().forEach((id, job) -> {
            if (job.progress().probesets() > 0) {
                store.saveProgress(id, job.progress());
            }
        });
    }
}

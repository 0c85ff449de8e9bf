package org.genoqc.homogeneity.job.running;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.storage.JobStore;
import org.springframework.stereotype.Component;

/**
 * Whose jobs hold the places of this process. One place is left to others: however long the jobs of an owner run, and however
 * many there are, that of another begins. Where nobody has a name there are no others. Small jobs come and go, and don't count.
 */
@Component
class OwnersInPlaces {

    /** So long a job whose owner has enough waits until it is looked at again. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final JobStore jobs;
    private final int most;
    private final Map<String, Integer> held = new HashMap<>();

    OwnersInPlaces(JobStore jobs, HomogeneityProperties properties) {
        this.jobs = jobs;
        this.most = Math.max(1, properties.jobs().concurrent() - 1);
    }

    /**
     * Runs a job in a place of its owner.
     *
     * @throws JobRunner.TryAgainException if its owner has as many places as one may, or thrown by the job
     */
    void run(UUID id, Runnable job) {
        String owner = jobs.find(id).map(Job::owner).orElse(Job.ANONYMOUS);
        if (owner.equals(Job.ANONYMOUS)) {
            job.run();
        } else if (take(owner)) {
            try {
                job.run();
            } finally {
                free(owner);
            }
        } else {
            throw new JobRunner.TryAgainException(
                    new CancellationException(most + " jobs of its owner run, which is as many as may"), PAUSE);
        }
    }

    private synchronized boolean take(String owner) {
        int now = held.getOrDefault(owner, 0);
        if (now < most) {
            held.put(owner, now + 1);
        }
        return now < most;
    }

    private synchronized void free(String owner) {
        held.computeIfPresent(owner, (_, now) -> now == 1 ? null : now - 1);
    }
}

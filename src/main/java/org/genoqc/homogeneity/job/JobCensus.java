package org.genoqc.homogeneity.job;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs there are, of all processes that share the database.
 *
 * @param jobs by state; a state without jobs is left out
 * @param oldestQueued when the one that has waited longest was submitted; null if none waits
 */
public record JobCensus(
        Map<JobState.Name, Long> jobs, @Nullable Instant oldestQueued) {

    public JobCensus {
        jobs = Map.copyOf(jobs);
    }
}

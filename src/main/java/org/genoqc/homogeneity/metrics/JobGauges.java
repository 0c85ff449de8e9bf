package org.genoqc.homogeneity.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.JobCensus;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.running.Jobs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The jobs in the database. Every replica reports the same numbers, so dashboards take the maximum over replicas,
 * not the sum.
 */
@Component
class JobGauges {

    private static final Logger LOG = LoggerFactory.getLogger(JobGauges.class);

    private final Jobs jobs;
    private final Clock clock;
    /** Null where the database could not be asked. */
    private volatile @Nullable JobCensus census;

    JobGauges(Jobs jobs, HomogeneityProperties properties, MeterRegistry registry, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
        for (JobState.Name state : JobState.Name.values()) {
            Gauge.builder(Names.JOBS, this, gauges -> gauges.count(state))
                    .description("Jobs in the database, of all replicas")
                    .tag(Names.STATE, Names.tag(state))
                    .register(registry);
        }
        TimeGauge.builder(Names.JOBS_OLDEST_QUEUED_AGE, this, TimeUnit.MILLISECONDS, JobGauges::oldestQueuedMillis)
                .description("How long the oldest queued job has waited, of all replicas; 0 if none waits")
                .register(registry);
        Gauge.builder(
                        Names.JOBS_QUEUE_CAPACITY,
                        properties,
                        settings -> settings.jobs().maxQueued())
                .description("Queued jobs above which further ones are refused")
                .register(registry);
    }

    /** Counted before the scrape, so that a database that does not answer delays none. */
    @Scheduled(fixedDelay = 3, timeUnit = TimeUnit.SECONDS)
    void count() {
        try {
            census = jobs.census();
        } catch (DataAccessException e) {
            census = null;
            LOG.warn("the jobs could not be counted: {}", e.getMessage());
        }
    }

    private double count(JobState.Name state) {
        JobCensus last = census;
        return last == null ? Double.NaN : last.jobs().getOrDefault(state, 0L);
    }

    private double oldestQueuedMillis() {
        JobCensus last = census;
        if (last == null) {
            return Double.NaN;
        }
        return last.oldestQueued() == null
                ? 0
                : Math.max(
                        0,
                        Duration.between(last.oldestQueued(), clock.instant()).toMillis());
    }
}

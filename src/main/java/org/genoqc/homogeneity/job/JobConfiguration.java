package org.genoqc.homogeneity.job;

import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.genoqc.homogeneity.batch.BatchExecutor;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The executor, the heap and the queue of the jobs. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(HomogeneityProperties.class)
class JobConfiguration {

    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(2);

    @Bean(destroyMethod = "close")
    BatchExecutor batchExecutor(HomogeneityProperties properties) {
        return new BatchExecutor(properties.executor().workersOrCores(), properties.executor().queueCapacity());
    }

    @Bean
    HeapBudget heapBudget() {
        return HeapBudget.ofThisJvm();
    }

    /** The queued work: one execution per job, its instance the job's id. Failures are tried again after 2, 4, 8 s. */
    @Bean
    OneTimeTask<Void> runJobTask(JobRunner runner) {
        return Tasks.oneTime("run-job").onFailure((complete, operations) -> {
            int failures = Math.min(complete.getExecution().consecutiveFailures, 5);
            operations.reschedule(complete, Instant.now().plus(FIRST_BACKOFF.multipliedBy(1L << failures)));
        }).execute((instance, context) -> runner.run(UUID.fromString(instance.getId())));
    }
}

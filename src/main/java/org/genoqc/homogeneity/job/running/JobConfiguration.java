package org.genoqc.homogeneity.job.running;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerProperties;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.genoqc.homogeneity.batch.BatchExecutor;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.storage.JobStore;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The clock, the executor, the heap and the queue of the jobs. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(HomogeneityProperties.class)
class JobConfiguration {

    private static final Duration BACKOFF = Duration.ofSeconds(3);

    /** The only source of time for whatever time decides. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "close")
    BatchExecutor batchExecutor(HomogeneityProperties properties) {
        return new BatchExecutor(
                properties.executor().workersOrCores(), properties.executor().queueCapacity());
    }

    @Bean
    HeapBudget heapBudget() {
        return HeapBudget.ofThisJvmWithout(
                InputChecks.bytesSetAside(Runtime.getRuntime().maxMemory()));
    }

    /** The queued work: one execution per job, its instance the job's id. */
    @Bean
    CustomTask<Void> runJobTask(JobRunner runner, OwnersInPlaces places, Clock clock) {
        return task(JobStore.TASK, runner, id -> places.run(id, () -> runner.run(id)), clock);
    }

    /** The same of small jobs, which may also run in places of their own. */
    @Bean
    CustomTask<Void> runSmallJobTask(JobRunner runner, Clock clock) {
        return task(JobStore.TASK_OF_SMALL, runner, runner::run, clock);
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    SmallJobScheduler smallJobScheduler(
            DataSource database,
            @Qualifier("runSmallJobTask") CustomTask<Void> task,
            HomogeneityProperties properties,
            DbSchedulerProperties settings) {
        return new SmallJobScheduler(database, task, properties.jobs().concurrentSmall(), settings);
    }

    private static CustomTask<Void> task(String name, JobRunner runner, Consumer<UUID> run, Clock clock) {
        return Tasks.custom(name, Void.class)
                .onFailure((complete, operations) ->
                        operations.reschedule(complete, clock.instant().plus(BACKOFF)))
                .onDeadExecution((complete, operations) -> {
                    Execution execution = complete.getExecution();
                    boolean others = runner.died(UUID.fromString(execution.getId()));
                    operations.reschedule(complete, others ? clock.instant() : execution.getExecutionTime());
                })
                .execute((instance, context) -> {
                    try {
                        run.accept(UUID.fromString(instance.getId()));
                        return new CompletionHandler.OnCompleteRemove<>();
                    } catch (JobRunner.TryAgainException again) {
                        // no failure of the queue, which would log it with a stack trace each time
                        return (complete, operations) ->
                                operations.reschedule(complete, clock.instant().plus(again.after()));
                    }
                });
    }
}

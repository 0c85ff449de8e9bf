package org.genoqc.homogeneity.job.running;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerProperties;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.genoqc.homogeneity.batch.BatchExecutor;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.harness.SettableClock;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobListener;
import org.genoqc.homogeneity.job.JobParameters;
import org.genoqc.homogeneity.job.JobRefusedException;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.job.StateChange;
import org.genoqc.homogeneity.job.storage.JobFiles;
import org.genoqc.homogeneity.job.storage.JobInputs;
import org.genoqc.homogeneity.job.storage.JobStore;
import org.genoqc.homogeneity.parameters.Engine;
import org.genoqc.homogeneity.result.Sha256;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that holds and runs jobs, wired as in the service, on a real H2 database and real files; but nothing happens by
 * itself: no timer fires, the queue starts nothing, the clock stands still.
 */
final class JobRooms implements AutoCloseable {

    final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    final Events events = new Events();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    static class Transactions {}

    /** What was told, in a word each, and to be told of batches. */
    static final class Events implements JobListener {

        final List<String> told = new CopyOnWriteArrayList<>();
        final List<Job> ended = new CopyOnWriteArrayList<>();
        volatile BatchListener batches = BatchListener.NONE;

        @Override
        public void submitted(Job job) {
            told.add("submitted");
        }

        @Override
        public void refused(JobRefusedException.Reason reason) {
            told.add("refused " + reason);
        }

        @Override
        public void inputRejected(InvalidInputException faults) {
            told.add("rejected " + faults.faults().getFirst().code());
        }

        @Override
        public void moved(StateChange change) {
            told.add(change.from() + " -> " + change.to());
        }

        @Override
        public void ended(Job job) {
            told.add("ended " + job.state().name());
            ended.add(job);
        }

        @Override
        public BatchListener batches(Job job) {
            return batches;
        }
    }

    JobRooms(Path dataDir, String... settings) {
        this(dataDir, HeapBudget.ofThisJvm(), settings);
    }

    /** @param heap what there is of it for counts */
    JobRooms(Path dataDir, HeapBudget heap, String... settings) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
                + ";DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1");
        Flyway.configure().dataSource(database).load().migrate();
        bean(Clock.class, () -> clock);
        bean(JobListener.class, () -> events);
        bean(DataSource.class, () -> database);
        bean(JdbcClient.class, () -> JdbcClient.create(database));
        bean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(database));
        bean(TransactionTemplate.class, () -> new TransactionTemplate(context.getBean(JdbcTransactionManager.class)));
        bean(JsonMapper.class, JsonMapper::new);
        bean(HeapBudget.class, () -> heap);
        bean(BatchExecutor.class, () -> new BatchExecutor(2, 16));
        bean(HomogeneityProperties.class, () -> properties(dataDir, settings));
        bean(
                CustomTask.class,
                () -> new JobConfiguration()
                        .runJobTask(context.getBean(JobRunner.class), context.getBean(OwnersInPlaces.class), clock));
        bean(
                SmallJobScheduler.class,
                () -> new JobConfiguration()
                        .smallJobScheduler(
                                database,
                                new JobConfiguration().runSmallJobTask(context.getBean(JobRunner.class), clock),
                                context.getBean(HomogeneityProperties.class),
                                new DbSchedulerProperties()));
        bean(
                Scheduler.class,
                () -> Scheduler.create(database, context.getBean(CustomTask.class))
                        .build());
        context.register(Transactions.class);
        ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(context);
        scanner.addExcludeFilter(new AnnotationTypeFilter(Configuration.class));
        scanner.addExcludeFilter(new AssignableTypeFilter(Shutdown.class));
        scanner.scan("org.genoqc.homogeneity.job");
        context.refresh();
    }

    private <T> void bean(Class<T> type, Supplier<T> supplier) {
        context.registerBean(type, supplier);
    }

    private static HomogeneityProperties properties(Path dataDir, String... settings) {
        Map<Object, Object> values = new HashMap<>(Map.of("homogeneity.data-dir", dataDir.toString()));
        for (String setting : settings) {
            String[] nameAndValue = setting.split("=", 2);
            values.put(nameAndValue[0], nameAndValue[1]);
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("homogeneity", HomogeneityProperties.class);
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    JobFiles files() {
        return get(JobFiles.class);
    }

    /**
     * A job that waits, as if it had been accepted by a version that took one file and kept no names, but is not in the
     * queue.
     */
    UUID waiting(Path input, JobParameters parameters) throws IOException {
        return waiting(input, parameters, Engine.LOCAL);
    }

    /** The same that an engine is to run. */
    UUID waiting(Path input, JobParameters parameters, Engine engine) throws IOException {
        UUID id = UUID.randomUUID();
        Files.copy(input, files().stage(id).resolve("input"));
        files().publish(id);
        Path file = files().folder(id).resolve("input");
        get(JobStore.class)
                .insert(
                        id,
                        Job.ANONYMOUS,
                        new Job.Input("a.tsv", Files.size(file), Sha256.of(file), 1),
                        parameters,
                        engine);
        return id;
    }

    /** The same of several files, called by their paths, of this version. */
    UUID waiting(List<Path> files, JobParameters parameters) throws IOException {
        return waiting(files, parameters, Engine.LOCAL);
    }

    /** The same that an engine is to run. */
    UUID waiting(List<Path> files, JobParameters parameters, Engine engine) throws IOException {
        UUID id = UUID.randomUUID();
        Path folder = files().stage(id);
        InputFiles input = get(JobInputs.class)
                .prepare(
                        folder,
                        new JobInputs.Names(files.stream().map(Path::toString).toList(), null, null),
                        parameters);
        for (int i = 0; i < files.size(); i++) {
            Files.copy(files.get(i), input.files().get(i).path());
        }
        Job.Input described = JobInputs.describe(input);
        files().publish(id);
        get(JobStore.class).insert(id, Job.ANONYMOUS, described, parameters, engine);
        return id;
    }

    Job job(UUID id) {
        return get(JobStore.class).find(id).orElseThrow();
    }

    JobState.Name state(UUID id) {
        return job(id).state().name();
    }

    @Override
    public void close() {
        context.close();
    }
}

package org.genoqc.homogeneity.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.util.SerializableConfiguration;
import org.genoqc.homogeneity.analysis.SexChromosomeWarning;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.CompletedBatch;
import org.genoqc.homogeneity.counts.DividedDataSet;
import org.genoqc.homogeneity.counts.DividedProbesets;
import org.genoqc.homogeneity.counts.FilePart;
import org.genoqc.homogeneity.counts.GenotypingBatches;
import org.genoqc.homogeneity.counts.PartScan;
import org.genoqc.homogeneity.counts.PartitionCheck;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.findings.ReportCardBuilder;
import org.genoqc.homogeneity.parameters.Analysis;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.statistics.PValueFloor;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.jspecify.annotations.Nullable;
import scala.Function2;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;

/** The passes over a data set: it is looked through, its rows are shuffled and checked, then tested. */
final class DistributedRun {

    /** Larger ones are sent one by one anyway, and smaller ones cost more to start than to read. */
    private static final long BYTES_OF_PART = 64 << 20;

    private static final String SETTING_OF_PART = "spark.homogeneity.bytesPerPart";
    private static final int MIN_BATCH = 500;
    private static final int MAX_BATCH = 10_000;
    /** So that those which end early have something else to do. */
    private static final int BATCHES_PER_CORE = 4;

    private final SparkSession session;
    private final JavaSparkContext context;
    private final JobOptions options;
    private final JobProgress progress;
    private final DividedDataSet dataSet;
    private final List<FilePart> parts = new ArrayList<>();
    /** By part, its number among those of its file. */
    private final List<Integer> numbers = new ArrayList<>();

    private final InputParts input;

    private DistributedRun(SparkSession session, JobOptions options, JobInput files, JobProgress progress)
            throws IOException {
        this.session = session;
        this.context = new JavaSparkContext(session.sparkContext());
        this.options = options;
        this.progress = progress;
        this.dataSet = DividedDataSet.of(files.files());
        Broadcast<SerializableConfiguration> hadoop =
                context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
        this.input = new InputParts(files.paths(), hadoop);
        long bytesOfPart = context.getConf().getSizeAsBytes(SETTING_OF_PART, BYTES_OF_PART + "b");
        for (int file = 0; file < dataSet.files(); file++) {
            List<FilePart> ofFile = dataSet.parts(file, files.lengths().get(file), bytesOfPart);
            parts.addAll(ofFile);
            IntStream.range(0, ofFile.size()).forEach(numbers::add);
        }
    }

    /**
     * What has come of it.
     *
     * @param assessments none if the analysis is basic
     * @param card null likewise
     */
    record Completed(
            DividedProbesets probesets,
            List<ProbesetResult> results,
            List<ProbesetAssessment> assessments,
            List<BatchTiming> timings,
            @Nullable ReportCardBuilder card,
            List<String> warnings) {}

    /**
     * Runs all passes.
     *
     * @throws org.genoqc.homogeneity.fault.InvalidInputException if the input can't be accepted, with its first faults
     */
    static Completed run(SparkSession session, JobOptions options, JobInput files, JobProgress progress)
            throws IOException {
        DistributedRun run = new DistributedRun(session, options, files, progress);
        run.scan();
        return run.test();
    }

    private void scan() throws IOException {
        InputParts reading = input;
        JavaRDD<FilePart> all = context.parallelize(parts, parts.size());
        runJob(
                all.rdd(),
                (task, ofTask) -> scanOnly(reading, ofTask.next()),
                (number, scan) -> dataSet.take(numbers.get(number), scan),
                PartScan.class);
        dataSet.check();
    }

    private static PartScan scanOnly(InputParts reading, FilePart part) throws IOException {
        return reading.scan(part);
    }

    private Completed test() throws IOException {
        GenotypingBatches batches = dataSet.genotypingBatches();
        long expected = dataSet.sample().estimate();
        List<byte[]> bounds = dataSet.sample().bounds((int) Math.ceilDiv(expected, batchSize(expected)));
        int partitions = bounds.size() + 1;
        progress.scanned(dataSet.rows(), batches.withoutProbesets().genotypingBatches());
        RDD<Row> shuffled = shuffled(batches, new InputParts.Bounds(bounds.toArray(new byte[0][])), partitions);
        PartitionCheck[] checks = check(shuffled, batches, partitions);
        DividedProbesets probesets = dataSet.probesets(List.of(checks), () -> false);
        progress.planned(probesets.probesets(), partitions);
        int[] firsts = new int[partitions];
        for (int partition = 1; partition < partitions; partition++) {
            firsts[partition] = firsts[partition - 1] + checks[partition - 1].probesets();
        }
        return test(
                shuffled,
                new BatchTask(batches, options.parameters(), firsts, context.broadcast(probesets.onSexChromosomes())),
                probesets,
                partitions);
    }

    /** Brings the rows of each probeset together, and finds out what the probesets are. */
    private PartitionCheck[] check(RDD<Row> shuffled, GenotypingBatches batches, int partitions) {
        boolean mayTotalsOverflow = dataSet.mayTotalsOverflow();
        PartitionCheck[] checks = new PartitionCheck[partitions];
        runJob(
                shuffled,
                (task, rows) -> {
                    PartitionCheck check = new PartitionCheck();
                    ProbesetGroups.ofThisExecutor(batches)
                            .forEach(rows, group -> check.lookAt(group, batches, mayTotalsOverflow));
                    return check;
                },
                (number, check) -> checks[number] = check,
                PartitionCheck.class);
        return checks;
    }

    private Completed test(RDD<Row> shuffled, BatchTask task, DividedProbesets probesets, int partitions)
            throws IOException {
        TestParameters parameters = options.parameters();
        boolean isFull = parameters.analysis() == Analysis.FULL;
        ReportCardBuilder card =
                new ReportCardBuilder(isFull ? probesets.genotypingBatches() : 0, parameters.minExpectedCount());
        BatchOutcome[] outcomes = new BatchOutcome[partitions];
        runJob(
                shuffled,
                task::run,
                (number, outcome) -> {
                    if (isFull) {
                        outcome.mergeCardInto(card);
                    }
                    outcomes[number] = outcome.withoutCard();
                    progress.completed(outcome.decoded().timing());
                },
                BatchOutcome.class);
        List<ProbesetResult> results = new ArrayList<>(probesets.probesets());
        List<ProbesetAssessment> assessments = new ArrayList<>(isFull ? probesets.probesets() : 0);
        List<BatchTiming> timings = new ArrayList<>();
        for (int number = 0; number < partitions; number++) {
            CompletedBatch batch = outcomes[number].decoded();
            results.addAll(batch.results());
            assessments.addAll(batch.assessments());
            timings.add(batch.timing());
        }
        return new Completed(
                probesets, results, assessments, timings, isFull ? card : null, warnings(probesets, outcomes));
    }

    private List<String> warnings(DividedProbesets probesets, BatchOutcome[] outcomes) {
        List<String> warnings = new ArrayList<>(probesets.warnings());
        SexChromosomeWarning.of(probesets, options.parameters()).ifPresent(warnings::add);
        PValueFloor.of(options.parameters())
                .warning(
                        Arrays.stream(outcomes).mapToInt(BatchOutcome::tested).sum(),
                        Arrays.stream(outcomes)
                                .mapToInt(BatchOutcome::monteCarlo)
                                .sum())
                .ifPresent(warnings::add);
        return warnings;
    }

    private int batchSize(long expected) {
        Integer chosen = options.batchSize();
        return chosen != null
                ? chosen
                : Math.clamp(expected / BATCHES_PER_CORE / context.defaultParallelism(), MIN_BATCH, MAX_BATCH);
    }

    /** The rows of each partition after each other, those of a probeset together, by code points of the ids. */
    private RDD<Row> shuffled(GenotypingBatches batches, InputParts.Bounds bounds, int partitions) {
        InputParts reading = input;
        JavaRDD<Row> packed = context.parallelize(parts, parts.size())
                .mapPartitions(ofTask -> packOnly(reading, ofTask, batches, bounds));
        return session.createDataFrame(packed, InputParts.SCHEMA)
                .repartitionById(partitions, functions.col(InputParts.PARTITION))
                .sortWithinPartitions(InputParts.ID)
                .javaRDD()
                .rdd();
    }

    private static Iterator<Row> packOnly(
            InputParts reading, Iterator<FilePart> parts, GenotypingBatches batches, InputParts.Bounds bounds)
            throws IOException {
        return reading.pack(parts.next(), batches, bounds);
    }

    /** What a task does with its partition. */
    @FunctionalInterface
    private interface Task<T, U> extends Serializable {
        U run(TaskContext task, Iterator<T> partition) throws IOException;
    }

    /** What the driver does with what comes of a partition, as soon as it comes; once for each. */
    @FunctionalInterface
    private interface Taker<U> {
        void take(int partition, U result) throws IOException;
    }

    private interface SerializableFunction<A, B, R> extends Function2<A, B, R>, Serializable {}

    private <T, U> void runJob(RDD<T> rdd, Task<T, U> task, Taker<U> taker, Class<U> type) {
        SparkContext spark = session.sparkContext();
        ClassTag<U> tag = ClassTag$.MODULE$.apply(type);
        SerializableFunction<TaskContext, scala.collection.Iterator<T>, U> running = (context, partition) -> {
            try {
                return task.run(context, CollectionConverters.asJava(partition));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        Function2<Object, U, BoxedUnit> taking = (number, result) -> {
            try {
                taker.take((Integer) number, result);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return BoxedUnit.UNIT;
        };
        spark.runJob(rdd, running, taking, tag);
    }
}

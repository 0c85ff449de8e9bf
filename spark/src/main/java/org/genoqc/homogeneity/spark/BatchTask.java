package org.genoqc.homogeneity.spark;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.CompletedBatch;
import org.genoqc.homogeneity.batch.ProbesetGroup;
import org.genoqc.homogeneity.counts.GenotypingBatches;
import org.genoqc.homogeneity.counts.PackedCounts;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.counts.RowProblems;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.findings.ReportCardBuilder;
import org.genoqc.homogeneity.parameters.Analysis;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.jspecify.annotations.Nullable;

/**
 * Tests the probesets of a partition, group after group on the task's own thread, so that memory is that of a group however
 * large a partition is.
 */
final class BatchTask implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** So many that walking along shared permutations, once for each group, costs little beside the tests. */
    private static final int MAX_PROBESETS = 1 << 13;

    private static final int MIN_ROWS = 1 << 14;
    private static final int MAX_ROWS = 1 << 20;
    /** Of a row: its counts, what its simulated tables are compared with, its share of what is found. */
    private static final int BYTES_PER_ROW = 1 << 8;

    private static final int PART_OF_HEAP = 8;

    private final GenotypingBatches batches;
    private final TestParameters parameters;
    private final boolean mayTotalsOverflow;
    private final boolean onlyChecks;

    BatchTask(
            GenotypingBatches batches, TestParameters parameters, boolean mayTotalsOverflow, boolean onlyChecks) {
        this.batches = batches;
        this.parameters = parameters;
        this.mayTotalsOverflow = mayTotalsOverflow;
        this.onlyChecks = onlyChecks;
    }

    /** The same, which looks for faults between rows alone. */
    BatchTask checking() {
        return new BatchTask(batches, parameters, mayTotalsOverflow, true);
    }

    BatchOutcome run(TaskContext task, Iterator<Row> rows) throws IOException {
        return new Running(task).run(rows);
    }

    /** A partition that is being tested. */
    private final class Running {

        private final TaskContext task;
        private final Cancellation cancellation;
        private final Instant started = Clock.systemUTC().instant();
        private final long startNanos = System.nanoTime();
        private final long bytes;
        private final long maxRows;
        private final RowProblems problems = new RowProblems();
        private final List<String> ids = new ArrayList<>();
        private final List<@Nullable ProbesetResult> results = new ArrayList<>();
        private final List<@Nullable ProbesetAssessment> assessments = new ArrayList<>();
        private final boolean isFull = parameters.analysis() == Analysis.FULL;
        private final ReportCardBuilder card = new ReportCardBuilder(
                batches.withoutProbesets().genotypingBatches(), parameters.minExpectedCount());
        private BatchOutcome.Tally tally = BatchOutcome.Tally.NONE;
        private PackedCounts late = new PackedCounts(batches);
        private List<Integer> lateNumbers = new ArrayList<>();
        private long simulations;

        Running(TaskContext task) {
            this.task = task;
            this.cancellation = task::isInterrupted;
            int cores = SparkEnv.get()
                    .conf()
                    .getInt("spark.executor.cores", Runtime.getRuntime().availableProcessors());
            this.bytes = Runtime.getRuntime().maxMemory() / PART_OF_HEAP / Math.max(1, cores);
            this.maxRows = Math.clamp(bytes / BYTES_PER_ROW, MIN_ROWS, MAX_ROWS);
        }

        BatchOutcome run(Iterator<Row> rows) throws IOException {
            PackedCounts group = new PackedCounts(batches);
            while (rows.hasNext()) {
                Row row = rows.next();
                PackedCounts.Packed packed = new PackedCounts.Packed(row.getAs(1), row.getAs(2));
                if (!group.isLast(packed.id()) && isLarge(group)) {
                    test(group.counts());
                    group = new PackedCounts(batches);
                }
                group.add(packed);
            }
            test(group.counts());
            testLate();
            return problems.isEmpty() ? outcome() : BatchOutcome.of(problems);
        }

        private boolean isLarge(PackedCounts group) {
            return group.probesets() >= MAX_PROBESETS || group.rows() >= maxRows;
        }

        private void test(ProbesetCounts counts) throws IOException {
            problems.lookAt(counts, mayTotalsOverflow);
            if (!problems.isEmpty() || onlyChecks || counts.probesets() == 0) {
                return;
            }
            int first = ids.size();
            IntStream.range(0, counts.probesets()).mapToObj(counts::probesetId).forEach(ids::add);
            ProbesetGroup group = new ProbesetGroup(counts, parameters, bytes);
            tally = tally.plus(tallyOf(counts, group));
            group.simulate(cancellation);
            List<@Nullable ProbesetResult> ofGroup = group.results();
            results.addAll(ofGroup);
            for (int probeset = 0; probeset < counts.probesets(); probeset++) {
                assessments.add(null);
                if (ofGroup.get(probeset) == null) {
                    leaveForLater(counts, probeset, first + probeset);
                } else {
                    assess(counts, group, probeset, first + probeset);
                }
            }
            simulations += group.simulations();
            if (isLarge(late)) {
                testLate();
            }
        }

        private BatchOutcome.Tally tallyOf(ProbesetCounts counts, ProbesetGroup group) {
            int incomplete = 0;
            int firstIncomplete = -1;
            for (int probeset = 0; probeset < counts.probesets(); probeset++) {
                if (batches.isIncomplete(counts, probeset)) {
                    incomplete++;
                    firstIncomplete = firstIncomplete < 0 ? probeset : firstIncomplete;
                }
            }
            return new BatchOutcome.Tally(
                    counts.probesets(),
                    group.tested(),
                    group.monteCarlo(),
                    counts.controls(),
                    incomplete,
                    firstIncomplete < 0 ? null : counts.probesetId(firstIncomplete),
                    firstIncomplete < 0 ? 0 : counts.rows(firstIncomplete),
                    (int) IntStream.range(0, counts.probesets())
                            .filter(counts::isOnSexChromosome)
                            .count());
        }

        private void leaveForLater(ProbesetCounts counts, int probeset, int number) {
            late.add(counts, probeset);
            lateNumbers.add(number);
        }

        /** Goes on with those that simulation left open, together, since they walk far along the permutations they share. */
        private void testLate() throws IOException {
            if (lateNumbers.isEmpty()) {
                return;
            }
            ProbesetCounts counts = late.counts();
            ProbesetGroup group = new ProbesetGroup(counts, parameters, bytes);
            group.simulate(cancellation);
            group.simulateFurther(cancellation);
            List<@Nullable ProbesetResult> ofGroup = group.results();
            for (int probeset = 0; probeset < counts.probesets(); probeset++) {
                int number = lateNumbers.get(probeset);
                results.set(number, ofGroup.get(probeset));
                assess(counts, group, probeset, number);
            }
            simulations += group.simulations();
            late = new PackedCounts(batches);
            lateNumbers = new ArrayList<>();
        }

        private void assess(ProbesetCounts counts, ProbesetGroup group, int probeset, int number) throws IOException {
            if (!isFull) {
                return;
            }
            cancellation.throwIfRequested();
            ProbesetResult result = Objects.requireNonNull(results.get(number));
            ProbesetAssessment assessment = group.assess(probeset, result);
            if (!counts.isOnSexChromosome(probeset)) {
                card.add(counts, probeset, result, assessment);
            }
            assessments.set(number, assessment.numbered(number));
        }

        private BatchOutcome outcome() throws IOException {
            List<ProbesetResult> whole =
                    results.stream().map(result -> Objects.requireNonNull(result)).toList();
            List<ProbesetAssessment> assessed = isFull
                    ? assessments.stream()
                            .map(assessment -> Objects.requireNonNull(assessment))
                            .toList()
                    : List.of();
            return BatchOutcome.of(
                    tally, ids, new CompletedBatch(timing(whole), whole, assessed), isFull ? card : null);
        }

        private BatchTiming timing(List<ProbesetResult> whole) {
            Duration duration = Duration.ofNanos(System.nanoTime() - startNanos);
            return new BatchTiming(
                    task.partitionId(),
                    worker(SparkEnv.get().executorId()),
                    started,
                    Duration.ZERO,
                    duration,
                    number(whole, Method.STANDARD),
                    number(whole, Method.MONTE_CARLO),
                    number(whole, Method.SKIPPED),
                    simulations,
                    duration,
                    1,
                    1);
        }
    }

    private static int number(List<ProbesetResult> results, Method method) {
        return (int) results.stream().filter(result -> result.method() == method).count();
    }

    /** Executors are numbered from 0; where there is none, the driver is the only one. */
    private static int worker(String executorId) {
        return executorId.matches("[0-9]{1,9}") ? Integer.parseInt(executorId) + 1 : 1;
    }
}

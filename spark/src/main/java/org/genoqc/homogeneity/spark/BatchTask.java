package org.genoqc.homogeneity.spark;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.CompletedBatch;
import org.genoqc.homogeneity.batch.ProbesetGroup;
import org.genoqc.homogeneity.counts.GenotypingBatches;
import org.genoqc.homogeneity.counts.PackedCounts;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.findings.ReportCardBuilder;
import org.genoqc.homogeneity.parameters.Analysis;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.jspecify.annotations.Nullable;

/** Tests the probesets of a partition, group after group, on the task's own thread. */
final class BatchTask implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final GenotypingBatches batches;
    private final TestParameters parameters;
    /** Of each partition, the number of its first probeset among all. */
    private final int[] firsts;

    private final Broadcast<BitSet> onSexChromosomes;

    BatchTask(GenotypingBatches batches, TestParameters parameters, int[] firsts, Broadcast<BitSet> onSexChromosomes) {
        this.batches = batches;
        this.parameters = parameters;
        this.firsts = firsts;
        this.onSexChromosomes = onSexChromosomes;
    }

    BatchOutcome run(TaskContext task, Iterator<Row> rows) throws IOException {
        return new Running(task).run(rows);
    }

    /** A partition that is being tested. Numbers of probesets are those within it. */
    private final class Running {

        private final TaskContext task;
        private final Cancellation cancellation;
        private final Instant started = Clock.systemUTC().instant();
        private final long startNanos = System.nanoTime();
        private final ProbesetGroups groups = ProbesetGroups.ofThisExecutor(batches);
        private final BitSet onSex = onSexChromosomes.value();
        private final int first;
        private final List<@Nullable ProbesetResult> results = new ArrayList<>();
        private final List<@Nullable ProbesetAssessment> assessments = new ArrayList<>();
        private final boolean isFull = parameters.analysis() == Analysis.FULL;
        private final ReportCardBuilder card = new ReportCardBuilder(
                isFull ? batches.withoutProbesets().genotypingBatches() : 0, parameters.minExpectedCount());
        private PackedCounts late = groups.empty();
        private List<Integer> lateNumbers = new ArrayList<>();
        private int tested;
        private int monteCarlo;
        private long simulations;

        Running(TaskContext task) {
            this.task = task;
            this.cancellation = task::isInterrupted;
            this.first = firsts[task.partitionId()];
        }

        BatchOutcome run(Iterator<Row> rows) throws IOException {
            groups.forEach(rows, this::test);
            testLate();
            List<ProbesetResult> whole =
                    results.stream().map(Objects::requireNonNull).toList();
            List<ProbesetAssessment> assessed =
                    assessments.stream().map(Objects::requireNonNull).toList();
            return BatchOutcome.of(
                    tested, monteCarlo, new CompletedBatch(timing(whole), whole, assessed), isFull ? card : null);
        }

        private void test(PackedCounts packed) throws IOException {
            int before = results.size();
            ProbesetCounts counts = packed.counts(probeset -> onSex.get(first + before + probeset));
            ProbesetGroup group = new ProbesetGroup(counts, parameters, groups.bytes());
            group.simulate(cancellation);
            tested += group.tested();
            monteCarlo += group.monteCarlo();
            List<@Nullable ProbesetResult> ofGroup = group.results();
            for (int probeset = 0; probeset < counts.probesets(); probeset++) {
                ProbesetResult result = ofGroup.get(probeset);
                results.add(result);
                if (isFull) {
                    assessments.add(null);
                }
                if (result == null) {
                    late.add(counts, probeset);
                    lateNumbers.add(before + probeset);
                } else {
                    assess(counts, group, probeset, before + probeset, result);
                }
            }
            simulations += group.simulations();
            if (groups.isLarge(late)) {
                testLate();
            }
        }

        /** Goes on with those that simulation left open, together, since they walk far along the permutations they share. */
        private void testLate() throws IOException {
            if (lateNumbers.isEmpty()) {
                return;
            }
            List<Integer> numbers = lateNumbers;
            ProbesetCounts counts = late.counts(probeset -> onSex.get(first + numbers.get(probeset)));
            ProbesetGroup group = new ProbesetGroup(counts, parameters, groups.bytes());
            group.simulate(cancellation);
            group.simulateFurther(cancellation);
            List<@Nullable ProbesetResult> ofGroup = group.results();
            for (int probeset = 0; probeset < counts.probesets(); probeset++) {
                ProbesetResult result = Objects.requireNonNull(ofGroup.get(probeset));
                results.set(numbers.get(probeset), result);
                assess(counts, group, probeset, numbers.get(probeset), result);
            }
            simulations += group.simulations();
            late = groups.empty();
            lateNumbers = new ArrayList<>();
        }

        private void assess(ProbesetCounts counts, ProbesetGroup group, int probeset, int number, ProbesetResult result)
                throws IOException {
            if (!isFull) {
                return;
            }
            cancellation.throwIfRequested();
            ProbesetAssessment assessment = group.assess(probeset, result);
            if (!counts.isOnSexChromosome(probeset)) {
                card.add(counts, probeset, result, assessment);
            }
            assessments.set(number, assessment.numbered(first + number));
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
        return (int)
                results.stream().filter(result -> result.method() == method).count();
    }

    /** Executors are numbered from 0; where there is none, the driver is the only one. */
    private static int worker(String executorId) {
        return executorId.matches("[0-9]{1,9}") ? Integer.parseInt(executorId) + 1 : 1;
    }
}

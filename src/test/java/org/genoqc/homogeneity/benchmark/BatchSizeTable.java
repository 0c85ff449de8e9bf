package org.genoqc.homogeneity.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.genoqc.homogeneity.analysis.CompletedDataSet;
import org.genoqc.homogeneity.analysis.LoadedDataSet;
import org.genoqc.homogeneity.analysis.PlannedDataSet;
import org.genoqc.homogeneity.batch.BatchExecutor;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.batch.BatchPlan;
import org.genoqc.homogeneity.batch.BatchVerdict;
import org.genoqc.homogeneity.batch.TimeBreakdown;
import org.genoqc.homogeneity.counts.CountsReader;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.Cancellation;

/**
 * Time, speed-up, utilisation and overhead by batch size, measured on this machine. {@code BatchSizeTable FILE|PROBESETS GENOTYPING_BATCHES [batch size|auto ...]}
 */
public final class BatchSizeTable {

    private static final List<String> SIZES = List.of("1", "100", "1000", "5000", "10000", "auto");
    private static final int QUEUE = 16;
    private static final int SIMULATIONS_TO_WARM_UP = 1000;
    private static final int REPETITIONS = 3;
    private static final double SECONDS_NOT_REPEATED = 20;

    private final ProbesetCounts counts;
    private final TestParameters parameters = TestParameters.DEFAULTS;
    private final int cores = Runtime.getRuntime().availableProcessors();

    private BatchSizeTable(ProbesetCounts counts) {
        this.counts = counts;
    }

    private record Run(String asked, BatchPlan plan, TimeBreakdown times, double elapsed) {}

    public static void main(String[] args) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(args));
        boolean given = Files.exists(Path.of(arguments.getFirst()));
        Path file = given
                ? Path.of(arguments.removeFirst())
                : WholeRun.array(Integer.parseInt(arguments.removeFirst()), Integer.parseInt(arguments.removeFirst()));
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
            ProbesetCounts counts = new CountsReader(share, Cancellation.NEVER).read(file);
            new BatchSizeTable(counts).print(arguments.isEmpty() ? SIZES : arguments);
        } finally {
            if (!given) {
                Files.delete(file);
            }
        }
    }

    private void print(List<String> sizes) throws Exception {
        run("auto", cores, parameters.withSimulations(SIMULATIONS_TO_WARM_UP));
        Run alone = fastest(String.valueOf(counts.probesets()), 1);
        System.out.printf(
                "%d probesets, %d genotyping batches, %d simulations; one worker, one batch: %.2f s%n",
                counts.probesets(), counts.genotypingBatches(), parameters.nSimulations(), alone.elapsed());
        heading("measured on " + cores + " workers");
        for (String size : sizes) {
            Run run = fastest(size, cores);
            BatchVerdict verdict = BatchVerdict.of(run.times());
            row(run.asked(), run.plan(), run.elapsed(), alone.elapsed(), verdict.utilisation(), verdict.overhead());
        }
    }

    private static void heading(String title) {
        System.out.printf(
                "%n%s%n%10s %8s %9s %9s %12s %9s%n",
                title, "batch size", "batches", "time (s)", "speed-up", "utilisation", "overhead");
    }

    private static void row(
            String asked, BatchPlan plan, double time, double alone, double utilisation, double overhead) {
        System.out.printf(
                "%10s %8d %9.2f %9.2f %12.3f %9.3f%n",
                asked.equals("auto") ? "auto " + plan.batchSize().size() : asked,
                plan.batches(),
                time,
                alone / time,
                utilisation,
                overhead);
    }

    private static Integer requested(String size) {
        return size.equals("auto") ? null : Integer.valueOf(size);
    }

    /** Of three, since other work disturbs; of one, where that takes long. */
    private Run fastest(String size, int workers) throws Exception {
        Run fastest = run(size, workers, parameters);
        for (int i = 1; i < REPETITIONS && fastest.elapsed() < SECONDS_NOT_REPEATED; i++) {
            Run next = run(size, workers, parameters);
            fastest = next.elapsed() < fastest.elapsed() ? next : fastest;
        }
        return fastest;
    }

    private Run run(String size, int workers, TestParameters chosen) throws Exception {
        LoadedDataSet loaded = new LoadedDataSet(counts, HeapBudget.ofThisJvm().share(), System.nanoTime());
        PlannedDataSet planned =
                loaded.plan(chosen, loaded.batchSize(requested(size)), BatchListener.NONE, Clock.systemUTC());
        try (BatchExecutor executor = new BatchExecutor(workers, QUEUE)) {
            long begin = System.nanoTime();
            CompletedDataSet completed = planned.start(executor, batch -> {}).await();
            double elapsed = (completed.endNanos() - begin) / 1e9;
            return new Run(size, planned.plan(), completed.times().orElseThrow(), elapsed);
        }
    }
}

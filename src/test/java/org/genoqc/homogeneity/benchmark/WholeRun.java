package org.genoqc.homogeneity.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
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
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.generate.RandomArray;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.Streams;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.result.ResultWriter;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.ProbesetResult;

/**
 * A whole run, read, plan, simulate, write, with the time of each: {@code WholeRun FILE|PROBESETS
 * GENOTYPING_BATCHES [batch size|auto ...] [--independent] [--simulations=N]}. Each batch size is a run of its own in the same JVM.
 */
public final class WholeRun {

    private static final OperatingSystemMXBean OS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private WholeRun() {}

    public static void main(String[] args) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(args));
        TestParameters parameters = arguments.remove("--independent")
                ? TestParameters.DEFAULTS.withStreams(Streams.INDEPENDENT)
                : TestParameters.DEFAULTS;
        String simulations = "--simulations=";
        for (String option : arguments.stream()
                .filter(argument -> argument.startsWith(simulations))
                .toList()) {
            parameters = parameters.withSimulations(Integer.parseInt(option.substring(simulations.length())));
            arguments.remove(option);
        }
        boolean given = Files.exists(Path.of(arguments.getFirst()));
        Path file = given
                ? Path.of(arguments.removeFirst())
                : array(Integer.parseInt(arguments.removeFirst()), Integer.parseInt(arguments.removeFirst()));
        for (String batchSize : arguments.isEmpty() ? List.of("auto") : arguments) {
            run(file, batchSize.equals("auto") ? null : Integer.valueOf(batchSize), parameters);
        }
        if (!given) {
            Files.delete(file);
        }
    }

    /** An array of its own; to be deleted by who has asked for it. */
    static Path array(int probesets, int genotypingBatches) throws Exception {
        Path file = Files.createTempFile("array", ".tsv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            new RandomArray(probesets, genotypingBatches, RandomArray.DEFAULT_SAMPLES, 0, 1, 1)
                    .write(out, RandomArray.Order.PROBESET);
        }
        return file;
    }

    private static void run(Path file, Integer requested, TestParameters parameters) throws Exception {
        int workers = Runtime.getRuntime().availableProcessors();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
        Stopwatch watch = new Stopwatch();
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share();
                BatchExecutor executor = new BatchExecutor(workers, 16)) {
            LoadedDataSet loaded = LoadedDataSet.read(InputFiles.of(file), share, Cancellation.NEVER);
            watch.lap("read");
            PlannedDataSet planned =
                    loaded.plan(parameters, loaded.batchSize(requested), BatchListener.NONE, Clock.systemUTC());
            BatchPlan plan = planned.plan();
            watch.lap("plan");
            CompletedDataSet completed = planned.start(executor, batch -> {}).await();
            double simulated = watch.lap("simulate");
            Path result = Files.createTempFile("result", ".tsv");
            write(result, loaded.counts(), completed.results());
            watch.lap("write");
            Files.delete(result);
            long tables = (long) plan.monteCarlo() * parameters.nSimulations();
            BatchVerdict verdict = completed.verdict().orElseThrow();
            System.out.printf(
                    "batch size %d (%d batches, %s): %s, total %.2f s; %d simulated tables, %.1f ns of CPU each;"
                            + " utilisation %.3f; peak heap %d MiB%n",
                    plan.batchSize().size(),
                    plan.batches(),
                    parameters.streams().label(),
                    watch,
                    watch.total(),
                    tables,
                    simulated / Math.max(1, tables),
                    verdict.utilisation(),
                    peakHeap() >> 20);
        }
    }

    private static void write(Path file, ProbesetCounts counts, List<ProbesetResult> results) throws Exception {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            ResultWriter writer = new ResultWriter(out);
            writer.writeHeader();
            for (int probeset = 0; probeset < results.size(); probeset++) {
                writer.write(counts.probesetId(probeset), results.get(probeset));
            }
        }
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    /** Wall time and CPU time of the process, lap by lap. */
    private static final class Stopwatch {
        private final StringBuilder laps = new StringBuilder();
        private final long start = System.nanoTime();
        private long wall = start;
        private long cpu = OS.getProcessCpuTime();

        double lap(String name) {
            long nowWall = System.nanoTime();
            long nowCpu = OS.getProcessCpuTime();
            laps.append(laps.isEmpty() ? "" : ", ")
                    .append("%s %.2f s (CPU %.2f s)".formatted(name, (nowWall - wall) / 1e9, (nowCpu - cpu) / 1e9));
            double used = nowCpu - cpu;
            wall = nowWall;
            cpu = nowCpu;
            return used;
        }

        double total() {
            return (System.nanoTime() - start) / 1e9;
        }

        @Override
        public String toString() {
            return laps.toString();
        }
    }
}

package org.genoqc.homogeneity.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.genoqc.homogeneity.counts.CountsReader;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.simulation.Cancellation;

/**
 * How fast files are read and grouped, and their tables made: {@code ReadingSpeed RUNS FILE ...}. A folder
 * is a data set of several files. Of each the
 * first run, which is cold for the first file, and the minimum and median of all runs, wall clock and CPU of the whole
 * process. Speed is in MB (10^6 bytes) of the file as it is on disk, compressed or not.
 */
public final class ReadingSpeed {

    private static final OperatingSystemMXBean OS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ReadingSpeed() {}

    public static void main(String[] args) throws Exception {
        int runs = Integer.parseInt(args[0]);
        for (String argument : Arrays.asList(args).subList(1, args.length)) {
            Path path = Path.of(argument);
            InputFiles files = InputFiles.of(filesOf(path));
            double[] wall = new double[runs];
            double[] cpu = new double[runs];
            double[] tables = new double[runs];
            for (int run = 0; run < runs; run++) {
                long start = System.nanoTime();
                long cpuStart = OS.getProcessCpuTime();
                try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
                    ProbesetCounts counts = new CountsReader(share, Cancellation.NEVER).read(files);
                    wall[run] = (System.nanoTime() - start) / 1e9;
                    cpu[run] = (OS.getProcessCpuTime() - cpuStart) / 1e9;
                    tables[run] = secondsOfTables(counts);
                }
            }
            report(path, wall, cpu, tables);
        }
    }

    /** All files in a folder and those below it, in the order of their paths; or a file. */
    private static List<Path> filesOf(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static double secondsOfTables(ProbesetCounts counts) {
        long start = System.nanoTime();
        long rows = 0;
        for (int probeset = 0; probeset < counts.probesets(); probeset++) {
            rows += counts.table(probeset).rows();
        }
        if (rows != counts.rows()) {
            throw new IllegalStateException(rows + " rows in the tables, " + counts.rows() + " in the file");
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void report(Path path, double[] wall, double[] cpu, double[] tables) throws Exception {
        double first = wall[0];
        double firstCpu = cpu[0];
        double megabytes = 0;
        for (Path file : filesOf(path)) {
            megabytes += Files.size(file) / 1e6;
        }
        Arrays.sort(wall);
        Arrays.sort(cpu);
        Arrays.sort(tables);
        int median = wall.length / 2;
        System.out.printf(
                "%-24s %7.1f MB: first %.2f s, CPU %.2f s; wall min %.3f median %.3f s (%.0f, %.0f MB/s); CPU min %.3f"
                        + " median %.3f s; tables min %.3f median %.3f s%n",
                path.getFileName(),
                megabytes,
                first,
                firstCpu,
                wall[0],
                wall[median],
                megabytes / wall[0],
                megabytes / wall[median],
                cpu[0],
                cpu[median],
                tables[0],
                tables[median]);
    }
}

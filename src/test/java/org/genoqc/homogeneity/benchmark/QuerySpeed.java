package org.genoqc.homogeneity.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.query.FindingFilter;
import org.genoqc.homogeneity.query.FindingOrder;
import org.genoqc.homogeneity.query.IndexedTables;
import org.genoqc.homogeneity.query.MadeTables;
import org.genoqc.homogeneity.query.Page;
import org.genoqc.homogeneity.query.ProbesetFilter;
import org.genoqc.homogeneity.query.ProbesetOrder;
import org.genoqc.homogeneity.query.TableIndex;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.Method;

/**
 * How long the index of tables takes to make, and pages of it to read: makes tables of so many probesets in a folder, or
 * uses those that are there, and prints the median and the largest of eleven times for each kind of page.
 */
public final class QuerySpeed {

    private static final int TIMES = 11;

    private QuerySpeed() {}

    @FunctionalInterface
    private interface Question {
        Page ask(TableIndex index) throws IOException;
    }

    /** @param arguments the folder, the number of probesets, the share of them that has findings */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int probesets = Integer.parseInt(arguments[1]);
        IndexedTables tables = Files.exists(folder.resolve("result.tsv"))
                ? new IndexedTables(folder.resolve("result.tsv"), folder.resolve("findings.tsv"), "00".repeat(32))
                : MadeTables.write(folder, probesets, Double.parseDouble(arguments[2]), 1);
        Path file = folder.resolve("tables.index");
        long start = System.nanoTime();
        long cpuStart = cpuNanos();
        TableIndex.write(tables, HeapBudget.ofThisJvm(), Cancellation.NEVER, file);
        System.out.printf(
                Locale.ROOT,
                "%d probesets, result %d MB: index of %d MB made in %.2f s, %.2f s of CPU%n",
                probesets,
                Files.size(tables.result()) >> 20,
                Files.size(file) >> 20,
                (System.nanoTime() - start) / 1e9,
                (cpuNanos() - cpuStart) / 1e9);
        ProbesetFilter all = new ProbesetFilter("", null, null, null, null);
        int middle = probesets / 2;
        ask("first page by id", tables, file, index -> index.probesets(all, ProbesetOrder.PROBESET_ID, false, 0, 100));
        ask("first page by p", tables, file, index -> index.probesets(all, ProbesetOrder.PVALUE, false, 0, 100));
        ask("middle by maf, desc", tables, file, index -> index.probesets(all, ProbesetOrder.MAF, true, middle, 100));
        ask("10,000 by p", tables, file, index -> index.probesets(all, ProbesetOrder.PVALUE, false, middle, 10_000));
        ProbesetFilter prefix = new ProbesetFilter("AX-0012", null, null, null, null);
        ask("prefix, by p", tables, file, index -> index.probesets(prefix, ProbesetOrder.PVALUE, false, 0, 100));
        ProbesetFilter standard = new ProbesetFilter("", Method.STANDARD, null, null, 0.01);
        ask(
                "method and p, by maf, far",
                tables,
                file,
                index -> index.probesets(standard, ProbesetOrder.MAF, true, probesets / 20, 100));
        ProbesetFilter kind = new ProbesetFilter("", Method.MONTE_CARLO, FindingKind.CALLS, "b04", 0.004);
        ask(
                "all filters, by p, far",
                tables,
                file,
                index -> index.probesets(kind, ProbesetOrder.PVALUE, true, 1000, 100));
        FindingFilter allFindings = new FindingFilter(null, "", null, null);
        ask(
                "findings, all, far",
                tables,
                file,
                index -> index.findings(allFindings, FindingOrder.PROBESET_ID, false, middle / 10, 1000));
        ask(
                "findings, by p, far",
                tables,
                file,
                index -> index.findings(allFindings, FindingOrder.PVALUE, false, middle / 10, 1000));
        FindingFilter some = new FindingFilter(null, "AX-000", "b04", FindingKind.CALLS);
        ask(
                "findings of all filters, by p",
                tables,
                file,
                index -> index.findings(some, FindingOrder.PVALUE, true, 100, 1000));
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        System.out.printf(Locale.ROOT, "heap in use %d MB%n", (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    /** Of this thread, which does all the work; what others do on the machine does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void ask(String name, IndexedTables tables, Path file, Question question) throws IOException {
        double[] millis = new double[TIMES];
        double[] cpuMillis = new double[TIMES];
        long total = 0;
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            long cpuStart = cpuNanos();
            try (TableIndex index = TableIndex.open(tables, file)) {
                if (index == null) {
                    throw new IOException("there is no index");
                }
                Page page = question.ask(index);
                total = page.total();
                for (long row : page.rows()) {
                    if (name.startsWith("findings")) {
                        index.findingLine(row);
                    } else {
                        index.resultLine(row);
                    }
                }
            }
            millis[i] = (System.nanoTime() - start) / 1e6;
            cpuMillis[i] = (cpuNanos() - cpuStart) / 1e6;
        }
        Arrays.sort(millis);
        Arrays.sort(cpuMillis);
        System.out.printf(
                Locale.ROOT,
                "%-28s of %8d: median %6.1f ms, largest %6.1f ms; CPU %6.1f ms%n",
                name,
                total,
                millis[TIMES / 2],
                millis[TIMES - 1],
                cpuMillis[TIMES / 2]);
    }
}

package org.genoqc.homogeneity.query;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.genoqc.homogeneity.findings.FindingsWriter;
import org.genoqc.homogeneity.result.ResultWriter;

/** Tables of any size such as a job has, with values that are made up: many ties, missing values, underflown p-values. */
public final class MadeTables {

    private static final String OF_FULL = "\tpvalue_calls\tmethod_calls\tpvalue_nocalls\tmethod_nocalls\tcall_rate\tmaf"
            + "\tcramers_v\tlargest_frequency_difference\tlargest_nocall_difference\tn_findings\tworst_batch"
            + "\tpvalue_without_worst\tpvalue_bh\tpvalue_bonferroni";
    private static final String[] KINDS = {"calls", "nocalls", "calls,swapped_alleles", "calls,collapsed_cluster"};

    private MadeTables() {}

    /**
     * Writes result.tsv and findings.tsv into a folder.
     *
     * @param findings about how many a probeset has, at most 1
     */
    public static IndexedTables write(Path folder, int probesets, double findings, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path result = folder.resolve("result.tsv");
        Path found = folder.resolve("findings.tsv");
        try (Writer rows = Files.newBufferedWriter(result);
                Writer pairs = Files.newBufferedWriter(found)) {
            rows.write(ResultWriter.HEADER + OF_FULL + "\n");
            pairs.write(FindingsWriter.HEADER + "\n");
            for (int i = 0; i < probesets; i++) {
                String id = "AX-%09d".formatted(i);
                int own = random.nextDouble() < findings ? 1 + random.nextInt(2) : 0;
                writeRow(id, own, random, rows);
                int first = random.nextInt(10);
                for (int j = 0; j < own; j++) {
                    writeFinding(id, "b0" + (first + j), KINDS[random.nextInt(KINDS.length)], random, pairs);
                }
            }
        }
        return new IndexedTables(result, found, HexFormat.of().formatHex(new byte[32]));
    }

    private static void writeRow(String id, int findings, SplittableRandom random, Writer out) throws IOException {
        int kind = random.nextInt(20);
        String method = kind == 0 ? "skipped" : kind < 8 ? "standard" : "monte_carlo";
        boolean isSkipped = kind == 0;
        boolean isStandard = method.equals("standard");
        double ln = isStandard && kind == 1 ? -800 - random.nextInt(5) : -random.nextDouble() * 20;
        double asymptotic = Math.exp(ln);
        double simulated = (1 + random.nextInt(50)) / 10_001.0;
        double pValue = isStandard ? asymptotic : simulated;
        out.append(id)
                .append('\t' + (isSkipped ? "NaN" : "12.5"))
                .append('\t' + number(isSkipped, pValue))
                .append('\t' + (isSkipped ? "NaN" : "33"))
                .append('\t' + method)
                .append("\t12\t1100")
                .append(method.equals("monte_carlo") ? "\t10000" : "\t0")
                .append(isSkipped ? "\tAll counts are zero" : "\t")
                .append(kind == 3 ? "\tBB, NC" : "\t")
                .append('\t' + number(isSkipped, isStandard ? ln : Math.log(simulated)))
                .append("\t0.5\tNaN\tNaN\tNaN\t")
                .append(method.equals("monte_carlo") ? "false" : "")
                .append('\t' + number(isSkipped, asymptotic))
                .append("\tNaN\tNaN\tNaN")
                .append('\t' + number(isSkipped, (1 + random.nextInt(300)) / 10_001.0) + "\tmonte_carlo")
                .append('\t' + number(isSkipped, random.nextDouble()) + "\tstandard")
                .append('\t' + number(isSkipped, 1 - random.nextInt(100) / 1000.0))
                .append('\t' + number(kind < 3, random.nextDouble() / 2))
                .append("\t0.01")
                .append('\t' + number(isSkipped, random.nextDouble()))
                .append('\t' + number(isSkipped, random.nextInt(7) / 20.0))
                .append("\t" + findings)
                .append("\tb03\tNaN\t0.5\t1.0\n");
    }

    private static String number(boolean isMissing, double value) {
        return isMissing ? "NaN" : Double.toString(value);
    }

    private static void writeFinding(String id, String batch, String kinds, SplittableRandom random, Writer out)
            throws IOException {
        double lnCalls = -random.nextInt(900);
        double lnNoCalls = -random.nextInt(40) / 4.0;
        out.append(id + "\t" + batch + "\t" + kinds + "\t76\t0\t0\t19\t1024\t1\t0\t4")
                .append("\t" + Math.exp(lnCalls) + "\t" + lnCalls)
                .append("\t" + Math.exp(lnNoCalls) + "\t" + lnNoCalls)
                .append("\t0.0\t4.878048780487805E-4")
                .append("\t" + number(random.nextInt(9) == 0, random.nextInt(200) / 100.0 - 1))
                .append("\t-9.75609756097561E-4")
                .append("\t" + (random.nextDouble() * 2 - 1))
                .append("\t4.479781420765027\t0.1817253634597395\t110.4\t")
                .append(random.nextDouble() + "\n");
    }
}

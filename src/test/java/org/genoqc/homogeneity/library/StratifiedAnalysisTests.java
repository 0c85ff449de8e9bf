package org.genoqc.homogeneity.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genoqc.homogeneity.library.Written.lines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.genoqc.homogeneity.generate.RandomArray;
import org.genoqc.homogeneity.generate.RandomArray.Order;
import org.genoqc.homogeneity.parameters.Analysis;
import org.genoqc.homogeneity.parameters.Streams;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An array of two ancestries, of which the plates have unequal shares. */
class StratifiedAnalysisTests {

    private static final int PROBESETS = 300;
    private static final int PLATES = 8;

    @TempDir
    private static Path folder;

    private static List<String> rows = List.of();

    @BeforeAll
    static void generate() throws Exception {
        StringBuilder text = new StringBuilder();
        new RandomArray(PROBESETS, PLATES, 93, 0, 2, 7).write(text, Order.PROBESET);
        rows = text.toString().lines().toList();
    }

    private static Path write(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    private static HomogeneityAnalysis analysis() {
        return HomogeneityAnalysis.withDefaults().withSimulations(500);
    }

    /** The same samples, as if nobody knew the ancestries. */
    private static List<String> pooled() {
        Map<String, long[]> counts = new TreeMap<>();
        for (String row : rows.subList(1, rows.size())) {
            List<String> fields = List.of(row.split("\t", -1));
            long[] sum = counts.computeIfAbsent(String.join("\t", fields.subList(0, 2)), key -> new long[4]);
            Arrays.setAll(sum, i -> sum[i] + Long.parseLong(fields.get(2 + i)));
        }
        List<String> lines = new ArrayList<>(List.of(rows.getFirst().replace("\tstratum", "")));
        counts.forEach((key, sum) -> lines.add("%s\t%d\t%d\t%d\t%d".formatted(key, sum[0], sum[1], sum[2], sum[3])));
        return lines;
    }

    private static double significant(AnalysisResult result) {
        long tested = result.stream().filter(row -> row.pValue() <= 1).count();
        return (double) result.stream().filter(row -> row.pValue() < 0.05).count() / tested;
    }

    @Test
    void unequalSharesOfAncestriesAreNoDifferenceBetweenPlates() throws Exception {
        AnalysisResult unstratified = analysis().run(write("pooled.tsv", pooled()));
        AnalysisResult stratified = analysis().run(write("strata.tsv", rows));
        assertThat(unstratified.stream().count()).isEqualTo(stratified.stream().count());
        assertThat(significant(unstratified)).isGreaterThan(0.15);
        assertThat(unstratified.findings().count()).isGreaterThan(20);
        assertThat(significant(stratified)).isBetween(0.01, 0.09);
        assertThat(stratified.findings().count()).isLessThan(3);
        assertThat(stratified.reportCard())
                .allSatisfy(plate -> assertThat(plate.samples()).isBetween(88L, 98L));
    }

    /** A drift of one plate in one ancestry, by which its calls are all AA. */
    @Test
    void aFaultIsFoundInItsStratum() throws Exception {
        String plate = plateOfMost("sB");
        List<String> faulty = new ArrayList<>(rows);
        List<String> changed = new ArrayList<>();
        for (int i = 1; i < faulty.size(); i++) {
            String[] fields = faulty.get(i).split("\t", -1);
            long called = Long.parseLong(fields[2]) + Long.parseLong(fields[3]) + Long.parseLong(fields[4]);
            boolean isVariable = Long.parseLong(fields[4]) * 4 > called && Long.parseLong(fields[2]) * 20 > called;
            if (fields[1].equals(plate) && fields[6].equals("sB") && isVariable) {
                faulty.set(i, String.join("\t", fields[0], plate, called + "", "0", "0", fields[5], "sB"));
                changed.add(fields[0]);
            }
        }
        assertThat(changed).hasSizeGreaterThan(5);
        AnalysisResult result = analysis().run(write("faulty.tsv", faulty));
        assertThat(result.findings().filter(finding -> finding.batchName().equals(plate)))
                .hasSameSizeAs(changed)
                .allSatisfy(finding -> {
                    assertThat(changed).contains(finding.probesetId());
                    assertThat(finding.stratum()).isEqualTo("sB");
                });
        assertThat(result.stream().filter(row -> changed.contains(row.probesetId())))
                .allSatisfy(row -> assertThat(row.worstBatch()).isEqualTo(plate));
        assertThat(result.reportCard().getFirst().batchName()).isEqualTo(plate);
    }

    private static String plateOfMost(String stratum) {
        return rows.subList(1, 1 + 2 * PLATES).stream()
                .map(row -> row.split("\t", -1))
                .filter(fields -> fields[6].equals(stratum))
                .max(Comparator.comparingLong(fields -> Long.parseLong(fields[2])
                        + Long.parseLong(fields[3])
                        + Long.parseLong(fields[4])
                        + Long.parseLong(fields[5])))
                .orElseThrow()[1];
    }

    private static List<String> withoutLast(List<String> lines) {
        return lines.stream()
                .map(line -> line.substring(0, line.lastIndexOf('\t')))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void ofOneStratumAllIsAsWithoutStrata(Streams streams) throws Exception {
        List<String> plain = pooled();
        List<String> ofOne = plain.stream()
                .map(line -> line + (line.startsWith("probeset_id") ? "\tstratum" : "\tall"))
                .toList();
        HomogeneityAnalysis analysis = analysis().withStreams(streams);
        AnalysisResult without = analysis.run(write("plain.tsv", plain));
        AnalysisResult with = analysis.run(write("one.tsv", ofOne));
        assertThat(withoutLast(lines(with::writeTsv))).isEqualTo(lines(without::writeTsv));
        assertThat(lines(with::writeTsv).getFirst()).endsWith("\tn_strata");
        assertThat(withoutLast(lines(with::writeFindings))).isEqualTo(lines(without::writeFindings));
        assertThat(lines(with::writeReportCard)).isEqualTo(lines(without::writeReportCard));
    }

    @ParameterizedTest
    @EnumSource
    void neitherTheOrderOfRowsNorBatchSizesNorWorkersNorOtherProbesetsMatter(Streams streams) throws Exception {
        HomogeneityAnalysis analysis = analysis().withStreams(streams).withSimulations(300);
        List<String> some = rows.subList(0, 1 + 120 * 2 * PLATES);
        AnalysisResult result = analysis.run(write("some.tsv", some));
        List<String> shuffled = new ArrayList<>(some.subList(1, some.size()));
        Collections.shuffle(shuffled, new Random(1));
        shuffled.addFirst(some.getFirst());
        Path file = write("shuffled.tsv", shuffled);
        for (int batchSize : new int[] {7, 120}) {
            AnalysisResult other =
                    analysis.withBatchSize(batchSize).withWorkers(3).run(file);
            assertThat(lines(other::writeTsv)).isEqualTo(lines(result::writeTsv));
            assertThat(lines(other::writeFindings)).isEqualTo(lines(result::writeFindings));
            assertThat(lines(other::writeReportCard)).isEqualTo(lines(result::writeReportCard));
        }
        List<String> fewer = some.subList(0, 1 + 31 * 2 * PLATES);
        AnalysisResult alone = analysis.withAnalysis(Analysis.BASIC).run(write("fewer.tsv", fewer));
        AnalysisResult among = analysis.withAnalysis(Analysis.BASIC).run(file);
        assertThat(lines(among::writeTsv)).containsAll(lines(alone::writeTsv));
    }

    /** Which of two strata is which follows from the margins, unless these are the same. */
    @ParameterizedTest
    @EnumSource
    void theNamesOfStrataDoNotMatter(Streams streams) throws Exception {
        List<String> some = rows.subList(0, 1 + 100 * 2 * PLATES);
        List<String> renamed = some.stream()
                .map(line -> line.endsWith("sA") ? line.replace("\tsA", "\tz") : line.replace("\tsB", "\ta"))
                .toList();
        HomogeneityAnalysis analysis = analysis().withStreams(streams).withSimulations(300);
        AnalysisResult one = analysis.run(write("named.tsv", some));
        AnalysisResult other = analysis.run(write("renamed.tsv", renamed));
        assertThat(lines(other::writeTsv)).isEqualTo(lines(one::writeTsv));
    }

    @Test
    void whatCannotBeComparedWithinAnyStratumIsSkipped() throws Exception {
        AnalysisResult result = analysis()
                .run(write(
                        "apart.tsv",
                        List.of(
                                rows.getFirst(),
                                "P1\tb1\t10\t20\t30\t1\tx",
                                "P1\tb2\t30\t20\t10\t1\ty",
                                "P2\tb1\t10\t20\t30\t1\tx",
                                "P2\tb2\t30\t20\t10\t1\tx",
                                "P2\tb3\t30\t20\t10\t1\ty")));
        List<ProbesetRow> found = result.stream().toList();
        assertThat(found.getFirst().method()).isEqualTo("skipped");
        assertThat(found.getFirst().skipReason()).startsWith("No stratum with two genotyping batches");
        assertThat(found.getLast().method()).isEqualTo("monte_carlo");
        assertThat(found.getLast().nBatches()).isEqualTo(3);
        assertThat(found.getLast().totalSamples()).isEqualTo(183);
        assertThat(found.getLast().degreesOfFreedom()).isEqualTo(3);
    }
}

package org.genoqc.homogeneity.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.genoqc.homogeneity.library.Written.lines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.ListFormat;
import org.genoqc.homogeneity.parameters.ListIds;
import org.genoqc.homogeneity.parameters.SexChromosomes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An array whose first probesets, those with faults in particular, are on X, Y and MT, with its annotation; beside it the
 * same array without their rows, and without annotation, which is what lambda and the report card must be of.
 */
class AnnotatedAnalysisTests {

    private static final int PROBESETS = 600;
    private static final List<String> APART = List.of("X", "23", "chrY", "M");

    @TempDir
    static Path folder;

    private static AnalysisResult annotated = null;
    private static AnalysisResult whole = null;
    private static AnalysisResult others = null;

    @BeforeAll
    static void run() throws Exception {
        StringBuilder text = new StringBuilder();
        new FaultyArray(PROBESETS, 6, 80, 120, 0.2, 5).write(text);
        List<String> rows = new ArrayList<>(text.toString().lines().toList());
        String header = rows.removeFirst();
        write("whole.tsv", header, rows);
        write(
                "others.tsv",
                header,
                rows.stream().filter(row -> !isApart(probesetOf(row))).toList());
        Collections.shuffle(rows, new Random(3));
        write("shuffled.tsv", header, rows);
        List<String> annotation = new ArrayList<>();
        for (int probeset = 0; probeset < PROBESETS; probeset++) {
            annotation.add("%s\t%s\t%d\t%s"
                    .formatted(
                            FaultyArray.probesetId(probeset),
                            isApart(probeset)
                                    ? APART.get(probeset % 4)
                                    : probeset % 5 == 1 ? "XY" : "chr" + probeset % 23,
                            1000 * probeset,
                            probeset % 7 == 0 ? "" : "rs" + probeset / 2));
        }
        write("annotation.tsv", "probeset_id\tchromosome\tposition\tsnp_id", annotation);
        Collections.shuffle(annotation, new Random(4));
        write("annotation.shuffled.tsv", "probeset_id\tchromosome\tposition\tsnp_id", annotation);
        HomogeneityAnalysis analysis = analysis();
        annotated = analysis.run(files("whole.tsv", "annotation.tsv"));
        whole = analysis.run(folder.resolve("whole.tsv"));
        others = analysis.run(folder.resolve("others.tsv"));
    }

    private static HomogeneityAnalysis analysis() {
        return HomogeneityAnalysis.withDefaults().withSimulations(200);
    }

    private static InputFiles files(String data, String annotation) {
        return InputFiles.of(folder.resolve(data)).withAnnotation(folder.resolve(annotation));
    }

    private static void write(String name, String header, List<String> rows) throws IOException {
        Files.writeString(folder.resolve(name), header + "\n" + String.join("\n", rows) + "\n");
    }

    private static boolean isApart(int probeset) {
        return probeset % 3 == 0;
    }

    private static int probesetOf(String row) {
        return Integer.parseInt(row.substring(1, row.indexOf('\t'))) - 1_000_000;
    }

    /** The columns from one on. */
    private static List<String> columns(List<String> lines, int from, int to) {
        return lines.stream()
                .map(line -> String.join("\t", List.of(line.split("\t", -1)).subList(from, to)))
                .toList();
    }

    @Test
    void theReportCardIsThatOfTheOtherProbesets() throws IOException {
        List<String> card = lines(annotated::writeReportCard);
        assertThat(card).isEqualTo(lines(others::writeReportCard)).isNotEqualTo(lines(whole::writeReportCard));
        assertThat(annotated.reportCard()).isEqualTo(others.reportCard());
    }

    @Test
    void lambdaIsThatOfTheOtherProbesets() throws IOException {
        double[] statistics = annotated.stream()
                .filter(row -> row.method().equals("standard") && !isApart(probesetOf(row.probesetId() + "\t")))
                .mapToDouble(row -> new ChiSquaredDistribution(1).inverseCumulativeProbability(1 - row.pValue()))
                .sorted()
                .toArray();
        int n = statistics.length;
        double median = (statistics[(n - 1) / 2] + statistics[n / 2]) / 2;
        String line = lines(annotated::writeTotals).stream()
                .filter(text -> text.startsWith("Genomic inflation"))
                .findFirst()
                .orElseThrow();
        String[] words = line.split(" +", -1);
        assertThat(Double.parseDouble(words[2]))
                .isCloseTo(median / new ChiSquaredDistribution(1).inverseCumulativeProbability(0.5), within(6e-4));
        assertThat(line).endsWith("(lambda of " + n + " standard tests)");
        assertThat(lines(others::writeTotals)).contains(line);
        assertThat(lines(whole::writeTotals)).doesNotContain(line);
    }

    @Test
    void theColumnsOfBeforeHaveTheSameBytesAndWhereItIsComesAfterThem() throws IOException {
        List<String> rows = lines(annotated::writeTsv);
        assertThat(columns(rows, 0, 34)).isEqualTo(lines(whole::writeTsv));
        assertThat(columns(rows, 34, 37))
                .startsWith("chromosome\tposition\tsnp_id", "X\t0\t", "XY\t1000\trs0", "2\t2000\trs1", "MT\t3000\trs1");
        ProbesetRow row = annotated.stream().skip(1).findFirst().orElseThrow();
        assertThat(row.chromosome()).isEqualTo("XY");
        assertThat(row.position()).isEqualTo(1000);
        assertThat(row.snpId()).isEqualTo("rs0");
        assertThat(whole.stream().findFirst().orElseThrow().position()).isEqualTo(-1);
    }

    @Test
    void onSexChromosomesThereIsNoPValueOfHardyAndWeinberg() throws IOException {
        List<String> findings = lines(annotated::writeFindings);
        List<String> before = lines(whole::writeFindings);
        assertThat(columns(findings, 0, 23)).isEqualTo(columns(before, 0, 23));
        assertThat(findings.getFirst()).endsWith("\tpvalue_hwe\tchromosome\tposition\tsnp_id");
        Set<Boolean> kinds = findings.stream()
                .skip(1)
                .map(row -> {
                    boolean isApart = isApart(probesetOf(row));
                    String[] fields = row.split("\t", -1);
                    assertThat(fields[23].equals("NaN")).as(row).isEqualTo(isApart);
                    assertThat(Set.of("X", "Y", "MT").contains(fields[24]))
                            .as(row)
                            .isEqualTo(isApart);
                    return isApart;
                })
                .collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrder(true, false);
        assertThat(annotated.findings().filter(row -> isApart(probesetOf(row.probesetId() + "\t"))))
                .isNotEmpty()
                .allMatch(row -> Double.isNaN(row.hardyWeinbergPValue()));
    }

    @Test
    void picturesOfPValuesAreOfTheOtherProbesets() throws IOException {
        String report =
                String.join("\n", lines(out -> annotated.writeReport(files("whole.tsv", "annotation.tsv"), out)));
        String ofOthers =
                String.join("\n", lines(out -> others.writeReport(InputFiles.of(folder.resolve("others.tsv")), out)));
        assertThat(pValues(report)).hasSizeGreaterThan(1000).isEqualTo(pValues(ofOthers));
    }

    private static String pValues(String report) {
        int begin = report.indexOf("\"p_values\":");
        String further = report.substring(begin, report.indexOf("\"genotyping_batches\":", begin));
        int along = further.indexOf(",\"manhattan\":");
        return along < 0 ? further.substring(0, further.length() - 1) : further.substring(0, along);
    }

    @Test
    void aWarningSaysWhatIsLeftOutAndWhy() {
        assertThat(annotated.outline().warnings())
                .anyMatch(text ->
                        text.startsWith("200 probesets are on X, Y or MT, where genotyping batches of different")
                                && text.contains("PLINK counts heterozygous haploid calls as missing"))
                .anyMatch(text -> text.contains("snp_ids are borne by several probesets"));
        assertThat(whole.outline().warnings()).noneMatch(text -> text.contains("X, Y or MT"));
    }

    @Test
    void sexChromosomesAreSkippedOnDemandAndTheOthersAreAsBefore() throws Exception {
        AnalysisResult skipped =
                analysis().withSexChromosomes(SexChromosomes.SKIP).run(files("whole.tsv", "annotation.tsv"));
        List<ProbesetRow> before = annotated.stream().toList();
        skipped.stream().forEach(row -> {
            int probeset = probesetOf(row.probesetId() + "\t");
            if (isApart(probeset)) {
                assertThat(row.method()).isEqualTo("skipped");
                assertThat(row.skipReason()).isEqualTo("On X, Y or MT: left out by sex_chromosomes=skip");
                assertThat(row.totalSamples()).isEqualTo(480);
                assertThat(row.callRate())
                        .isEqualTo(Double.valueOf(before.get(probeset).callRate()));
                assertThat(row.maf())
                        .isEqualTo(Double.valueOf(before.get(probeset).maf()));
                assertThat(row.nFindings()).isZero();
                assertThat(row.pValueCalls()).isNaN();
            } else {
                assertThat(row.pValue())
                        .isEqualTo(Double.valueOf(before.get(probeset).pValue()));
                assertThat(row.nFindings()).isEqualTo(before.get(probeset).nFindings());
            }
        });
        assertThat(lines(skipped::writeReportCard)).isEqualTo(lines(others::writeReportCard));
        assertThat(columns(lines(skipped::writeFindings), 0, 24)).isEqualTo(lines(others::writeFindings));
        assertThat(skipped.outline().tested()).isEqualTo(others.outline().tested());
        assertThat(skipped.outline().warnings())
                .contains("200 probesets are on X, Y or MT and skipped (sex_chromosomes=skip)");
    }

    @Test
    void theBytesDependOnNeitherOrdersNorBatchesNorWorkers() throws Exception {
        AnalysisResult other =
                analysis().withWorkers(3).withBatchSize(17).run(files("shuffled.tsv", "annotation.shuffled.tsv"));
        assertThat(lines(other::writeTsv)).isEqualTo(lines(annotated::writeTsv));
        assertThat(lines(other::writeFindings)).isEqualTo(lines(annotated::writeFindings));
        assertThat(lines(other::writeReportCard)).isEqualTo(lines(annotated::writeReportCard));
        assertThat(other.outline().warnings()).isEqualTo(annotated.outline().warnings());
    }

    @Test
    void listsCallProbesetsByTheirSnps() throws IOException {
        ExclusionList list = annotated.exclusions(ExclusionPolicy.BALANCED);
        StringBuilder byProbeset = new StringBuilder();
        StringBuilder bySnp = new StringBuilder();
        list.write(ListFormat.PLINK_ZERO_CLUSTER, byProbeset);
        ExclusionList.LeftOut left = list.write(ListFormat.PLINK_ZERO_CLUSTER, ListIds.SNP_ID, bySnp);
        List<String> expected = byProbeset
                .toString()
                .lines()
                .filter(line -> probesetOf(line) % 7 != 0)
                .map(line -> "rs" + probesetOf(line) / 2 + line.substring(line.indexOf('\t')))
                .toList();
        assertThat(bySnp.toString().lines()).isEqualTo(expected).isNotEmpty();
        assertThat(left.probesetsWithoutId())
                .isEqualTo(byProbeset
                        .toString()
                        .lines()
                        .filter(line -> probesetOf(line) % 7 == 0)
                        .map(line -> line.substring(0, line.indexOf('\t')))
                        .distinct()
                        .count())
                .isPositive();
        assertThat(Arrays.asList(byProbeset.toString().split("\n", -1))).hasSizeGreaterThan(expected.size());
    }
}

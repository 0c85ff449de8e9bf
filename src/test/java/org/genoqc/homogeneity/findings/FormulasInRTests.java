package org.genoqc.homogeneity.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.junit.jupiter.api.Test;

/**
 * Effects and the report card against R 4.2.2; against_rest/pearson.R made the files.
 *
 * <p>The formulas are those of GWASTools, a package of Bioconductor for R. Its {@code batchChisqTest(correct = FALSE)}
 * takes, of each genotyping batch and all others together, the table of A and B alleles; chi-squared without correction
 * over all probesets gives {@code mean.chisq}, its mean, and {@code lambda}, its median over qchisq(0.5, 1), which earlier
 * versions wrote as 0.456; monomorphic probesets don't count. We differ in lambda alone, which is of the tests whose
 * expected counts all reach 5. Its {@code batchFisherTest} takes the odds ratio of fisher.test, the conditional maximum
 * likelihood estimate; ours is that of the sample, with the interval of Woolf by the logarithm.
 */
class FormulasInRTests {

    private static final List<Map<String, String>> PAIRS = rows("pairs.tsv");
    private static final List<Map<String, String>> MEANS = rows("means.tsv");
    private static final double TINY = 1e-12;

    private static List<Map<String, String>> rows(String file) {
        return TestData.rows(TestData.resource("against_rest/" + file));
    }

    /** The rows of each probeset, one for each genotyping batch. */
    private static Map<Integer, List<Map<String, String>>> probesets() {
        return PAIRS.stream()
                .collect(Collectors.groupingBy(
                        row -> Integer.parseInt(row.get("probeset")), TreeMap::new, Collectors.toList()));
    }

    private static GenotypeCounts counts(Map<String, String> row) {
        return new GenotypeCounts(count(row, "aa"), count(row, "ab"), count(row, "bb"), count(row, "nc"));
    }

    private static long count(Map<String, String> row, String column) {
        return Long.parseLong(row.get(column));
    }

    private static GenotypeCounts rest(List<Map<String, String>> probeset, GenotypeCounts batch) {
        return probeset.stream()
                .map(FormulasInRTests::counts)
                .reduce(new GenotypeCounts(0, 0, 0, 0), GenotypeCounts::plus)
                .minus(batch);
    }

    private static void assertSame(double ours, String ofR, double relative) {
        double expected = Double.parseDouble(ofR);
        if (Double.isNaN(expected)) {
            assertThat(ours).isNaN();
        } else {
            assertThat(ours).isCloseTo(expected, within(relative * expected + TINY));
        }
    }

    @Test
    void statisticsAndOddsRatiosOfPairsAreThoseOfR() {
        probesets()
                .values()
                .forEach(probeset -> probeset.forEach(row -> {
                    GenotypeCounts batch = counts(row);
                    GenotypeCounts rest = rest(probeset, batch);
                    assertSame(FourfoldTable.ofAlleles(batch, rest).chiSquared(), row.get("chi2_calls"), TINY);
                    assertSame(FourfoldTable.ofNocalls(batch, rest).chiSquared(), row.get("chi2_nocalls"), TINY);
                    Effects effects = Effects.of(batch, rest);
                    assertSame(effects.oddsRatio(), row.get("or"), TINY);
                    assertSame(effects.oddsRatioLow(), row.get("or_low"), TINY);
                    assertSame(effects.oddsRatioHigh(), row.get("or_high"), TINY);
                }));
    }

    @Test
    void meansAndLambdasOfTheReportCardAreThoseOfR() {
        ReportCardBuilder builder = new ReportCardBuilder(MEANS.size(), 5);
        probesets()
                .values()
                .forEach(probeset -> probeset.forEach(row -> builder.addCounts(
                        Integer.parseInt(row.get("batch")) - 1, counts(row), rest(probeset, counts(row)))));
        List<ReportCard.Grade> grades = builder.build(IntStream.rangeClosed(1, MEANS.size())
                        .mapToObj(String::valueOf)
                        .toList())
                .batches();
        for (ReportCard.Grade grade : grades) {
            Map<String, String> row = MEANS.get(Integer.parseInt(grade.name()) - 1);
            assertSame(grade.calls().meanChiSquared(), row.get("mean_calls"), 1e-8);
            assertSame(grade.nocalls().meanChiSquared(), row.get("mean_nocalls"), 1e-8);
            assertSame(grade.calls().lambda(), row.get("lambda_calls"), 1e-3);
            assertSame(grade.nocalls().lambda(), row.get("lambda_nocalls"), 1e-3);
        }
        assertThat(grades).hasSize(5);
    }

    @Test
    void cramersVIsThatOfTheFormulaInR() {
        Map<Integer, List<Map<String, String>>> probesets = probesets();
        for (Map<String, String> row : rows("probesets.tsv")) {
            long[] calls = probesets.get(Integer.parseInt(row.get("probeset"))).stream()
                    .map(FormulasInRTests::counts)
                    .flatMapToLong(counts -> LongStream.of(counts.aa(), counts.ab(), counts.bb()))
                    .toArray();
            assertSame(CramersV.of(ContingencyTable.of(3, calls)), row.get("cramers_v"), TINY);
        }
    }
}

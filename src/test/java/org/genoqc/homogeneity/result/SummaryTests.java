package org.genoqc.homogeneity.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.genoqc.homogeneity.counts.CountsReader;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.counts.StratumCounts;
import org.genoqc.homogeneity.findings.ComponentResult;
import org.genoqc.homogeneity.findings.Finding;
import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.findings.GenotypeCounts;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.AsymptoticPValue;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.SimulatedPValue;
import org.genoqc.homogeneity.statistics.TestResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTests {

    @TempDir
    private Path directory;

    private ProbesetCounts counts(int probesets) throws IOException {
        StringBuilder text = new StringBuilder("probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n");
        for (int probeset = 0; probeset < probesets; probeset++) {
            text.append("P").append(probeset).append("\tb1\t1\t2\t3\t4\n");
        }
        Path file = Files.writeString(directory.resolve("in.tsv"), text);
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
            return new CountsReader(share, Cancellation.NEVER).read(file);
        }
    }

    private static ProbesetResult tested(Method method, int exceedances, double lnAsymptotic) {
        AsymptoticPValue asymptotic = new AsymptoticPValue(Math.exp(lnAsymptotic), lnAsymptotic);
        return new ProbesetResult(
                2,
                1,
                50,
                5,
                Set.of(),
                new TestResult(method, 9, 1, asymptotic, SimulatedPValue.ofFixed(999, exceedances)),
                null);
    }

    @Test
    void theSignificantAreInTheOrderOfTheirPValuesThenOfTheAsymptoticOnesThenOfTheirIds() throws IOException {
        Summary summary = new Summary(
                counts(6),
                List.of(
                        tested(Method.MONTE_CARLO, 0, -900),
                        tested(Method.MONTE_CARLO, 3, -2000),
                        tested(Method.MONTE_CARLO, 0, -1000),
                        tested(Method.STANDARD, 0, -5),
                        tested(Method.MONTE_CARLO, 0, -900),
                        tested(Method.MONTE_CARLO, 500, -3)),
                List.of(),
                List.of());
        assertThat(summary.significant())
                .extracting(Summary.Significant::probesetId)
                .containsExactly("P2", "P0", "P4", "P1", "P3");
        assertThat(summary.significantCount()).isEqualTo(5);
    }

    @Test
    void theTextSaysHowManyChanceGivesAtMostAndWarns() throws IOException {
        Summary summary = new Summary(
                counts(2),
                List.of(tested(Method.MONTE_CARLO, 0, -9), tested(Method.MONTE_CARLO, 500, -1)),
                List.of(),
                List.of("one thing", "another"));
        StringBuilder text = new StringBuilder();
        summary.writeText(text, Duration.ofMillis(1500));
        assertThat(text.toString())
                .contains("Significant (p < 0.05)  1 of 2 tested (50.00 %; at most 0.1 expected by chance)\n")
                .contains("Processing time        1.500 s\nwarning: one thing\nwarning: another\n\nSignificant");
    }

    /** p = 0.5 is the median of the chi-squared distribution, so that lambda is 1. */
    @Test
    void inflationIsThatOfTheStandardTestsAlone() throws IOException {
        Finding both = finding(FindingKind.CALLS, FindingKind.SWAPPED_ALLELES);
        Summary summary = new Summary(
                counts(4),
                List.of(
                        tested(Method.MONTE_CARLO, 0, -90),
                        tested(Method.STANDARD, 0, Math.log(0.5)),
                        tested(Method.STANDARD, 0, -90),
                        tested(Method.STANDARD, 0, Math.log(0.9))),
                List.of(assessment(both, finding(FindingKind.NOCALLS)), assessment(both), assessment(), assessment()),
                List.of());
        assertThat(summary.assessed()).hasValueSatisfying(assessed -> {
            assertThat(assessed.inflation().lambda()).isCloseTo(1, within(1e-12));
            assertThat(assessed.inflation().tests()).isEqualTo(3);
            assertThat(assessed.pairs()).isEqualTo(3);
        });
        StringBuilder text = new StringBuilder();
        summary.writeTotals(text, Duration.ZERO);
        assertThat(text).contains("""
            Genomic inflation      1.000 (lambda of 3 standard tests)
            Findings               3 pairs of probeset and genotyping batch
              calls                2
              nocalls              1
              swapped_alleles      2
              collapsed_cluster    0
            """);
    }

    @Test
    void withoutStandardTestsThereIsNoInflation() throws IOException {
        Summary summary =
                new Summary(counts(1), List.of(tested(Method.MONTE_CARLO, 0, -9)), List.of(assessment()), List.of());
        StringBuilder text = new StringBuilder();
        summary.writeTotals(text, Duration.ZERO);
        assertThat(text).contains("Genomic inflation      unknown: no standard tests\n");
    }

    private static Finding finding(FindingKind... kinds) {
        GenotypeCounts counts = new GenotypeCounts(1, 2, 3, 4);
        return new Finding(0, 0, StratumCounts.NONE, counts, counts, -10, -10, Set.of(kinds));
    }

    private static ProbesetAssessment assessment(Finding... findings) {
        return new ProbesetAssessment(
                ComponentResult.SKIPPED, ComponentResult.SKIPPED, 1, 0, 0, 0, 0, 0, 1, List.of(findings));
    }
}

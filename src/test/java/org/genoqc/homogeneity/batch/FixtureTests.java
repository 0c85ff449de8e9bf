package org.genoqc.homogeneity.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.parameters.Streams;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.TestResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The original's end-to-end data, where it is at hand, against 4,000,000 simulations by two other programs. */
class FixtureTests {

    private static final Path DATA = Path.of("../shared/data");

    @ParameterizedTest
    @EnumSource
    void agreesWithFourMillionSimulations(Streams streams) throws Exception {
        Map<String, ProbesetResult> results = results(TestParameters.DEFAULTS.withStreams(streams));
        assertThat(results).hasSize(100);
        assertThat(results.values())
                .filteredOn(result -> result.method() == Method.MONTE_CARLO)
                .hasSize(83);
        assertThat(results.values())
                .filteredOn(result -> result.method() == Method.STANDARD)
                .hasSize(17);
        for (Map<String, String> truth : TestData.rows(DATA.resolve("fixture_truth.tsv"))) {
            ProbesetResult result = results.get(truth.get("probeset_id"));
            TestResult test = result.test();
            double chi2 = Double.parseDouble(truth.get("chi2"));
            assertThat(test.chiSquared()).isBetween(chi2 * (1 - 1e-12), chi2 * (1 + 1e-12));
            if (result.method() == Method.STANDARD) {
                double p = Double.parseDouble(truth.get("p_asymptotic"));
                assertThat(test.pValue()).isBetween(p * (1 - 1e-12), p * (1 + 1e-12));
            } else {
                assertThat(z(test, truth)).as(truth.get("probeset_id")).isBetween(-4.0, 4.0);
            }
        }
    }

    /** The engines are independent of each other: over all probesets the mean square of z is near 1. */
    @Test
    void theEnginesAgreeWithEachOther() throws Exception {
        int simulations = Integer.getInteger("fixture.simulations", 20_000);
        Map<String, ProbesetResult> shared =
                results(TestParameters.DEFAULTS.withSimulations(simulations).withRandomSeed(1));
        Map<String, ProbesetResult> alone = results(TestParameters.DEFAULTS
                .withSimulations(simulations)
                .withRandomSeed(2)
                .withStreams(Streams.INDEPENDENT));
        List<Double> squares = new ArrayList<>();
        shared.forEach((id, result) -> {
            if (result.method() == Method.MONTE_CARLO) {
                double p = (double) result.test().simulated().exceedances() / simulations;
                double q = (double) alone.get(id).test().simulated().exceedances() / simulations;
                double mean = (p + q) / 2;
                if (mean * simulations >= 20 && (1 - mean) * simulations >= 20) {
                    squares.add((p - q) * (p - q) / (2 * mean * (1 - mean) / simulations));
                }
            }
        });
        double meanSquare =
                squares.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        // correlation between the shared ones leaves the mean at 1 but widens it: sd sqrt(2 / 70) if independent
        assertThat(squares).hasSizeGreaterThan(60);
        assertThat(meanSquare).isBetween(0.4, 2.0);
        System.out.printf(
                "mean z² of %d probesets with %d simulations: %.3f%n", squares.size(), simulations, meanSquare);
    }

    private static double z(TestResult test, Map<String, String> truth) {
        double p = Double.parseDouble(truth.get("mc_p"));
        double se = Double.parseDouble(truth.get("mc_se"));
        double estimate = (double) test.simulated().exceedances() / test.simulations();
        double variance = Math.max(p * (1 - p), 1.0 / test.simulations()) / test.simulations() + se * se;
        return (estimate - p) / Math.sqrt(variance);
    }

    private static Map<String, ProbesetResult> results(TestParameters parameters) throws Exception {
        assumeTrue(Files.exists(DATA.resolve("fixture.tsv")), "fixture.tsv is another project's data and not here");
        ProbesetCounts counts = BatchRuns.read(DATA.resolve("fixture.tsv"));
        List<ProbesetResult> results = BatchRuns.run(counts, parameters, null, 2);
        Map<String, ProbesetResult> byId = new HashMap<>();
        for (int probeset = 0; probeset < counts.probesets(); probeset++) {
            byId.put(counts.probesetId(probeset), results.get(probeset));
        }
        return byId;
    }
}

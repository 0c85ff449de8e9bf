package org.genoqc.homogeneity.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** 2,000 probesets x 12 genotyping batches, realistic, the same rows in three orders. */
class SameBytesTests {

    private static final TestParameters QUICK = TestParameters.DEFAULTS.withSimulations(200);
    private static final int TRUTH_SIMULATIONS = 100_000;
    private static final double EXACT = 1e-12;

    private static ProbesetCounts array(String order) throws Exception {
        return BatchRuns.read(TestData.resource("array_like/small_" + order + ".tsv"));
    }

    private static final TestParameters ADAPTIVE = TestParameters.DEFAULTS.withAdaptive(10, 5_000);

    static List<TestParameters> parameters() {
        return List.of(QUICK, ADAPTIVE);
    }

    /** Each order with each batch size, and each number of workers with each batch size. */
    @ParameterizedTest
    @MethodSource("parameters")
    void theResultIsTheSameWhateverTheOrderOfTheRowsTheBatchSizeAndTheNumberOfWorkers(TestParameters parameters)
            throws Exception {
        ProbesetCounts reference = array("batch");
        String expected = BatchRuns.tsv(reference, BatchRuns.run(reference, parameters, 2000, 1));
        assertThat(expected.lines()).hasSize(2001);
        assertAllAre(expected, "batch", parameters, 1);
        assertAllAre(expected, "probeset", parameters, 2);
        assertAllAre(expected, "shuffled", parameters, 8);
    }

    private static void assertAllAre(String expected, String order, TestParameters parameters, int workers)
            throws Exception {
        ProbesetCounts counts = array(order);
        for (Integer batchSize : new Integer[] {1, 7, 1000, 5000, null}) {
            String actual = BatchRuns.tsv(counts, BatchRuns.run(counts, parameters, batchSize, workers));
            // not isEqualTo: a difference would print both
            assertThat(actual.equals(expected))
                    .as("%s, batches of %s, %d workers", order, batchSize, workers)
                    .isTrue();
        }
    }

    @Test
    void anotherSeedGivesOtherSimulationsAndTheSameStatistics() throws Exception {
        ProbesetCounts counts = array("batch");
        List<ProbesetResult> one = BatchRuns.run(counts, QUICK, null, 2);
        List<ProbesetResult> other = BatchRuns.run(
                counts, TestParameters.DEFAULTS.withSimulations(200).withRandomSeed(43), null, 2);
        assertThat(other).isNotEqualTo(one);
        assertThat(other)
                .extracting(result -> result.test() == null ? -1 : result.test().chiSquared())
                .isEqualTo(one.stream()
                        .map(result ->
                                result.test() == null ? -1 : result.test().chiSquared())
                        .toList());
    }

    /**
     * The truth is from 100,000 simulations by other programs. 4.5 standard errors fail by chance with probability
     * 7e-6 per probeset; the seed is fixed, so always or never.
     */
    @Test
    void theResultAgreesWithTheTruth() throws Exception {
        int simulations = 2000;
        ProbesetCounts counts = array("shuffled");
        List<ProbesetResult> results =
                BatchRuns.run(counts, TestParameters.DEFAULTS.withSimulations(simulations), null, 2);
        Map<String, Map<String, String>> rows = byId(BatchRuns.tsv(counts, results));
        List<String> wrong = new ArrayList<>();
        List<Map<String, String>> truths = TestData.rows(TestData.resource("array_like/small_truth.tsv"));
        for (Map<String, String> truth : truths) {
            compare(truth, rows.get(truth.get("probeset_id")), simulations, wrong);
        }
        assertThat(wrong).isEmpty();
        assertThat(truths).hasSameSizeAs(rows.keySet()).hasSize(2000);
    }

    private static Map<String, Map<String, String>> byId(String tsv) {
        List<String> lines = tsv.lines().toList();
        String[] header = lines.getFirst().split("\t", -1);
        Map<String, Map<String, String>> rows = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split("\t", -1);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < header.length; i++) {
                row.put(header[i], fields[i]);
            }
            rows.put(fields[0], row);
        }
        return rows;
    }

    private static void compare(
            Map<String, String> truth, Map<String, String> row, int simulations, List<String> wrong) {
        String id = truth.get("probeset_id");
        for (String column : List.of("method", "excluded_genotypes", "n_batches", "total_samples", "dof")) {
            String expected = truth.get(column).equals("NA") ? "NaN" : truth.get(column);
            if (!row.get(column).equals(expected)) {
                wrong.add("%s %s: %s, not %s".formatted(id, column, row.get(column), expected));
            }
        }
        switch (truth.get("method")) {
            case "skipped" -> {
                if (!row.get("pvalue").equals("NaN")
                        || !row.get("chi2_statistic").equals("NaN")
                        || row.get("error").isEmpty()) {
                    wrong.add("%s is not skipped with a reason: %s".formatted(id, row));
                }
            }
            case "standard" -> {
                compareNumbers(id + " chi2", row.get("chi2_statistic"), truth.get("chi2"), wrong);
                compareNumbers(id + " p", row.get("pvalue"), truth.get("p_asymptotic"), wrong);
            }
            default -> {
                compareNumbers(id + " chi2", row.get("chi2_statistic"), truth.get("chi2"), wrong);
                compareSimulated(
                        id,
                        Integer.parseInt(row.get("n_exceedances")),
                        simulations,
                        Double.parseDouble(truth.get("mc_p")),
                        wrong);
            }
        }
    }

    private static void compareNumbers(String what, String actual, String expected, List<String> wrong) {
        double truth = Double.parseDouble(expected);
        if (!(Math.abs(Double.parseDouble(actual) - truth) <= EXACT * Math.abs(truth))) {
            wrong.add("%s: %s, not %s".formatted(what, actual, expected));
        }
    }

    /** The standard error is of the pooled fraction, one exceedance and one miss added, so that it is never 0. */
    private static void compareSimulated(
            String id, int exceedances, int simulations, double truth, List<String> wrong) {
        double fraction = (double) exceedances / simulations;
        double pooled = (exceedances + truth * TRUTH_SIMULATIONS + 1) / (simulations + TRUTH_SIMULATIONS + 2);
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / simulations + 1.0 / TRUTH_SIMULATIONS));
        if (Math.abs(fraction - truth) > 4.5 * error) {
            wrong.add("%s: %d of %d exceed, the truth is %s (%.1f standard errors)"
                    .formatted(id, exceedances, simulations, truth, (fraction - truth) / error));
        }
    }
}

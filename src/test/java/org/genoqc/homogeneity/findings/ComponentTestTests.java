package org.genoqc.homogeneity.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.junit.jupiter.api.Test;

class ComponentTestTests {

    private static final TestParameters SIMULATED = TestParameters.DEFAULTS.withMinExpectedCount(1e9);
    private static final int SEEDS = 100;
    private static final int H = ComponentTest.EXCEEDANCES;

    /** (h - 1) / (l - 1) is unbiased where the simulation ends with the h-th exceedance. */
    @Test
    void simulatedPValuesAreThoseOfCompleteEnumeration() {
        Map<String, ContingencyTable> tables = TestData.tables(TestData.resource("small_exact.tsv"));
        for (Map<String, String> truth : TestData.rows(TestData.resource("small_exact_truth.tsv"))) {
            if (truth.get("p_exact").equals("NA") || Double.parseDouble(truth.get("p_exact")) < 0.02) {
                continue;
            }
            double exact = Double.parseDouble(truth.get("p_exact"));
            ContingencyTable table = tables.get(truth.get("probeset_id"));
            double[] estimates = IntStream.range(0, SEEDS)
                    .mapToDouble(seed -> new ComponentTest(SIMULATED.withRandomSeed(seed))
                            .test(List.of(table))
                            .pValue())
                    .map(p -> (H - 1) / (Math.round(H / p) - 1.0))
                    .toArray();
            double mean =
                    IntStream.range(0, SEEDS).mapToDouble(i -> estimates[i]).sum() / SEEDS;
            // the variance is at most p^2 (1 - p) / (h - 2): Haldane (1945), "On a method of estimating frequencies"
            double error = exact * Math.sqrt((1 - exact) / (H - 2) / SEEDS);
            assertThat(mean).as(truth.get("probeset_id")).isCloseTo(exact, within(4.5 * error + 1e-12));
        }
    }

    @Test
    void whatNeedsNoSimulationIsTestedByChiSquared() {
        // R: chisq.test(matrix(c(20, 30, 30, 20), 2), correct = FALSE)$p.value
        ComponentResult result =
                new ComponentTest(TestParameters.DEFAULTS).test(List.of(ContingencyTable.of(2, 20, 30, 30, 20)));
        assertThat(result.method()).isEqualTo(Method.STANDARD);
        assertThat(result.pValue()).isCloseTo(0.04550026389635842, within(1e-15));
    }

    @Test
    void thereIsNothingToCompareInASingleRowOrColumn() {
        assertThat(new ComponentTest(SIMULATED).test(List.of(ContingencyTable.of(2, 3, 4, 0, 0))))
                .isEqualTo(ComponentResult.SKIPPED);
        assertThat(new ComponentTest(SIMULATED).test(List.of(ContingencyTable.of(2, 3, 0, 4, 0))))
                .isEqualTo(ComponentResult.SKIPPED);
    }

    @Test
    void theOrderOfRowsAndColumnsDoesNotMatter() {
        ContingencyTable table = ContingencyTable.of(3, 5, 2, 1, 9, 0, 3, 4, 4, 0);
        ContingencyTable turned = ContingencyTable.of(3, 0, 4, 4, 3, 0, 9, 1, 2, 5);
        assertThat(new ComponentTest(SIMULATED).test(List.of(turned)))
                .isEqualTo(new ComponentTest(SIMULATED).test(List.of(table)));
    }
}

package org.genoqc.homogeneity.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.genoqc.homogeneity.statistics.AsymptoticPValue;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.PValueInterval;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.SimulatedPValue;
import org.genoqc.homogeneity.statistics.TestResult;
import org.genoqc.homogeneity.table.Genotype;
import org.genoqc.homogeneity.table.SkipReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultWriterTests {

    private static final AsymptoticPValue ASYMPTOTIC = new AsymptoticPValue(3e-5, -10.4);
    private static final SimulatedPValue SIMULATED =
            new SimulatedPValue(0.25, new PValueInterval(0.125, 0.375), 400, 100);

    private static ProbesetResult tested(Method method, @Nullable SimulatedPValue simulated) {
        return new ProbesetResult(
                3, 1, 90, 7.5, Set.of(Genotype.NC), new TestResult(method, 20.5, 4, ASYMPTOTIC, simulated), null);
    }

    private static List<String> fields(ProbesetResult result) throws IOException {
        StringBuilder out = new StringBuilder();
        new ResultWriter(out).write("P1", result);
        assertThat(out).endsWith("\n");
        return List.of(out.substring(0, out.length() - 1).split("\t", -1));
    }

    private static List<String> header() {
        return List.of(ResultWriter.HEADER.split("\t", -1));
    }

    @Test
    void theColumnsOfTheOriginalComeFirst() {
        assertThat(header())
                .startsWith(
                        "probeset_id",
                        "chi2_statistic",
                        "pvalue",
                        "dof",
                        "method",
                        "n_batches",
                        "total_samples",
                        "n_simulations",
                        "error",
                        "excluded_genotypes")
                .endsWith(
                        "pvalue_low",
                        "pvalue_high",
                        "pvalue_at_floor",
                        "pvalue_asymptotic",
                        "pvalue_simulated",
                        "pvalue_simulated_low",
                        "pvalue_simulated_high")
                .hasSize(20)
                .doesNotHaveDuplicates();
    }

    @Test
    void aSimulatedPValueHasAnIntervalAndIsAtTheFloorOrNot() throws IOException {
        assertThat(fields(tested(Method.MONTE_CARLO, SIMULATED)))
                .hasSameSizeAs(header())
                .containsExactly(
                        "P1",
                        "20.5",
                        "0.25",
                        "4",
                        "monte_carlo",
                        "3",
                        "90",
                        "400",
                        "",
                        "NC",
                        Double.toString(Math.log(0.25)),
                        "7.5",
                        "100",
                        "0.125",
                        "0.375",
                        "false",
                        "3.0E-5",
                        "NaN",
                        "NaN",
                        "NaN");
        assertThat(fields(tested(Method.MONTE_CARLO, SimulatedPValue.ofFixed(10, 0))))
                .element(header().indexOf("pvalue_at_floor"))
                .isEqualTo("true");
    }

    @Test
    void aStandardPValueHasNoneButTheOneThatConfirmsItHas() throws IOException {
        List<String> alone = fields(tested(Method.STANDARD, null));
        assertThat(alone.subList(2, 13))
                .containsExactly("3.0E-5", "4", "standard", "3", "90", "0", "", "NC", "-10.4", "7.5", "NaN");
        assertThat(alone.subList(13, 20)).containsExactly("NaN", "NaN", "", "3.0E-5", "NaN", "NaN", "NaN");
        List<String> confirmed = fields(tested(Method.STANDARD, SIMULATED));
        assertThat(confirmed.subList(0, 17)).isEqualTo(alone.subList(0, 17));
        assertThat(confirmed.subList(17, 20)).containsExactly("0.25", "0.125", "0.375");
    }

    @Test
    void aSkippedProbesetHasNoNumbers() throws IOException {
        assertThat(fields(new ProbesetResult(0, 0, 0, Double.NaN, Set.of(), null, SkipReason.ALL_ZERO)))
                .containsExactly(
                        "P1",
                        "NaN",
                        "NaN",
                        "NaN",
                        "skipped",
                        "0",
                        "0",
                        "0",
                        SkipReason.ALL_ZERO.message(),
                        "",
                        "NaN",
                        "NaN",
                        "NaN",
                        "NaN",
                        "NaN",
                        "",
                        "NaN",
                        "NaN",
                        "NaN",
                        "NaN");
    }
}

package org.genoqc.homogeneity.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.StratifiedTable;
import org.junit.jupiter.api.Test;

class AsymptoticPValueTests {

    /** extreme_truth.tsv was computed with 80 digits. */
    @Test
    void agreesWithEightyDigitArithmeticOverTheWholeRangeOfPValues() {
        Map<String, ContingencyTable> tables = TestData.tables(TestData.resource("extreme.tsv"));
        List<String> wrong = new ArrayList<>();
        int tested = 0;
        for (Map<String, String> truth : TestData.rows(TestData.resource("extreme_truth.tsv"))) {
            String id = truth.get("probeset_id");
            ContingencyTable table = tables.get(id).withoutEmptyRowsAndColumns();
            AsymptoticPValue result = AsymptoticPValue.of(StratifiedTable.of(table));
            double p = Double.parseDouble(truth.get("p"));
            double lnP = Double.parseDouble(truth.get("ln_p"));
            double chi2 = Double.parseDouble(truth.get("chi2"));
            check(wrong, id + " chi2", table.chiSquared(), chi2, 1e-14);
            check(wrong, id + " p " + truth.get("kind"), result.value(), p, 1e-12);
            // where 1 - p is beyond the digits of the truth, its ln p is 0 or noise
            check(wrong, id + " ln p " + truth.get("kind"), result.ln(), lnP, 1e-13);
            assertThat(table.degreesOfFreedom()).isEqualTo(Integer.parseInt(truth.get("dof")));
            assertThat(result.ln()).isFinite();
            tested++;
        }
        assertThat(wrong).isEmpty();
        assertThat(tested).isEqualTo(118);
    }

    private static void check(List<String> wrong, String what, double actual, double expected, double relative) {
        if (Math.abs(actual - expected)
                > relative * Math.abs(expected) + (expected > -1e-60 && expected <= 0 ? 1e-60 : Double.MIN_VALUE)) {
            wrong.add(
                    "%s: %s, not %s (relative %.3g)".formatted(what, actual, expected, (actual - expected) / expected));
        }
    }

    @Test
    void aTableThatFitsPerfectlyHasPValueOneAndLogarithmZeroWithoutSign() {
        AsymptoticPValue result = AsymptoticPValue.of(StratifiedTable.of(ContingencyTable.of(2, 10, 20, 10, 20)));
        assertThat(Double.toString(result.value())).isEqualTo("1.0");
        assertThat(Double.toString(result.ln())).isEqualTo("0.0");
    }

    @Test
    void refusesTablesWithoutADegreeOfFreedomOrWithEmptyMargins() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AsymptoticPValue.of(StratifiedTable.of(ContingencyTable.of(2, 5, 5))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AsymptoticPValue.of(StratifiedTable.of(ContingencyTable.of(1, 5, 5))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AsymptoticPValue.of(StratifiedTable.of(ContingencyTable.of(2, 5, 0, 5, 0))));
    }
}

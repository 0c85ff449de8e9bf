package org.genoqc.homogeneity.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.harness.StrataOfR;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.StratifiedTable;
import org.junit.jupiter.api.Test;

/** Sums over strata against chisq.test of R 4.2.2; strata/strata.R made the files. */
class StrataInRTests {

    @Test
    void statisticsAndDegreesOfFreedomAddUp() {
        for (Map<String, String> truth : StrataOfR.truth()) {
            List<ContingencyTable> strata = StrataOfR.tables(truth.get("id"));
            StratifiedTable table = StratifiedTable.of(strata);
            double statistic = Double.parseDouble(truth.get("statistic"));
            double pValue = Double.parseDouble(truth.get("pvalue"));
            assertThat(table.chiSquared()).isCloseTo(statistic, within(1e-12 * statistic + 1e-12));
            assertThat(table.degreesOfFreedom()).isEqualTo(Integer.parseInt(truth.get("dof")));
            assertThat(AsymptoticPValue.of(table).value()).isCloseTo(pValue, within(1e-11 * pValue));
        }
    }

    @Test
    void everyExpectedCountOfEveryStratumCounts() {
        ContingencyTable large = ContingencyTable.of(2, 50, 50, 40, 60);
        ContingencyTable small = ContingencyTable.of(2, 3, 5, 4, 4);
        StratifiedTable both = StratifiedTable.of(Arrays.asList(large, small));
        assertThat(both.minExpectedCount()).isEqualTo(3.5);
        assertThat(both.everyExpectedCountIsAtLeast(3.5)).isTrue();
        assertThat(both.everyExpectedCountIsAtLeast(3.6)).isFalse();
    }

    @Test
    void whatCannotBeTestedDoesNotCount() {
        ContingencyTable table = ContingencyTable.of(2, 50, 50, 40, 60);
        StratifiedTable alone = StratifiedTable.of(List.of(
                table,
                ContingencyTable.of(2, 7, 3),
                ContingencyTable.of(2, 7, 0, 3, 0),
                ContingencyTable.of(2, 0, 0, 0, 0)));
        assertThat(alone.isDivided()).isFalse();
        assertThat(alone.chiSquared()).isEqualTo(table.chiSquared());
    }
}

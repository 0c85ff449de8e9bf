package org.genoqc.homogeneity.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.StratifiedTable;
import org.junit.jupiter.api.Test;

class SimulatedPValueTests {

    private static final StratifiedTable TABLE = StratifiedTable.of(ContingencyTable.of(2, 30, 10, 10, 34));

    @Test
    void ofAFixedNumberIsNeverZero() {
        SimulatedPValue p = SimulatedPValue.ofFixed(1000, 0);
        assertThat(p.value()).isEqualTo(1.0 / 1001);
        assertThat(p.isAtFloor()).isTrue();
        assertThat(SimulatedPValue.ofFixed(1000, 1000).value()).isEqualTo(1);
    }

    @Test
    void ofOneThatStoppedIsExceedancesByTables() {
        SimulatedPValue p = SimulatedPValue.ofStopped(4000, 100);
        assertThat(p.value()).isEqualTo(0.025);
        assertThat(p.isAtFloor()).isFalse();
        assertThat(SimulatedPValue.ofStopped(100, 100).value()).isEqualTo(1);
    }

    @Test
    void thePValueOfATestIsThatOfItsMethod() {
        SimulatedPValue simulated = SimulatedPValue.ofFixed(999, 4);
        TestResult standard = TestResult.of(Method.STANDARD, TABLE, simulated);
        assertThat(standard.pValue()).isEqualTo(AsymptoticPValue.of(TABLE).value());
        assertThat(standard.simulations()).isZero();
        assertThat(standard.simulated().simulations()).isEqualTo(999);
        TestResult monteCarlo = TestResult.of(Method.MONTE_CARLO, TABLE, simulated);
        assertThat(monteCarlo.pValue()).isEqualTo(0.005);
        assertThat(monteCarlo.lnPValue()).isEqualTo(Math.log(0.005));
        assertThat(monteCarlo.simulations()).isEqualTo(999);
    }

    @Test
    void thereIsNoMonteCarloTestWithoutSimulation() {
        assertThatIllegalArgumentException().isThrownBy(() -> TestResult.of(Method.MONTE_CARLO, TABLE, null));
    }
}

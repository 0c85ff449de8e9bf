package org.genoqc.homogeneity.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.genoqc.homogeneity.parameters.TestParameters;
import org.junit.jupiter.api.Test;

class PValueFloorTests {

    private static final TestParameters FIXED = TestParameters.DEFAULTS;

    @Test
    void warnsWhereTheFloorIsAboveBonferronisThreshold() {
        assertThat(PValueFloor.of(FIXED).warning(72_000, 1))
                .hasValue("simulated p-values are at least 1/(10000 + 1) = 0.00010, above 0.05/72000 = 6.9e-07: none by"
                        + " itself can stay significant when corrected for the number of tests; use adaptive=true and"
                        + " max_simulations=1439999");
        assertThat(PValueFloor.of(FIXED).warning(501, 1).orElseThrow()).endsWith("; use adaptive=true");
        assertThat(PValueFloor.of(FIXED.withAdaptive(true)).warning(72_000, 1).orElseThrow())
                .startsWith("simulated p-values are at least 1/(1000000 + 1)")
                .endsWith("; use max_simulations=1439999");
    }

    @Test
    void saysNothingWhereItIsNotOrNothingIsSimulated() {
        // 1 / 10000 = 0.05 / 500
        assertThat(PValueFloor.of(FIXED.withSimulations(9_999)).warning(500, 500))
                .isEmpty();
        assertThat(PValueFloor.of(FIXED.withSimulations(9_998)).warning(500, 500))
                .isPresent();
        assertThat(PValueFloor.of(FIXED).warning(72_000, 0)).isEmpty();
        assertThat(PValueFloor.of(FIXED.withAdaptive(true)).warning(50_000, 50_000))
                .isEmpty();
        assertThat(PValueFloor.of(FIXED).warning(0, 0)).isEmpty();
    }

    @Test
    void whatItAdvisesIsEnough() {
        int tested = 123_457;
        TestParameters advised = FIXED.withAdaptive(100, 20 * tested - 1);
        assertThat(PValueFloor.of(FIXED).warning(tested, 1).orElseThrow())
                .contains("max_simulations=" + advised.maxSimulations());
        assertThat(PValueFloor.of(advised).warning(tested, 1)).isEmpty();
    }
}

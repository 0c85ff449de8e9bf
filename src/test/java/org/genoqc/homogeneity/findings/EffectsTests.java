package org.genoqc.homogeneity.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EffectsTests {

    private static final double TINY = 1e-12;

    /** 40 A and 60 B alleles in the batch, 120 and 80 in the rest: 60 / 40 * 120 / 80 = 2.25. */
    @Test
    void differencesAndOddsRatioAreThoseOfTheAlleles() {
        Effects effects = Effects.of(new GenotypeCounts(10, 20, 20, 50), new GenotypeCounts(40, 40, 20, 0));
        assertThat(effects.alleleFrequency()).isCloseTo(0.6, within(TINY));
        assertThat(effects.alleleFrequencyRest()).isCloseTo(0.4, within(TINY));
        assertThat(effects.frequencyDifference()).isCloseTo(0.2, within(TINY));
        assertThat(effects.heterozygoteDifference()).isCloseTo(0, within(TINY));
        assertThat(effects.nocallDifference()).isCloseTo(0.5, within(TINY));
        assertThat(effects.oddsRatio()).isCloseTo(2.25, within(TINY));
        // R: 2.25 * exp(c(-1, 1) * qnorm(0.975) * sqrt(1/60 + 1/40 + 1/120 + 1/80))
        assertThat(effects.oddsRatioLow()).isCloseTo(1.37842179798283, within(1e-13));
        assertThat(effects.oddsRatioHigh()).isCloseTo(3.67267842645004, within(1e-13));
    }

    /** No B in the batch: (0.5 / 40.5) / (10.5 / 70.5). */
    @Test
    void aHalfIsAddedToEachNumberWhereAnAlleleIsMissing() {
        Effects effects = Effects.of(new GenotypeCounts(20, 0, 0, 0), new GenotypeCounts(30, 10, 0, 0));
        assertThat(effects.oddsRatio()).isCloseTo(0.5 / 40.5 / (10.5 / 70.5), within(TINY));
        // R: x <- c(0.5, 40.5, 10.5, 70.5); x[1]*x[4]/x[2]/x[3] * exp(c(-1, 1) * qnorm(0.975) * sqrt(sum(1/x)))
        assertThat(effects.oddsRatioLow()).isCloseTo(0.00473181717117947, within(1e-14));
        assertThat(effects.oddsRatioHigh()).isCloseTo(1.45211710832651897, within(1e-13));
    }

    @Test
    void withoutCallsThereAreNoEffectsButThatOfTheMissingCalls() {
        Effects effects = Effects.of(new GenotypeCounts(0, 0, 0, 92), new GenotypeCounts(30, 10, 5, 5));
        assertThat(effects.alleleFrequency()).isNaN();
        assertThat(effects.frequencyDifference()).isNaN();
        assertThat(effects.heterozygoteDifference()).isNaN();
        assertThat(effects.oddsRatio()).isNaN();
        assertThat(effects.oddsRatioLow()).isNaN();
        assertThat(effects.oddsRatioHigh()).isNaN();
        assertThat(effects.hardyWeinbergPValue()).isNaN();
        assertThat(effects.nocallDifference()).isCloseTo(0.9, within(TINY));
    }
}

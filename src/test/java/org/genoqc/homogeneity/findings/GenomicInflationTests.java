package org.genoqc.homogeneity.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against R 4.2.2. */
class GenomicInflationTests {

    /** {@code qchisq(lp, 1, lower.tail = FALSE, log.p = TRUE)}. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.69314718055994529, 0.45493642311957283",
        "-1, 0.8108148787917393",
        "-10, 16.631121359721998",
        "-100, 194.26900769348782",
        "-600, 1192.4629674278597",
        "-689, 1370.3241578368095",
        "-691, 1374.3212494172374",
        "-1000, 1991.9505448997536",
        "-1000000, 1999985.0397660367"
    })
    void theStatisticOfAPValueIsThatOfR(double lnPValue, double chiSquared) {
        assertThat(GenomicInflation.chiSquared(lnPValue)).isCloseTo(chiSquared, within(chiSquared * 1e-10));
    }

    /**
     * {@code x <- pchisq(c(3.1, 20.2, 9.9, 0.4), c(3, 29, 12, 2), lower.tail = FALSE);
     * median(qchisq(x[1:3], 1, lower.tail = FALSE)) / qchisq(0.5, 1)}, then of all four.
     */
    @Test
    void lambdaIsOfTheMedianPValue() {
        double[] four = {
            Math.log(0.37646264850226568), Math.log(0.88660134055670947), Math.log(0.62473328858520927), -0.2
        };
        double[] three = {four[0], Double.NaN, four[1], four[2]};
        GenomicInflation odd = GenomicInflation.ofLnPValues(three);
        assertThat(odd.tests()).isEqualTo(3);
        assertThat(odd.lambda()).isCloseTo(0.52594334810898058, within(1e-12));
        GenomicInflation even = GenomicInflation.ofLnPValues(four);
        assertThat(even.tests()).isEqualTo(4);
        assertThat(even.lambda()).isCloseTo(0.32069671611262407, within(1e-12));
    }

    @Test
    void withoutTestsThereIsNoLambda() {
        assertThat(GenomicInflation.ofLnPValues(new double[] {Double.NaN}))
                .isEqualTo(new GenomicInflation(Double.NaN, 0));
    }
}

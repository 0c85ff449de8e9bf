package org.genoqc.homogeneity.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits by their definition: binomial tails summed term by term with 50 digits. */
class PValueIntervalTests {

    private static final MathContext DIGITS = new MathContext(50);
    /** Of a tail; it changes more than the limit does, where that is far out. */
    private static final double OF_A_TAIL = 1e-8;

    private static final double OF_A_LIMIT = 1e-9;

    /** P(X &lt;= b), X ~ binomial(n, p). */
    private static double atMost(int b, int n, double p) {
        BigDecimal success = new BigDecimal(p);
        BigDecimal failure = BigDecimal.ONE.subtract(success);
        BigDecimal odds = success.divide(failure, DIGITS);
        BigDecimal term = failure.pow(n, DIGITS);
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; k <= b; k++) {
            sum = sum.add(term, DIGITS);
            term = term.multiply(odds, DIGITS)
                    .multiply(BigDecimal.valueOf(n - k), DIGITS)
                    .divide(BigDecimal.valueOf(k + 1), DIGITS);
        }
        return sum.doubleValue();
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "3, 1000", "99, 10000", "5, 10000", "9999, 10000", "1, 1000000", "4, 90667192", "40, 100000000"
    })
    void limitsOfAFixedNumberOfSimulationsCutHalfAPercentOff(int b, int n) {
        PValueInterval interval = PValueInterval.ofFixed(b, n);
        assertThat(1 - atMost(b - 1, n, interval.low())).isEqualTo(0.005, within(0.005 * OF_A_TAIL));
        assertThat(atMost(b, n, interval.high())).isEqualTo(0.005, within(0.005 * OF_A_TAIL));
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "100, 101", "100, 250", "100, 12345", "100, 1000000"})
    void limitsOfInverseSamplingCutHalfAPercentOff(int h, int l) {
        PValueInterval interval = PValueInterval.ofStopped(h, l);
        // the h-th exceedance comes by simulation l: at least h among l; not before it: at most h - 1 among l - 1
        assertThat(1 - atMost(h - 1, l, interval.low())).isEqualTo(0.005, within(0.005 * OF_A_TAIL));
        assertThat(atMost(h - 1, l - 1, interval.high())).isEqualTo(0.005, within(0.005 * OF_A_TAIL));
    }

    /** R 4: {@code print(binom.test(b, n, conf.level = 0.99)$conf.int, digits = 15)}. */
    @ParameterizedTest
    @CsvSource({
        "0, 10000, 0, 0.000529691400606145",
        "1, 10000, 5.01254056726571e-07, 0.000742774112396036",
        "3, 1000, 0.000338144529066493, 0.0109337774204052",
        "99, 10000, 0.00753354821373132, 0.0127449090348075",
        "9999, 10000, 0.999257225887604, 0.999999498745943",
        "40, 100000000, 2.55859676612779e-07, 5.93630614595616e-07"
    })
    void agreesWithR(int b, int n, double low, double high) {
        PValueInterval interval = PValueInterval.ofFixed(b, n);
        assertThat(interval.low()).isEqualTo(low, within(low * OF_A_LIMIT));
        assertThat(interval.high()).isEqualTo(high, within(high * OF_A_LIMIT));
    }

    /** R 4: {@code print(c(qbeta(0.005, 100, 12345 - 100 + 1), qbeta(0.995, 100, 12345 - 100)), digits = 15)}. */
    @Test
    void ofInverseSamplingAgreesWithR() {
        PValueInterval interval = PValueInterval.ofStopped(100, 12_345);
        assertThat(interval.low()).isEqualTo(0.00617182862692301, within(0.006 * OF_A_LIMIT));
        assertThat(interval.high()).isEqualTo(0.0103275987787869, within(0.006 * OF_A_LIMIT));
    }

    @Test
    void nothingSeenLimitsNothingOnThatSide() {
        assertThat(PValueInterval.ofFixed(0, 10_000).low()).isZero();
        // (1 - p)^10000 = 0.005
        assertThat(PValueInterval.ofFixed(0, 10_000).high())
                .isEqualTo(-Math.expm1(Math.log(0.005) / 10_000), within(1e-12));
        assertThat(PValueInterval.ofFixed(10_000, 10_000).high()).isEqualTo(1);
        assertThat(PValueInterval.ofStopped(100, 100).high()).isEqualTo(1);
    }

    @Test
    void refusesCountsThatCantBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> PValueInterval.ofFixed(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> PValueInterval.ofFixed(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> PValueInterval.ofStopped(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> PValueInterval.ofStopped(100, 99));
    }
}

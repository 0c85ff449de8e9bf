package org.genoqc.homogeneity.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HardyWeinbergTests {

    /** plink1.9 --hardy, which prints four digits; exact/hardy.sh made the file. */
    @Test
    void agreesWithPlink() {
        List<Map<String, String>> rows = TestData.rows(TestData.resource("exact/hardy.tsv"));
        for (Map<String, String> row : rows) {
            double p = HardyWeinberg.pValue(
                    Long.parseLong(row.get("aa")), Long.parseLong(row.get("ab")), Long.parseLong(row.get("bb")));
            double ofPlink = Double.parseDouble(row.get("p"));
            assertThat(p).as(row.toString()).isCloseTo(ofPlink, within(0.00051 * ofPlink));
        }
        assertThat(rows).hasSize(300);
    }

    @Test
    void agreesWithEnumerationInWholeNumbers() {
        SplittableRandom random = new SplittableRandom(20270117);
        for (int i = 0; i < 200; i++) {
            int aa = random.nextInt(1 + i / 3);
            int ab = random.nextInt(1 + i);
            int bb = random.nextInt(1 + i % 90);
            if (aa + ab + bb > 0) {
                assertRight(aa, ab, bb);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 0",
        "0, 1, 0",
        "0, 2, 0",
        "0, 900, 0",
        "500, 0, 500",
        "1, 0, 1500",
        "0, 40, 1500",
        "40, 0, 1500",
        "250, 500, 250",
        "180, 800, 20"
    })
    void extremeCountsAreRight(int aa, int ab, int bb) {
        assertRight(aa, ab, bb);
        assertThat(HardyWeinberg.pValue(bb, ab, aa)).isEqualTo(HardyWeinberg.pValue(aa, ab, bb));
    }

    private static void assertRight(int aa, int ab, int bb) {
        BigDecimal p = Enumeration.hardyWeinberg(aa, ab, bb);
        assertThat(Enumeration.relativeError(Math.log(HardyWeinberg.pValue(aa, ab, bb)), p))
                .as("relative error of p of %d, %d, %d", aa, ab, bb)
                .isCloseTo(0, within(1e-11));
    }

    @Test
    void isOneWhereOnlyOneAlleleOccursAndUnknownWithoutSamples() {
        assertThat(HardyWeinberg.pValue(92, 0, 0)).isEqualTo(1);
        assertThat(HardyWeinberg.pValue(0, 0, 0)).isNaN();
        assertThat(HardyWeinberg.pValue(1L << 53, 0, 0)).isEqualTo(1);
    }

    /**
     * R: n <- c(25004000, 49992000, 25004000); a <- (2*n[1]+n[2])/(2*sum(n)); f <- 1 - n[2]/(2*a*(1-a)*sum(n));
     * pchisq(sum(n)*f^2, 1, lower.tail = FALSE)
     */
    @Test
    void veryManySamplesAreTestedByChiSquared() {
        assertThat(HardyWeinberg.pValue(25_004_000, 49_992_000, 25_004_000))
                .isCloseTo(0.109598583399007, Percentage.withPercentage(1e-9));
    }

    @Test
    void justBelowTheLimitTheExactTestIsCloseToChiSquared() {
        long quarter = HardyWeinberg.MAX_RARE_ALLELES / 4;
        double exact = HardyWeinberg.pValue(quarter + 1000, 2 * quarter - 2000, quarter + 1000);
        double asymptotic = HardyWeinberg.pValue(quarter + 1001, 2 * quarter - 2000, quarter + 1001);
        assertThat(exact).isCloseTo(asymptotic, Percentage.withPercentage(0.2));
    }
}

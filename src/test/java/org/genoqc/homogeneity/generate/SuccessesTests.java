package org.genoqc.homogeneity.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuccessesTests {

    private static final int DRAWS = 100_000;

    /** The seed is fixed; of twelve p-values, one is below 1e-4 with one seed in 800. */
    @ParameterizedTest
    @CsvSource({
        "1, 0.3",
        "7, 0.5",
        "93, 0.01",
        "93, 0.97",
        "4600, 0.0005",
        "4600, 0.02",
        "4600, 0.25",
        "4600, 0.5",
        "4600, 0.999",
        "1000000, 0.000003",
        "1000000, 0.4",
        "1000000, 0.99999"
    })
    void numbersHaveTheProbabilitiesOfTheDistribution(int trials, double p) {
        SplittableRandom random = new SplittableRandom(5);
        BinomialDistribution distribution = new BinomialDistribution(null, trials, p);
        int from = distribution.inverseCumulativeProbability(0.001);
        int to = distribution.inverseCumulativeProbability(0.999);
        int cells = Math.min(40, to - from + 1);
        long[] observed = new long[cells];
        for (int i = 0; i < DRAWS; i++) {
            int drawn = Successes.draw(random, trials, p);
            assertThat(drawn).isBetween(0, trials);
            observed[cell(Math.clamp(drawn, from, to), from, to, cells)]++;
        }
        double[] expected = new double[cells];
        double before = 0;
        for (int k = from; k <= to; k++) {
            double with = k == to ? 1 : distribution.cumulativeProbability(k);
            expected[cell(k, from, to, cells)] += DRAWS * (with - before);
            before = with;
        }
        assertThat(cells == 1 ? 1 : new ChiSquareTest().chiSquareTest(expected, observed))
                .isGreaterThan(1e-4);
    }

    private static int cell(int k, int from, int to, int cells) {
        return (int) ((long) (k - from) * cells / (to - from + 1));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5, 0", "0, 0, 0", "50, 0, 0", "50, 1, 50", "4600, 1e-300, 0"})
    void whatIsCertainIsDrawn(int trials, double p, int certain) {
        assertThat(Successes.draw(new SplittableRandom(1), trials, p)).isEqualTo(certain);
    }
}

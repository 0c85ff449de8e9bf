package org.genoqc.homogeneity.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TwoRowsTests {

    private static TwoRows margins(long... t) {
        return new TwoRows(t[0] + t[1] + t[2], t[0] + t[3], t[1] + t[4], t[2] + t[5]);
    }

    private static void assertRight(long... t) {
        TwoRows table = margins(t);
        BigDecimal p = Enumeration.probability(t);
        double exact = Math.log(p.doubleValue());
        assertThat(Enumeration.relativeError(table.lnProbability(t[0], t[1], t[2]), p))
                .as(Arrays.toString(t))
                .isCloseTo(0, within(1e-12));
        assertThat(table.lnProbabilityAtLeast(t[0], t[1], t[2]))
                .as(Arrays.toString(t))
                .isLessThanOrEqualTo(exact + 1e-12);
    }

    @Test
    void everyTableOfNineSamplesIsRight() {
        List<long[]> tables = Enumeration.tables(9);
        assertThat(tables).as("choose(14, 5)").hasSize(2002);
        for (long[] t : tables) {
            if (t[0] + t[1] + t[2] > 0 && t[3] + t[4] + t[5] > 0) {
                assertRight(t);
            }
        }
    }

    @Test
    void tablesNearTheirExpectationAndFarFromItAreRight() {
        SplittableRandom random = new SplittableRandom(20270411);
        for (int i = 0; i < 2000; i++) {
            long[] t = new long[6];
            for (int k = 0; k < 6; k++) {
                t[k] = (long) Math.exp(random.nextDouble(k < 3 ? 4.5 : 7));
            }
            assertRight(t);
        }
    }

    /** A bound far below the probability would spare nothing. */
    @Test
    void theBoundIsNearTheProbabilityOfAnOrdinaryTable() {
        for (long[] t :
                new long[][] {{31, 30, 31, 890, 889, 889}, {12, 46, 33, 1300, 4400, 3700}, {92, 3, 0, 9300, 199, 0}}) {
            double ln = Math.log(Enumeration.probability(t).doubleValue());
            assertThat(margins(t).lnProbabilityAtLeast(t[0], t[1], t[2])).isBetween(ln - 1, ln);
        }
    }
}

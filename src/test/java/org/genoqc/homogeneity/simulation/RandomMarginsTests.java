package org.genoqc.homogeneity.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.junit.jupiter.api.Test;

/** What holds of simulated p-values whatever the table is: they follow the statistic among tables of the same margins. */
class RandomMarginsTests {

    private static final int TABLES = 100;
    private static final int SIMULATIONS = 200;

    private final SplittableRandom random = new SplittableRandom(20_261_129);

    /** A number of samples goes from the main diagonal of two rows and columns to the other: the margins stay. */
    private long[] moved(long[] counts, int columns) {
        long[] moved = counts.clone();
        int rows = counts.length / columns;
        int row = random.nextInt(rows - 1);
        int column = random.nextInt(columns - 1);
        int first = row * columns + column;
        int last = first + columns + 1;
        long most = Math.min(counts[first], counts[last]);
        long by = most == 0 ? 0 : random.nextLong(most + 1);
        moved[first] -= by;
        moved[last] -= by;
        moved[first + 1] += by;
        moved[first + columns] += by;
        return moved;
    }

    private static int exceedances(ContingencyTable table) {
        return Simulations.exceedances(SingleTableTest.ofMargins(table, 42), SIMULATIONS)[0];
    }

    @Test
    void ofTwoTablesWithTheSameMarginsTheOneWithTheLargerStatisticHasNoMoreExceedances() {
        int different = 0;
        for (int i = 0; i < TABLES; i++) {
            int columns = 2 + random.nextInt(3);
            long[] counts = random.longs((2 + random.nextInt(8)) * columns, 1, 1L << 1 + random.nextInt(8))
                    .map(count -> count + 1)
                    .toArray();
            ContingencyTable one = ContingencyTable.of(columns, counts);
            ContingencyTable other = ContingencyTable.of(columns, moved(counts, columns));
            int ofOne = exceedances(one);
            int ofOther = exceedances(other);
            assertThat(ofOne).isBetween(0, SIMULATIONS);
            // ties are decided exactly, which doubles can't be compared for
            if (one.chiSquared() < other.chiSquared() * (1 - 1e-9)) {
                assertThat(ofOther).as("%s and %s", one, other).isLessThanOrEqualTo(ofOne);
                different++;
            } else if (other.chiSquared() < one.chiSquared() * (1 - 1e-9)) {
                assertThat(ofOne).as("%s and %s", one, other).isLessThanOrEqualTo(ofOther);
                different++;
            } else if (Arrays.equals(one.counts(), other.counts())) {
                assertThat(ofOne).isEqualTo(ofOther);
            }
        }
        assertThat(different).isGreaterThan(TABLES / 2);
    }
}

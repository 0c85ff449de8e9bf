package org.genoqc.homogeneity.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExceedanceTests {

    private static final long SEED = 20_260_101;

    /** Row totals around 2, 100 or a billion: least common multiples of few, of hundreds and of thousands of bits. */
    @ParameterizedTest
    @ValueSource(ints = {2, 100, 1_000_000_000})
    void decidesAsRationalArithmeticDoes(int size) {
        Random random = new Random(SEED + size);
        int ties = 0;
        for (int i = 0; i < 300; i++) {
            ContingencyTable observed = randomTable(random, size);
            Exceedance exceedance = new Exceedance(observed);
            TableSampler sampler = TableSampler.of(observed);
            long[] simulated = new long[observed.rows() * observed.columns()];
            for (int k = 0; k < 30; k++) {
                sampler.draw(random);
                sampler.copyTo(simulated);
                int sign = exact(simulated, observed).compareTo(exact(observed.counts(), observed));
                ties += sign == 0 ? 1 : 0;
                assertThat(exceedance.isReachedBy(simulated))
                        .as("%s for %s", Arrays.toString(simulated), Arrays.toString(observed.counts()))
                        .isEqualTo(sign >= 0);
                assertThat(Integer.signum(FractionSum.signOfDifference(observed, simulated)))
                        .isEqualTo(sign);
            }
        }
        assertThat(ties).as("ties that were decided").isGreaterThan(100);
    }

    private static ContingencyTable randomTable(Random random, int size) {
        int columns = 2 + random.nextInt(3);
        int rows = 2 + random.nextInt(20);
        long[] counts = new long[rows * columns];
        for (int row = 0; row < rows; row++) {
            counts[row * columns] = size + random.nextInt(size);
        }
        for (int column = 1; column < columns; column++) {
            counts[random.nextInt(rows) * columns + column]++;
            counts[random.nextInt(rows) * columns + column]++;
        }
        return ContingencyTable.of(columns, counts);
    }

    /** S times the product of all margins. */
    private static BigInteger exact(long[] counts, ContingencyTable margins) {
        BigInteger all = BigInteger.ONE;
        for (long total : margins.rowTotals()) {
            all = all.multiply(BigInteger.valueOf(total));
        }
        for (long total : margins.columnTotals()) {
            all = all.multiply(BigInteger.valueOf(total));
        }
        BigInteger sum = BigInteger.ZERO;
        for (int cell = 0; cell < counts.length; cell++) {
            long row = margins.rowTotal(cell / margins.columns());
            long column = margins.columnTotal(cell % margins.columns());
            sum = sum.add(BigInteger.valueOf(counts[cell])
                    .pow(2)
                    .multiply(all.divide(BigInteger.valueOf(row).multiply(BigInteger.valueOf(column)))));
        }
        return sum;
    }

    /**
     * The row totals are 60,000 different numbers of 40 bits: their least common multiple has two million bits, and
     * one such number for every cell would be thirty gigabytes.
     */
    @Test
    void aTableOfManyDifferentRowTotalsTakesLittleMemory() {
        Random random = new Random(SEED);
        int rows = 60_000;
        long[] counts = new long[2 * rows];
        for (int row = 0; row < rows; row++) {
            counts[2 * row] = (1L << 40) + random.nextInt(1 << 30);
        }
        counts[0] = (1L << 40) + (1 << 29);
        counts[1] = 1;
        counts[2] = 1L << 40;
        counts[4] = (1L << 40) + (1L << 30);
        Exceedance exceedance = new Exceedance(ContingencyTable.of(2, counts));
        assertThat(exceedance.isReachedBy(counts)).isTrue();
        // the statistic is the greater, the smaller the row that has the rare item
        assertThat(exceedance.isReachedBy(withRareItemIn(1, counts))).isTrue();
        assertThat(exceedance.isReachedBy(withRareItemIn(2, counts))).isFalse();
    }

    private static long[] withRareItemIn(int row, long[] counts) {
        long[] moved = counts.clone();
        moved[0]++;
        moved[1]--;
        moved[2 * row]--;
        moved[2 * row + 1]++;
        return moved;
    }
}

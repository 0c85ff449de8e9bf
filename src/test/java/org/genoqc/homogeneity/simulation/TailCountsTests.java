package org.genoqc.homogeneity.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailCountsTests {

    @ParameterizedTest
    @CsvSource({"127, 1", "128, 2", "32767, 2", "32768, 4", "8388608, 4"})
    void takeAsFewBytesAsTheLargestRowTotalAllowsAndLoseNothing(int largest, int bytes) {
        RowTotals rowTotals = RowTotals.of(ContingencyTable.of(2, 3, 0, 7, 10, 17, 0, 80, 10, largest - 5, 5));
        LaneCounts early = new LaneCounts(rowTotals);
        LaneCounts late = new LaneCounts(rowTotals);
        Random random = new Random(largest);
        for (int row = 0; row < rowTotals.rows(); row++) {
            for (int lane = 0; lane < LaneCounts.LANES; lane++) {
                int total = Math.toIntExact(rowTotals.ascending()[row]);
                late.counts[row][lane] = random.nextInt(10) == 0 ? total : random.nextInt(total + 1);
                early.counts[row][lane] = random.nextInt(late.counts[row][lane] + 1);
            }
        }
        early.counts[4][0] = largest;
        late.counts[4][0] = largest;
        late.weigh();

        TailCounts tail = TailCounts.of(rowTotals, early.counts.length);
        tail.take(early.counts);
        float[] products = new float[LaneCounts.LANES];
        tail.multiply(late.weighted, products);

        assertThat(TailCounts.bytesPerCount(rowTotals)).isEqualTo(bytes);
        for (int lane = 0; lane < LaneCounts.LANES; lane++) {
            double sum = 0;
            for (int row = 0; row < rowTotals.rows(); row++) {
                assertThat(tail.count(row, lane)).isEqualTo(early.counts[row][lane]);
                sum += (double) early.counts[row][lane]
                        * late.counts[row][lane]
                        / rowTotals.ascending()[row];
            }
            assertThat((double) products[lane]).isCloseTo(sum, within(1e-6 * sum));
        }
    }
}

package org.genoqc.homogeneity.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContingencyTableTests {

    /** 2 x 2, with these margins and the others at least as large. */
    private static ContingencyTable ofSmallestMargins(long row, long column, long total) {
        return ContingencyTable.of(2, 0, row, column, total - row - column);
    }

    /** Some of the doubles next to these decimals are above them, some below. */
    @ParameterizedTest
    @CsvSource({
        "49, 100, 1000, 4.9",
        "70, 70, 1000, 4.9",
        "1, 1, 10, 0.1",
        "1, 3, 10, 0.3",
        "10, 50, 100, 5",
        "7, 9, 20, 3.15",
        "11, 1000003, 10000000, 1.1000033",
        "4900000000, 10000000000, 1000000000000, 49000000"
    })
    void anExpectedCountThatIsExactlyTheMinimumAsWrittenIsEnough(long row, long column, long total, String minimum) {
        ContingencyTable table = ofSmallestMargins(row, column, total);
        assertThat(new BigDecimal(minimum).multiply(BigDecimal.valueOf(total)))
                .as("the expected count is the minimum")
                .isEqualByComparingTo(BigDecimal.valueOf(row).multiply(BigDecimal.valueOf(column)));
        double typed = Double.parseDouble(minimum);
        assertThat(table.everyExpectedCountIsAtLeast(typed)).isTrue();
        assertThat(table.everyExpectedCountIsAtLeast(Math.nextDown(typed))).isTrue();
        assertThat(table.everyExpectedCountIsAtLeast(Math.nextUp(typed))).isFalse();
    }

    @Test
    void marginsAreSortedAndRowsOfTheSameTotalKeepTheirOrder() {
        ContingencyTable table = ContingencyTable.of(2, 5, 1, 0, 3, 2, 1, 1, 2);
        assertThat(table.withSortedMargins().counts()).containsExactly(3, 0, 1, 2, 2, 1, 1, 5);
    }

    /** A total and its place no longer fit one number. */
    @Test
    void theLargestMarginsAreSortedToo() {
        long largest = 1L << 53;
        long[] counts = new long[4 * 130];
        Arrays.fill(counts, 0, 4, largest);
        for (int row = 1; row < 130; row++) {
            counts[4 * row] = row / 2;
            counts[4 * row + 1] = 200 - row / 2 - row % 2;
            counts[4 * row + 2] = row % 2;
        }
        ContingencyTable sorted = ContingencyTable.of(4, counts).withSortedMargins();
        assertThat(sorted.rowTotals()).isSorted();
        assertThat(sorted.columnTotals()).isSorted();
        assertThat(sorted.rowTotal(129)).isEqualTo(4 * largest);
        // all others have the same total
        for (int row = 0; row < 129; row++) {
            assertThat(sorted.count(row, 1)).isEqualTo((row + 1) % 2);
        }
    }
}

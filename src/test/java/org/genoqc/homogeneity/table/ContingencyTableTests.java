package org.genoqc.homogeneity.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
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
}

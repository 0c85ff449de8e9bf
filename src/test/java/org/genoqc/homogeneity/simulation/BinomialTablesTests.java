package org.genoqc.homogeneity.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BinomialTablesTests {

    /** Simulated p-values depend on the last digit of thresholds, which were once made from sums of streams. */
    @Test
    void aSumIsThatOfAStreamToTheLastDigit() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            double[] numbers = random.doubles(random.nextInt(60))
                    .map(number -> Math.exp(-27 * number))
                    .toArray();
            assertThat(BinomialTables.sum(numbers, 0, numbers.length))
                    .isEqualTo(Arrays.stream(numbers).sum());
        }
    }
}

package org.genoqc.homogeneity.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchSizeTests {

    @ParameterizedTest
    @CsvSource({"1", "3", "1000", "5000", "10000000"})
    void takesARequestedSizeAsItIs(int requested) {
        assertThat(BatchSize.choose(requested, 50)).isEqualTo(new BatchSize(requested, "as requested"));
    }

    @ParameterizedTest
    @CsvSource({"10000", "80001", "5000000"})
    void isAThousandWhereThatMakesTenBatches(int probesets) {
        assertThat(BatchSize.choose(null, probesets)).isEqualTo(new BatchSize(1000, "the default"));
    }

    @ParameterizedTest
    @CsvSource({"9999, 999", "7200, 720", "5001, 500"})
    void makesTenBatchesOfFewer(int probesets, int size) {
        assertThat(BatchSize.choose(null, probesets).size()).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "100", "2000", "4999"})
    void isAtLeastFiveHundredSinceEachBatchWalksThePermutations(int probesets) {
        assertThat(BatchSize.choose(null, probesets).size()).isEqualTo(500);
    }

    @Test
    void saysWhyInNumbers() {
        assertThat(BatchSize.choose(null, 7200).reason()).contains("7200 / 10").contains("checkpoints");
    }
}

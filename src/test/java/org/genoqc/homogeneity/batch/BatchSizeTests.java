package org.genoqc.homogeneity.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchSizeTests {

    @ParameterizedTest
    @CsvSource({"1", "3", "1000", "5000", "10000000"})
    void takesARequestedSizeAsItIs(int requested) {
        assertThat(BatchSize.choose(requested, 50, 72)).isEqualTo(new BatchSize(requested, "as requested"));
    }

    @ParameterizedTest
    @CsvSource({"80000, 8", "80001, 8", "10000, 1", "5000000, 72", "720000, 72"})
    void isAThousandWhereThatMakesTenBatchesForEveryWorker(int probesets, int workers) {
        assertThat(BatchSize.choose(null, probesets, workers)).isEqualTo(new BatchSize(1000, "the default"));
    }

    @ParameterizedTest
    @CsvSource({"79999, 8, 999", "72000, 8, 900", "72000, 72, 100", "100, 2, 5", "9999, 1, 999", "2000, 2, 100"})
    void followsTheRuleOfThumbWhereAThousandWouldLeaveWorkersIdle(int probesets, int workers, int size) {
        assertThat(BatchSize.choose(null, probesets, workers).size()).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({"50, 72", "719, 72", "1, 1", "0, 8"})
    void isAtLeastOne(int probesets, int workers) {
        assertThat(BatchSize.choose(null, probesets, workers).size()).isEqualTo(1);
    }

    @Test
    void givesEveryWorkerTenBatchesWheneverThereAreEnoughProbesets() {
        for (int workers : new int[] {1, 2, 7, 8, 72, 1024}) {
            for (int probesets = 10 * workers; probesets < 2_000_000; probesets += 1 + probesets / 3) {
                int size = BatchSize.choose(null, probesets, workers).size();
                assertThat(Math.ceilDiv(probesets, size))
                        .as("%d probesets, %d workers", probesets, workers)
                        .isGreaterThanOrEqualTo(10 * workers);
            }
        }
    }

    @Test
    void saysWhyInNumbers() {
        assertThat(BatchSize.choose(null, 72_000, 8).reason())
                .contains("72000 / (8 x 10)")
                .contains("idle");
    }
}

package org.genoqc.homogeneity.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class BatchVerdictTests {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final List<BatchTiming> timings = new ArrayList<>();

    private void batch(int worker, double fromSeconds, double toSeconds) {
        timings.add(new BatchTiming(timings.size(), worker, START.plusMillis(Math.round(fromSeconds * 1000)),
                Duration.ZERO, Duration.ofMillis(Math.round((toSeconds - fromSeconds) * 1000)), 100, 0, 0, 0));
    }

    @Test
    void findsNothingWrongWithWorkersBusyToTheEnd() {
        for (int i = 0; i < 10; i++) {
            batch(1, i, i + 1);
            batch(2, i, i + 1);
        }
        BatchVerdict verdict = BatchVerdict.of(timings, 100, 2);
        assertThat(verdict.utilisation()).isEqualTo(1);
        assertThat(verdict.imbalance()).isEqualTo(1);
        assertThat(verdict.idleTail()).isZero();
        assertThat(verdict.recommendation()).isEqualTo("fine");
    }

    @Test
    void measuresTheIdleTailOfTheWorkerThatEndsFirst() {
        batch(1, 0, 10);
        batch(2, 0, 4);
        BatchVerdict verdict = BatchVerdict.of(timings, 100, 2);
        assertThat(verdict.utilisation()).isEqualTo(0.7, within(1e-12));
        assertThat(verdict.idleTail()).isEqualTo(0.6, within(1e-12));
        assertThat(verdict.recommendation()).isEqualTo(
                "not all of the 2 workers were busy in the last 60 % of the run: use batch_size <= 10");
    }

    @Test
    void countsWorkersThatHadNoBatchAtAllAsIdle() {
        batch(1, 0, 10);
        BatchVerdict verdict = BatchVerdict.of(timings, 1000, 4);
        assertThat(verdict.utilisation()).isEqualTo(0.25, within(1e-12));
        assertThat(verdict.idleTail()).isEqualTo(1, within(1e-12));
        assertThat(verdict.recommendation()).contains("4 workers").contains("100 %").endsWith("batch_size <= 25");
    }

    @Test
    void comparesTheSlowestBatchWithTheMedianOne() {
        batch(1, 0, 1);
        batch(2, 0, 2);
        batch(1, 1, 2);
        batch(2, 2, 10);
        batch(1, 2, 4);
        assertThat(BatchVerdict.of(timings, 10, 2).imbalance()).isEqualTo(4, within(1e-12));
    }

    @Test
    void ignoresGapsBetweenBatchesInTheIdleTailButNotInTheUtilisation() {
        batch(1, 0, 4);
        batch(2, 0, 4);
        batch(1, 6, 10);
        batch(2, 6, 10);
        BatchVerdict verdict = BatchVerdict.of(timings, 10, 2);
        assertThat(verdict.utilisation()).isEqualTo(0.8, within(1e-12));
        assertThat(verdict.idleTail()).isZero();
    }

    @Test
    void recommendsLessThanWhatWasUsedEvenWithManyBatches() {
        for (int i = 0; i < 30; i++) {
            batch(1, i * 0.1, (i + 1) * 0.1);
        }
        batch(2, 0, 20);
        BatchVerdict verdict = BatchVerdict.of(timings, 8, 2);
        assertThat(verdict.idleTail()).isEqualTo(0.85, within(1e-12));
        assertThat(verdict.recommendation()).endsWith("use batch_size <= 7");
    }

    @Test
    void recommendsNothingSmallerThanBatchesOfOne() {
        batch(1, 0, 10);
        batch(2, 0, 1);
        assertThat(BatchVerdict.of(timings, 1, 2).recommendation()).isEqualTo("fine");
    }

    @Test
    void doesNotBotherAboutRunsOfLessThanASecond() {
        batch(1, 0, 0.9);
        batch(2, 0, 0.1);
        BatchVerdict verdict = BatchVerdict.of(timings, 100, 2);
        assertThat(verdict.idleTail()).isGreaterThan(0.8);
        assertThat(verdict.recommendation()).isEqualTo("fine");
    }

    @Test
    void isFiniteForARunThatTookNoTimeAtAll() {
        batch(1, 0, 0);
        BatchVerdict verdict = BatchVerdict.of(timings, 100, 8);
        assertThat(verdict.utilisation()).isBetween(0.0, 1.0);
        assertThat(verdict.imbalance()).isFinite();
        assertThat(verdict.idleTail()).isBetween(0.0, 1.0);
    }
}

package org.genoqc.homogeneity.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchVerdictTests {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final List<BatchTiming> timings = new ArrayList<>();

    private void batch(int worker, double fromSeconds, double toSeconds) {
        batch(worker, fromSeconds, toSeconds, 100);
    }

    private void batch(int worker, double fromSeconds, double toSeconds, int probesets) {
        Duration duration = Duration.ofMillis(Math.round((toSeconds - fromSeconds) * 1000));
        timings.add(new BatchTiming(
                timings.size(),
                worker,
                START.plusMillis(Math.round(fromSeconds * 1000)),
                Duration.ZERO,
                duration,
                probesets,
                0,
                0,
                0,
                duration,
                1,
                1));
    }

    private BatchVerdict verdict(int batchSize, int workers) {
        return BatchVerdict.of(times(batchSize, workers));
    }

    private TimeBreakdown times(int batchSize, int workers) {
        return new TimeBreakdown(
                timings, workers, batchSize, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    @Test
    void findsNothingWrongWithWorkersBusyToTheEnd() {
        for (int i = 0; i < 10; i++) {
            batch(1, i, i + 1);
            batch(2, i, i + 1);
        }
        BatchVerdict verdict = verdict(100, 2);
        assertThat(verdict.utilisation()).isEqualTo(1);
        assertThat(verdict.imbalance()).isEqualTo(1);
        assertThat(verdict.idleTail()).isZero();
        assertThat(verdict.recommendation()).isEqualTo("fine");
    }

    @Test
    void measuresTheIdleTailOfTheWorkerThatEndsFirst() {
        batch(1, 0, 10);
        batch(2, 0, 4);
        BatchVerdict verdict = verdict(100, 2);
        assertThat(verdict.utilisation()).isEqualTo(0.7, within(1e-12));
        assertThat(verdict.idleTail()).isEqualTo(0.6, within(1e-12));
        assertThat(verdict.recommendation())
                .isEqualTo("batches too large: 1 of 2 workers idle in the last 60 % of the run; use batch_size <= 7");
        assertThat(verdict.finding()).isEqualTo(BatchVerdict.Finding.TOO_LARGE);
        assertThat(verdict.recommendedBatchSize()).isEqualTo(7);
        assertThat(verdict.arithmetic())
                .contains(
                        "utilisation = busy / (workers x elapsed) = 14.000 s / (2 x 10.000 s) = 0.700",
                        "idle tail = last 6.000 s of 10.000 s = 0.600, in it 6.000 s of worker time idle");
    }

    @Test
    void countsWorkersThatHadNoBatchAtAllAsIdle() {
        batch(1, 0, 10);
        BatchVerdict verdict = verdict(1000, 4);
        assertThat(verdict.utilisation()).isEqualTo(0.25, within(1e-12));
        assertThat(verdict.idleTail()).isEqualTo(1, within(1e-12));
        assertThat(verdict.recommendation())
                .isEqualTo("batches too large: 3 of 4 workers idle in the last 100 % of the run; use batch_size <= 2");
    }

    @Test
    void comparesTheSlowestBatchWithTheMedianOne() {
        batch(1, 0, 1);
        batch(2, 0, 2);
        batch(1, 1, 2);
        batch(2, 2, 10);
        batch(1, 2, 4);
        assertThat(verdict(10, 2).imbalance()).isEqualTo(4, within(1e-12));
    }

    @Test
    void ignoresGapsBetweenBatchesInTheIdleTailButNotInTheUtilisation() {
        batch(1, 0, 4);
        batch(2, 0, 4);
        batch(1, 6, 10);
        batch(2, 6, 10);
        BatchVerdict verdict = verdict(10, 2);
        assertThat(verdict.utilisation()).isEqualTo(0.8, within(1e-12));
        assertThat(verdict.idleTail()).isZero();
    }

    @Test
    void recommendsLessThanWhatWasUsedEvenWithManyBatches() {
        for (int i = 0; i < 30; i++) {
            batch(1, i * 0.1, (i + 1) * 0.1);
        }
        batch(2, 0, 20);
        BatchVerdict verdict = verdict(8, 2);
        assertThat(verdict.idleTail()).isEqualTo(0.85, within(1e-12));
        assertThat(verdict.recommendedBatchSize()).isLessThan(8);
    }

    @Test
    void recommendsNothingSmallerThanBatchesOfOne() {
        batch(1, 0, 10);
        batch(2, 0, 1);
        assertThat(verdict(1, 2).recommendation()).isEqualTo("fine");
    }

    @Test
    void doesNotBotherAboutRunsOfLessThanASecond() {
        batch(1, 0, 0.9);
        batch(2, 0, 0.1);
        BatchVerdict verdict = verdict(100, 2);
        assertThat(verdict.idleTail()).isGreaterThan(0.8);
        assertThat(verdict.finding()).isEqualTo(BatchVerdict.Finding.TOO_SHORT_TO_MATTER);
        assertThat(verdict.recommendation()).isEqualTo("fine: the run took less than a second");
    }

    @Test
    void isFiniteForARunThatTookNoTimeAtAll() {
        batch(1, 0, 0);
        BatchVerdict verdict = verdict(100, 8);
        assertThat(verdict.utilisation()).isBetween(0.0, 1.0);
        assertThat(verdict.imbalance()).isFinite();
        assertThat(verdict.idleTail()).isBetween(0.0, 1.0);
    }

    @Test
    void findsBatchesTooSmallByTheTimeThatDoesNotDependOnTheirSize() {
        for (int i = 0; i < 100; i++) {
            batch(1 + i % 2, i / 2 * 0.05, i / 2 * 0.05 + 0.05);
        }
        // 100 batches of 100 probesets, 2.5 s each on 2 workers: 5 s busy, 5 s of handling beside
        TimeBreakdown times =
                new TimeBreakdown(timings, 2, 100, Duration.ZERO, Duration.ZERO, seconds(5), Duration.ZERO);
        BatchVerdict verdict = BatchVerdict.of(times);
        assertThat(verdict.finding()).isEqualTo(BatchVerdict.Finding.TOO_SMALL);
        assertThat(verdict.overhead()).isEqualTo(0.5, within(1e-9));
        assertThat(verdict.overheadPerBatchSeconds()).isEqualTo(0.05, within(1e-9));
        // 0.5 ms for each of 10,000 probesets: 900 of them take 9 times the overhead of a batch, but 500 make 20
        // batches
        assertThat(verdict.recommendedBatchSize()).isEqualTo(500);
        assertThat(verdict.recommendation())
                .isEqualTo("batches too small: 50 % of the worker time is overhead; use batch_size >= 500");
        assertThat(verdict.arithmetic())
                .contains("overhead = handling / worker time = 5.000 s / 10.000 s = 0.500, 0.050000 s for each of 100"
                        + " batches");
    }

    @Test
    void doesNotCallBatchesTooSmallThatCanNotBeLargerWithoutLeavingWorkersIdle() {
        for (int i = 0; i < 20; i++) {
            batch(1 + i % 2, i / 2, i / 2 + 1);
        }
        TimeBreakdown times =
                new TimeBreakdown(timings, 2, 100, Duration.ZERO, Duration.ZERO, seconds(9), Duration.ZERO);
        assertThat(BatchVerdict.of(times).finding()).isEqualTo(BatchVerdict.Finding.FINE);
    }

    @Test
    void findsRunsBoundByReading() {
        batch(1, 0, 1);
        BatchVerdict verdict = BatchVerdict.of(
                new TimeBreakdown(timings, 2, 100, seconds(6), seconds(1), Duration.ZERO, Duration.ZERO));
        assertThat(verdict.finding()).isEqualTo(BatchVerdict.Finding.BOUND_BY_READING);
        assertThat(verdict.readingShare()).isEqualTo(0.75, within(1e-9));
        assertThat(verdict.recommendation())
                .isEqualTo("bound by reading: 75 % of the time; the batch size matters little");
        assertThat(verdict.recommendedBatchSize()).isNull();
    }

    @Test
    void doesNotBlameTheBatchSizeForWorkersThatHadOtherJobsToDo() {
        batch(1, 0, 10);
        BatchVerdict verdict = BatchVerdict.of(
                new TimeBreakdown(timings, 2, 100, Duration.ZERO, Duration.ZERO, Duration.ZERO, seconds(9)));
        assertThat(verdict.finding()).isEqualTo(BatchVerdict.Finding.WORKERS_SHARED);
        assertThat(verdict.recommendation()).contains("other jobs had 45 % of their time");
    }

    @Test
    void makesBatchesSmallEnoughForTheDearestOfThemWhereCostsAreMixed() {
        batch(1, 0, 6);
        for (int i = 0; i < 30; i++) {
            batch(2, i * 0.1, (i + 1) * 0.1);
        }
        BatchVerdict verdict = verdict(100, 2);
        // 9 s busy: a tenth of a worker's share is 0.45 s, the dear batch takes 6 s
        assertThat(verdict.recommendedBatchSize()).isEqualTo(7);
        assertThat(verdict.imbalance()).isEqualTo(60, within(1e-9));
    }

    @Test
    void oneGiantBatchIsTooLarge() {
        batch(1, 0, 2, 2000);
        BatchVerdict verdict = verdict(2000, 2);
        assertThat(verdict.finding()).isEqualTo(BatchVerdict.Finding.TOO_LARGE);
        assertThat(verdict.recommendation())
                .isEqualTo(
                        "batches too large: 1 of 2 workers idle in the last 100 % of the run; use batch_size <= 100");
        assertThat(verdict.recommendedBatchSize()).isEqualTo(100);
        assertThat(verdict.utilisation()).isEqualTo(0.5);
    }

    @Test
    void batchesOfOneProbesetAreTooSmall() {
        for (int i = 0; i < 2000; i++) {
            batch(1 + i % 2, i / 2 * 0.002, (i / 2 + 1) * 0.002, 1);
        }
        // 4 s busy, 3.96 s of handling beside
        BatchVerdict verdict = BatchVerdict.of(
                new TimeBreakdown(timings, 2, 1, Duration.ZERO, Duration.ZERO, seconds(3.96), Duration.ZERO));
        assertThat(verdict.finding()).isEqualTo(BatchVerdict.Finding.TOO_SMALL);
        assertThat(verdict.overhead()).isEqualTo(3.96 / 7.96, within(1e-9));
        // 9 of them take 9 times the overhead of a batch
        assertThat(verdict.recommendedBatchSize()).isEqualTo(9);
    }

    @Test
    void aBatchThatIsCutIntoSlicesForAllWorkersIsNotTooLarge() {
        timings.add(new BatchTiming(0, 1, START, Duration.ZERO, seconds(10), 0, 500, 0, 5_000_000, seconds(17), 40, 2));
        BatchVerdict verdict = verdict(500, 2);
        assertThat(verdict.finding()).isEqualTo(BatchVerdict.Finding.FINE);
        assertThat(verdict.utilisation()).isEqualTo(0.85);
    }

    @Test
    void theAdviceOnMixedDataHelps() {
        // 375 of 2,000 probesets are expensive, 10 ms each, and all of them in one batch of 400
        batch(1, 0, 3.75, 400);
        for (int i = 0; i < 4; i++) {
            batch(2, i * 0.01, (i + 1) * 0.01, 400);
        }
        BatchVerdict verdict = verdict(400, 2);
        assertThat(verdict.finding()).isEqualTo(BatchVerdict.Finding.TOO_LARGE);
        assertThat(verdict.imbalance()).isEqualTo(375, within(1e-9));
        assertThat(verdict.recommendedBatchSize()).isEqualTo(20);
        timings.clear();
        // 18 full batches of expensive ones, one of 15; then 81 of the others
        for (int i = 0; i < 19; i++) {
            batch(1 + i % 2, i / 2 * 0.2, i / 2 * 0.2 + (i < 18 ? 0.2 : 0.15), 20);
        }
        for (int i = 0; i < 81; i++) {
            batch(2, 1.8 + i * 0.001, 1.8 + (i + 1) * 0.001, 20);
        }
        BatchVerdict followed = verdict(20, 2);
        assertThat(followed.idleTail()).isLessThan(verdict.idleTail() / 2);
        assertThat(followed.recommendation()).isEqualTo("fine");
    }
}

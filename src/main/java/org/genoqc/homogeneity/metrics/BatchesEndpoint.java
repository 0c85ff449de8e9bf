package org.genoqc.homogeneity.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** {@code /actuator/batches}: the newest probeset batches across jobs, for those without Prometheus. */
@Component
@Endpoint(id = "batches")
class BatchesEndpoint {

    private static final int DEFAULT_LIMIT = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    private final RecentBatches recent;

    BatchesEndpoint(RecentBatches recent) {
        this.recent = recent;
    }

    /**
     * The newest batches, newest first.
     *
     * @param completed batches completed since the start of the process
     * @param aggregates over the newest 1,000 of them
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Batches(long completed, Aggregates aggregates, List<Batch> batches) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Aggregates(
            int batches,
            long probesets,
            long standard,
            long monteCarlo,
            long skipped,
            long simulations,
            long slices,
            Times durationSeconds,
            Times queueWaitSeconds,
            Times busySeconds) {

        static Aggregates of(List<BatchTiming> timings) {
            return new Aggregates(
                    timings.size(),
                    sum(timings, BatchTiming::probesets),
                    sum(timings, BatchTiming::standard),
                    sum(timings, BatchTiming::monteCarlo),
                    sum(timings, BatchTiming::skipped),
                    sum(timings, BatchTiming::simulations),
                    sum(timings, BatchTiming::slices),
                    Times.of(timings, BatchTiming::duration),
                    Times.of(timings, BatchTiming::queueWait),
                    Times.of(timings, BatchTiming::busy));
        }

        private static long sum(List<BatchTiming> timings, ToLongFunction<BatchTiming> value) {
            return timings.stream().mapToLong(value).sum();
        }
    }

    /** Seconds; all 0 where there are no batches. */
    record Times(double total, double median, double p95, double max) {

        static Times of(List<BatchTiming> timings, Function<BatchTiming, Duration> time) {
            double[] sorted = timings.stream()
                    .mapToDouble(timing -> seconds(time.apply(timing)))
                    .sorted()
                    .toArray();
            double total = 0;
            for (double value : sorted) {
                total += value;
            }
            return new Times(total, quantile(sorted, 0.5), quantile(sorted, 0.95), quantile(sorted, 1));
        }

        private static double quantile(double[] sorted, double part) {
            return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Batch(
            UUID job,
            int batch,
            int worker,
            Instant startedAt,
            double queueWaitSeconds,
            double durationSeconds,
            int standard,
            int monteCarlo,
            int skipped,
            long simulations,
            double busySeconds,
            int slices,
            int workers) {

        static Batch of(RecentBatches.Recent of) {
            BatchTiming timing = of.timing();
            return new Batch(
                    of.job(),
                    timing.batch(),
                    timing.worker(),
                    timing.started(),
                    seconds(timing.queueWait()),
                    seconds(timing.duration()),
                    timing.standard(),
                    timing.monteCarlo(),
                    timing.skipped(),
                    timing.simulations(),
                    seconds(timing.busy()),
                    timing.slices(),
                    timing.workers());
        }
    }

    /** @param limit how many batches to show, 100 by default; the aggregates are of all that are known */
    @ReadOperation
    Batches batches(@Nullable Integer limit) {
        List<RecentBatches.Recent> newest = recent.newest();
        return new Batches(
                recent.completed(),
                Aggregates.of(newest.stream().map(RecentBatches.Recent::timing).toList()),
                newest.stream()
                        .limit(limit == null ? DEFAULT_LIMIT : Math.max(0, limit))
                        .map(Batch::of)
                        .toList());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }
}

package org.genoqc.homogeneity.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What the timings of a run say about its batch size.
 *
 * @param utilisation busy time over workers x elapsed, 0 to 1
 * @param imbalance the slowest batch over the median one, at least 1
 * @param idleTail the part of the elapsed time, at its end, in which not all workers were busy, 0 to 1
 * @param recommendation a sentence
 */
public record BatchVerdict(double utilisation, double imbalance, double idleTail, String recommendation) {

    private static final double LONG_TAIL = 0.1;
    private static final Duration TOO_SHORT_TO_MATTER = Duration.ofSeconds(1);

    /**
     * Judges a run.
     *
     * @param timings its batches, at least one
     * @param batchSize the batch size used
     */
    public static BatchVerdict of(List<BatchTiming> timings, int batchSize, int workers) {
        Instant start = timings.stream().map(BatchTiming::started).min(Comparator.naturalOrder()).orElseThrow();
        Instant end = timings.stream().map(BatchTiming::ended).max(Comparator.naturalOrder()).orElseThrow();
        double elapsed = Math.max(1, Duration.between(start, end).toNanos());
        double busy = timings.stream().mapToLong(timing -> timing.duration().toNanos()).sum();
        List<Long> durations = timings.stream().map(timing -> timing.duration().toNanos()).sorted().toList();
        double imbalance = (double) durations.getLast() / Math.max(1, durations.get(durations.size() / 2));
        double utilisation = Math.min(1, busy / (workers * elapsed));
        double idleTail = idleTail(timings, workers, end) / elapsed;
        return new BatchVerdict(utilisation, imbalance, idleTail,
                recommendation(timings.size(), batchSize, workers, idleTail, elapsed));
    }

    /** From the moment the first worker had no further batch to the end, in nanoseconds. */
    private static double idleTail(List<BatchTiming> timings, int workers, Instant end) {
        List<Instant> lastEnds = timings.stream().map(BatchTiming::worker).distinct()
                .map(worker -> timings.stream().filter(timing -> timing.worker() == worker).map(BatchTiming::ended)
                        .max(Comparator.naturalOrder()).orElseThrow())
                .toList();
        Instant firstIdle = lastEnds.size() < workers
                ? timings.stream().map(BatchTiming::started).max(Comparator.naturalOrder()).orElseThrow()
                : lastEnds.stream().min(Comparator.naturalOrder()).orElseThrow();
        return Duration.between(firstIdle, end).toNanos();
    }

    private static String recommendation(int batches, int batchSize, int workers, double idleTail, double elapsed) {
        if (idleTail <= LONG_TAIL || elapsed < TOO_SHORT_TO_MATTER.toNanos() || batchSize == 1) {
            return "fine";
        }
        int better = Math.max(1, (int) ((long) batches * batchSize / (workers * 10L)));
        return String.format(Locale.ROOT,
                "not all of the %d workers were busy in the last %.0f %% of the run: use batch_size <= %d", workers,
                100 * idleTail, Math.min(better, batchSize - 1));
    }
}

package org.genoqc.homogeneity.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Judges the batch size from where the time of a run went; all times in seconds.
 */
final class BatchSizeAdvisor {

    private static final double LONG_TAIL = 0.1;
    private static final double MUCH_IDLE_IN_TAIL = 0.05;
    private static final double MUCH_OVERHEAD = 0.2;
    private static final double MUCH_READING = 0.5;
    private static final double MUCH_SHARED = 0.2;
    private static final double SECONDS_THAT_MATTER = 1;
    private static final int BATCHES_PER_WORKER = 10;
    private static final double TESTS_PER_OVERHEAD = 9;

    private final TimeBreakdown times;
    private final int batches;
    private final long probesets;
    private final Instant end;
    private final double elapsed;
    private final double busy;
    private final double slowest;
    private final double median;
    private final double tail;
    private final double idleInTail;
    private final boolean isTailCut;
    private final double overhead;
    private final double all;

    BatchSizeAdvisor(TimeBreakdown times) {
        this.times = times;
        List<BatchTiming> timings = times.timings();
        batches = timings.size();
        probesets = timings.stream().mapToLong(BatchTiming::probesets).sum();
        Instant start = timings.stream()
                .map(BatchTiming::started)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        end = timings.stream()
                .map(BatchTiming::ended)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        elapsed = Math.max(1e-9, seconds(Duration.between(start, end)));
        double[] durations = timings.stream()
                .mapToDouble(timing -> seconds(timing.duration()))
                .sorted()
                .toArray();
        busy = timings.stream().mapToDouble(timing -> seconds(timing.busy())).sum();
        slowest = durations[durations.length - 1];
        // the upper of two middle ones, a batch that ran; the Median of Commons Math is the mean of both, which
        // of two batches, a long one and a short one, would be half of the long one
        median = Math.max(1e-9, durations[durations.length / 2]);
        Instant firstIdle = firstIdle();
        tail = seconds(Duration.between(firstIdle, end));
        idleInTail = times.workers() * tail - busyAfter(firstIdle);
        isTailCut = timings.stream()
                .filter(timing -> timing.ended().isAfter(firstIdle))
                .allMatch(timing -> timing.slices() > times.workers());
        overhead = seconds(times.handling());
        all = seconds(times.reading()) + elapsed + seconds(times.writing());
    }

    /** When the first worker had no further batch. */
    private Instant firstIdle() {
        Map<Integer, Instant> lastEnds = new HashMap<>();
        for (BatchTiming timing : times.timings()) {
            lastEnds.merge(timing.worker(), timing.ended(), (one, other) -> one.isAfter(other) ? one : other);
        }
        return lastEnds.size() < times.workers()
                ? times.timings().stream()
                        .map(BatchTiming::started)
                        .max(Comparator.naturalOrder())
                        .orElseThrow()
                : lastEnds.values().stream().min(Comparator.naturalOrder()).orElseThrow();
    }

    private double busyAfter(Instant instant) {
        return times.timings().stream()
                .filter(timing -> timing.ended().isAfter(instant))
                .mapToDouble(timing -> seconds(timing.busy())
                        * Math.min(
                                1,
                                seconds(Duration.between(instant, timing.ended()))
                                        / Math.max(1e-9, seconds(timing.duration()))))
                .sum();
    }

    BatchVerdict verdict() {
        double workerTime = times.workers() * elapsed;
        double overheadShare = overhead / Math.max(1e-9, busy + seconds(times.handling()));
        double othersShare = seconds(times.others()) / workerTime;
        BatchVerdict.Finding finding = finding(overheadShare, othersShare);
        Integer better = switch (finding) {
            case TOO_LARGE -> smaller();
            case TOO_SMALL -> larger();
            default -> null;
        };
        return new BatchVerdict(
                finding,
                Math.min(1, busy / workerTime),
                slowest / median,
                tail / elapsed,
                overheadShare,
                overhead / batches,
                seconds(times.reading()) / all,
                better,
                recommendation(finding, overheadShare, othersShare),
                arithmetic(overheadShare));
    }

    private BatchVerdict.Finding finding(double overheadShare, double othersShare) {
        if (all < SECONDS_THAT_MATTER) {
            return BatchVerdict.Finding.TOO_SHORT_TO_MATTER;
        }
        if (seconds(times.reading()) / all > MUCH_READING) {
            return BatchVerdict.Finding.BOUND_BY_READING;
        }
        boolean shared = othersShare > MUCH_SHARED;
        // where several workers could run slices of a batch, they were not idle for its size
        if (!shared
                && !isTailCut
                && tail / elapsed > LONG_TAIL
                && idleInTail / (times.workers() * elapsed) > MUCH_IDLE_IN_TAIL
                && smaller() < times.batchSize()) {
            return BatchVerdict.Finding.TOO_LARGE;
        }
        if (overheadShare > MUCH_OVERHEAD && larger() >= 2 * times.batchSize()) {
            return BatchVerdict.Finding.TOO_SMALL;
        }
        return shared ? BatchVerdict.Finding.WORKERS_SHARED : BatchVerdict.Finding.FINE;
    }

    /** At least ten batches per worker, the slowest of them a tenth of a worker's share. */
    private int smaller() {
        double byCount = (double) probesets / (times.workers() * BATCHES_PER_WORKER);
        double byCost = times.batchSize() * (busy / times.workers() / BATCHES_PER_WORKER) / Math.max(1e-9, slowest);
        return Math.clamp((long) Math.min(byCount, byCost), 1, Math.max(1, times.batchSize() - 1));
    }

    /** So many probesets that overhead is a tenth, but still ten batches per worker. */
    private int larger() {
        double perProbeset = Math.max(1e-9, busy / Math.max(1, probesets));
        double wanted = Math.ceil(TESTS_PER_OVERHEAD * overhead / batches / perProbeset);
        double most = Math.max(1, Math.floor((double) probesets / (times.workers() * BATCHES_PER_WORKER)));
        return (int) Math.min(wanted, most);
    }

    private String recommendation(BatchVerdict.Finding finding, double overheadShare, double othersShare) {
        return switch (finding) {
            case TOO_SHORT_TO_MATTER -> "fine: the run took less than a second";
            case BOUND_BY_READING ->
                String.format(
                        Locale.ROOT,
                        "bound by reading: %.0f %% of the time; the batch size matters little",
                        100 * seconds(times.reading()) / all);
            case TOO_LARGE ->
                String.format(
                        Locale.ROOT,
                        "batches too large: %.0f of %d workers idle in the last %.0f %% of the run; use batch_size <="
                                + " %d",
                        Math.max(1, Math.rint(idleInTail / tail)),
                        times.workers(),
                        100 * tail / elapsed,
                        smaller());
            case TOO_SMALL ->
                String.format(
                        Locale.ROOT,
                        "batches too small: %.0f %% of the worker time is overhead; use batch_size >= %d",
                        100 * overheadShare,
                        larger());
            case WORKERS_SHARED ->
                String.format(
                        Locale.ROOT,
                        "workers shared: other jobs had %.0f %% of their time; judge the batch size by a run alone",
                        100 * othersShare);
            case FINE -> "fine";
        };
    }

    private List<String> arithmetic(double overheadShare) {
        double workerTime = times.workers() * elapsed;
        return List.of(
                String.format(
                        Locale.ROOT,
                        "utilisation = busy / (workers x elapsed) = %.3f s / (%d x %.3f s) = %.3f",
                        busy,
                        times.workers(),
                        elapsed,
                        Math.min(1, busy / workerTime)),
                String.format(
                        Locale.ROOT,
                        "imbalance = slowest / median batch = %.4f s / %.4f s = %.2f",
                        slowest,
                        median,
                        slowest / median),
                String.format(
                        Locale.ROOT,
                        "idle tail = last %.3f s of %.3f s = %.3f, in it %.3f s of worker time idle",
                        tail,
                        elapsed,
                        tail / elapsed,
                        idleInTail),
                String.format(
                        Locale.ROOT,
                        "overhead = handling / worker time = %.3f s / %.3f s = %.3f, %.6f s for each of %d batches",
                        overhead,
                        busy + overhead,
                        overheadShare,
                        overhead / batches,
                        batches),
                String.format(
                        Locale.ROOT,
                        "reading = %.3f s of %.3f s (reading, running and writing) = %.3f",
                        seconds(times.reading()),
                        all,
                        seconds(times.reading()) / all),
                String.format(
                        Locale.ROOT,
                        "other jobs had %.3f s of %.3f s of worker time",
                        seconds(times.others()),
                        workerTime));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}

package org.genoqc.homogeneity.batch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the times of a run: created between reading and the batches, then told of the rest in turn. */
public final class RunStopwatch {

    private final BatchExecutor executor;
    private final int batchSize;
    private final Duration reading;
    private final Duration busyBefore;
    private long ranAt;
    private @Nullable RunTimes times;

    /** @param startNanos when reading began, as {@link System#nanoTime()} */
    public RunStopwatch(BatchExecutor executor, int batchSize, long startNanos) {
        this.executor = executor;
        this.batchSize = batchSize;
        this.reading = Duration.ofNanos(System.nanoTime() - startNanos);
        this.busyBefore = executor.busyTime();
    }

    /** The batches have run. */
    public void ran(BatchRun batches, DataSetRun run) {
        ranAt = System.nanoTime();
        List<BatchTiming> timings = run.timingsOfThisRun();
        if (timings.isEmpty()) {
            return;
        }
        Duration own = batches.workerTime();
        Duration inBatches = timings.stream().map(BatchTiming::duration).reduce(Duration.ZERO, Duration::plus);
        Duration others = executor.busyTime().minus(busyBefore).minus(own);
        times = new RunTimes(
                timings,
                executor.workers(),
                batchSize,
                reading,
                Duration.ZERO,
                positive(own.minus(inBatches)),
                run.walking(),
                positive(others));
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    /** The result is written; empty where it had nothing left to run. */
    public Optional<RunTimes> written() {
        return Optional.ofNullable(times).map(of -> of.withWriting(Duration.ofNanos(System.nanoTime() - ranAt)));
    }
}

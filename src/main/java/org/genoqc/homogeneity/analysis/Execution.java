package org.genoqc.homogeneity.analysis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.genoqc.homogeneity.batch.BatchExecutor;
import org.genoqc.homogeneity.batch.BatchRun;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.Progress;
import org.genoqc.homogeneity.batch.TimeBreakdown;
import org.jspecify.annotations.Nullable;

/**
 * A data set whose batches are with the workers.
 *
 * @param batches what can be cancelled
 * @param reading reading and planning, before the first batch
 * @param busyBefore the busy time of the executor before the first batch
 */
public record Execution(
        PlannedDataSet dataSet, BatchExecutor executor, BatchRun batches, Duration reading, Duration busyBefore) {

    /**
     * Waits for the end.
     *
     * @throws java.util.concurrent.CancellationException if it was cancelled
     * @throws ExecutionException if a batch failed, with its exception
     */
    public CompletedDataSet await() throws InterruptedException, ExecutionException {
        batches.await();
        return completed();
    }

    /**
     * Waits for the end and reports the progress meanwhile, from the thread that waits; last when all is done.
     *
     * @throws java.util.concurrent.CancellationException if it was cancelled
     * @throws ExecutionException if a batch failed, with its exception
     */
    public CompletedDataSet await(Duration betweenReports, Consumer<Progress.Snapshot> report)
            throws InterruptedException, ExecutionException {
        boolean ended;
        do {
            ended = batches.await(betweenReports);
            report.accept(dataSet.run().progress().snapshot());
        } while (!ended);
        return completed();
    }

    private CompletedDataSet completed() {
        return new CompletedDataSet(dataSet.counts(), dataSet.run(), dataSet.warnings(), times(), System.nanoTime());
    }

    /** Null where everything had been restored and no batch ran. */
    private @Nullable TimeBreakdown times() {
        List<BatchTiming> timings = dataSet.run().timingsOfThisRun();
        if (timings.isEmpty()) {
            return null;
        }
        Duration own = batches.workerTime();
        Duration inBatches = timings.stream().map(BatchTiming::busy).reduce(Duration.ZERO, Duration::plus);
        Duration others = executor.busyTime().minus(busyBefore).minus(own);
        return new TimeBreakdown(
                timings,
                executor.workers(),
                dataSet.plan().batchSize().size(),
                reading,
                Duration.ZERO,
                positive(own.minus(inBatches)),
                positive(others));
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}

package org.genoqc.homogeneity.batch;

import java.time.Duration;
import java.util.List;

/**
 * Where the time of a run went. After a restart it is about the last attempt alone.
 *
 * @param timings the batches that ran, at least one
 * @param workers those of the executor
 * @param batchSize the batch size used
 * @param reading reading and planning, before the first batch
 * @param writing after the last batch
 * @param handling what workers spent on batches besides the tests: taking them from the queue, storing their results
 * @param others what the workers spent on other data sets in the meantime
 */
public record TimeBreakdown(
        List<BatchTiming> timings,
        int workers,
        int batchSize,
        Duration reading,
        Duration writing,
        Duration handling,
        Duration others) {

    public TimeBreakdown {
        timings = List.copyOf(timings);
        if (timings.isEmpty()) {
            throw new IllegalArgumentException("no batch ran");
        }
    }

    public TimeBreakdown withWriting(Duration time) {
        return new TimeBreakdown(timings, workers, batchSize, reading, time, handling, others);
    }
}

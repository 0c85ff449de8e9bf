package org.genoqc.homogeneity.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the times of a run say about its batch size.
 *
 * @param utilisation busy time over workers x elapsed, 0 to 1
 * @param imbalance the slowest batch over the median one, at least 1
 * @param idleTail the part of the elapsed time, at its end, in which not all workers were busy, 0 to 1
 * @param overhead the part of the worker time that does not depend on how many probesets a batch has, 0 to 1
 * @param overheadPerBatchSeconds the same per batch
 * @param readingShare reading over reading, running and writing, 0 to 1
 * @param recommendedBatchSize a better batch size; null if there is none
 * @param recommendation a sentence
 * @param arithmetic how the numbers came about, a line for each
 */
public record BatchVerdict(
        Finding finding,
        double utilisation,
        double imbalance,
        double idleTail,
        double overhead,
        double overheadPerBatchSeconds,
        double readingShare,
        @Nullable Integer recommendedBatchSize,
        String recommendation,
        List<String> arithmetic) {

    /** What was found first, in the order in which it is looked for. */
    public enum Finding {
        TOO_SHORT_TO_MATTER,
        BOUND_BY_READING,
        TOO_LARGE,
        TOO_SMALL,
        WORKERS_SHARED,
        FINE
    }

    public BatchVerdict {
        arithmetic = List.copyOf(arithmetic);
    }

    /** Judges a run. */
    public static BatchVerdict of(TimeBreakdown times) {
        return new BatchSizeAdvisor(times).verdict();
    }
}

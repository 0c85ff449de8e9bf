package org.genoqc.homogeneity.batch;

import org.jspecify.annotations.Nullable;

/**
 * How many probesets a probeset batch has, and why.
 *
 * @param size at least 1
 * @param reason a sentence
 */
public record BatchSize(int size, String reason) {

    public static final int DEFAULT = 1000;
    private static final int BATCHES_PER_WORKER = 10;

    /**
     * The size for a data set: what was asked for; else 1,000, or where that makes fewer than ten batches per worker,
     * the rule of thumb max(1, probesets / (workers * 10)).
     */
    public static BatchSize choose(@Nullable Integer requested, int probesets, int workers) {
        if (requested != null) {
            return new BatchSize(requested, "as requested");
        }
        long wanted = (long) workers * BATCHES_PER_WORKER;
        if (probesets / DEFAULT >= wanted) {
            return new BatchSize(DEFAULT, "the default");
        }
        int size = Math.clamp(probesets / wanted, 1, DEFAULT);
        return new BatchSize(
                size,
                "probesets / (workers x 10) = %d / (%d x 10), since batches of %d would leave workers idle"
                        .formatted(probesets, workers, DEFAULT));
    }
}

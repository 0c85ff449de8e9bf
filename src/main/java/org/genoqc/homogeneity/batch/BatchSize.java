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
    /** Walking shared permutations costs as much as testing some fifty probesets, once per batch. */
    private static final int MIN_CHOSEN = 500;

    private static final int CHECKPOINTS = 10;

    /**
     * The size for a data set: what was asked for; else 1,000, or where that makes fewer than ten batches, and so few
     * checkpoints, a tenth of the probesets but at least 500. It does not depend on the workers, who share the slices of a
     * batch.
     *
     * @param requested null to have it chosen
     */
    public static BatchSize choose(@Nullable Integer requested, int probesets) {
        if (requested != null) {
            return new BatchSize(requested, "as requested");
        }
        if (probesets / CHECKPOINTS >= DEFAULT) {
            return new BatchSize(DEFAULT, "the default");
        }
        int size = Math.clamp(probesets / CHECKPOINTS, MIN_CHOSEN, DEFAULT);
        return new BatchSize(
                size,
                "probesets / %d = %d / %d, at least %d: as many checkpoints as cost little"
                        .formatted(CHECKPOINTS, probesets, CHECKPOINTS, MIN_CHOSEN));
    }
}

package org.genoqc.homogeneity.job;

import org.genoqc.homogeneity.statistics.TestParameters;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for with a job.
 *
 * @param batchSize the number of probesets of a probeset batch, 1 to {@link #MAX_BATCH_SIZE}; null to have it chosen
 */
public record JobParameters(TestParameters test, @Nullable Integer batchSize) {

    public static final int MAX_BATCH_SIZE = 10_000_000;
    public static final JobParameters DEFAULTS = new JobParameters(TestParameters.DEFAULTS, null);

    public JobParameters {
        if (batchSize != null && (batchSize < 1 || batchSize > MAX_BATCH_SIZE)) {
            throw new IllegalArgumentException("batch_size must be 1 to " + MAX_BATCH_SIZE + ", not " + batchSize);
        }
    }
}

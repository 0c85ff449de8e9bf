package org.genoqc.homogeneity.job;

import org.genoqc.homogeneity.batch.BatchSize;
import org.genoqc.homogeneity.statistics.TestParameters;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for with a job.
 *
 * @param batchSize the number of probesets of a probeset batch, 1 to {@link BatchSize#MAX}; null to have it chosen
 */
public record JobParameters(TestParameters test, @Nullable Integer batchSize) {

    public static final JobParameters DEFAULTS = new JobParameters(TestParameters.DEFAULTS, null);

    public JobParameters {
        BatchSize.requireValid(batchSize);
    }
}

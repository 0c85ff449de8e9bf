package org.genoqc.homogeneity.job;

import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for with a job.
 *
 * @param batchSize the number of probesets of a probeset batch, as {@link Parameter#BATCH_SIZE} allows; null to have it chosen
 */
public record JobParameters(TestParameters test, @Nullable Integer batchSize) {

    public static final JobParameters DEFAULTS = new JobParameters(TestParameters.DEFAULTS, null);

    public JobParameters {
        if (batchSize != null) {
            Parameter.BATCH_SIZE.check(batchSize);
        }
    }
}

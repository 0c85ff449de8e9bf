package org.genoqc.homogeneity.job;

import org.genoqc.homogeneity.parameters.Engine;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for with a job.
 *
 * @param batchSize the number of probesets of a probeset batch, as {@link Parameter#BATCH_SIZE} allows; null to have it chosen
 * @param format how the input is written
 * @param bestProbesetsOnly whether rows with 0 in {@code BestProbeset} are left out
 * @param engine what is to run it; null to have that chosen as the service is set to
 */
public record JobParameters(
        TestParameters test,
        @Nullable Integer batchSize,
        InputFormat format,
        boolean bestProbesetsOnly,
        @Nullable Engine engine) {

    public static final JobParameters DEFAULTS = new JobParameters(TestParameters.DEFAULTS, null);

    public JobParameters {
        if (batchSize != null) {
            Parameter.BATCH_SIZE.check(batchSize);
        }
    }

    /** Run by whatever the service is set to. */
    public JobParameters(
            TestParameters test, @Nullable Integer batchSize, InputFormat format, boolean bestProbesetsOnly) {
        this(test, batchSize, format, bestProbesetsOnly, null);
    }

    /** Of an input whose format its header says, of which every row is wanted. */
    public JobParameters(TestParameters test, @Nullable Integer batchSize) {
        this(test, batchSize, InputFormat.AUTO, false);
    }
}

package org.genoqc.homogeneity.statistics;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outcome for one probeset.
 *
 * @param nBatches the genotyping batches that had samples
 * @param totalSamples N
 * @param minExpectedCount the smallest expected count; NaN where there is no table
 * @param excludedGenotypes the genotypes without any sample
 * @param test the outcome of the test; null where it was skipped
 * @param skipReason why it was skipped; null where it was tested
 */
public record ProbesetResult(
        int nBatches,
        long totalSamples,
        double minExpectedCount,
        Set<Genotype> excludedGenotypes,
        @Nullable TestResult test,
        @Nullable SkipReason skipReason) {

    public ProbesetResult {
        if ((test == null) == (skipReason == null)) {
            throw new IllegalArgumentException("a probeset is either tested or skipped for a reason");
        }
    }

    public Method method() {
        if (test == null) {
            return Method.SKIPPED;
        }
        return test.simulations() == 0 ? Method.STANDARD : Method.MONTE_CARLO;
    }
}

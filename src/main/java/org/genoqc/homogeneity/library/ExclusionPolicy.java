package org.genoqc.homogeneity.library;

import org.genoqc.homogeneity.findings.Exclusions;
import org.genoqc.homogeneity.findings.Policy;
import org.jspecify.annotations.Nullable;

/**
 * What is to be taken out of a data set.
 *
 * @param policy {@code conservative}, {@code balanced}, {@code sensitive}, or rules such as
 *     {@code calls_p=1e-8,frequency_difference=0.05; kind=swapped_alleles}
 * @param maxBatches in how many genotyping batches a probeset may be bad and stay in the others; null for a tenth of them,
 *     at least one
 */
public record ExclusionPolicy(String policy, @Nullable Integer maxBatches) {

    /** {@code balanced}: for a data set before association tests, where both kinds of mistakes are expensive. */
    public static final ExclusionPolicy BALANCED = of("balanced");

    /**
     * @throws org.genoqc.homogeneity.parameters.ParameterException if the policy is none of those and its rules can't be
     *     read, or maxBatches is negative
     */
    public ExclusionPolicy {
        Policy.parse(policy);
        if (maxBatches != null) {
            Exclusions.checkMaxBatches(maxBatches);
        }
    }

    /** That policy, with a tenth of the genotyping batches as the most that a probeset may be bad in. */
    public static ExclusionPolicy of(String policy) {
        return new ExclusionPolicy(policy, null);
    }

    public ExclusionPolicy withMaxBatches(int most) {
        return new ExclusionPolicy(policy, most);
    }

    /** {@code conservative}, {@code balanced}, {@code sensitive}, or {@code own} where it is given by its rules. */
    public String name() {
        return parsed().name();
    }

    Policy parsed() {
        return Policy.parse(policy);
    }

    int maxBatchesOf(int genotypingBatches) {
        return maxBatches == null ? Exclusions.defaultMaxBatches(genotypingBatches) : maxBatches;
    }
}

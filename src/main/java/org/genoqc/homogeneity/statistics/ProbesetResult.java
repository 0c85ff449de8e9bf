package org.genoqc.homogeneity.statistics;

import java.util.Objects;
import java.util.Set;
import org.genoqc.homogeneity.table.CleanedTable;
import org.genoqc.homogeneity.table.Genotype;
import org.genoqc.homogeneity.table.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * The outcome for one probeset.
 *
 * @param nBatches the genotyping batches that had samples
 * @param nStrata the strata that can be tested; 1 where the data has none, and 0 where nothing can be tested
 * @param totalSamples N
 * @param minExpectedCount the smallest expected count; NaN where there is no table
 * @param excludedGenotypes the genotypes without any sample
 * @param test the outcome of the test; null where it was skipped
 * @param skipReason why it was skipped; null where it was tested
 */
public record ProbesetResult(
        int nBatches,
        int nStrata,
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

    static ProbesetResult skipped(CleanedTable cleaned, SkipReason reason) {
        return of(cleaned, null, reason);
    }

    static ProbesetResult tested(CleanedTable cleaned, TestResult test) {
        return of(cleaned, test, null);
    }

    private static ProbesetResult of(CleanedTable cleaned, @Nullable TestResult test, @Nullable SkipReason reason) {
        return new ProbesetResult(
                cleaned.nBatches(),
                cleaned.tested().strata().size(),
                cleaned.totalSamples(),
                cleaned.minExpectedCount(),
                cleaned.excludedGenotypes(),
                test,
                reason);
    }

    /** The result of a tested probeset with what was found by simulation. */
    ProbesetResult with(Method method, SimulatedPValue simulated) {
        TestResult known = Objects.requireNonNull(test);
        TestResult changed =
                new TestResult(method, known.chiSquared(), known.degreesOfFreedom(), known.asymptotic(), simulated);
        return new ProbesetResult(
                nBatches, nStrata, totalSamples, minExpectedCount, excludedGenotypes, changed, skipReason);
    }

    public Method method() {
        return test == null ? Method.SKIPPED : test.method();
    }
}

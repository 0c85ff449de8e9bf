package org.genoqc.homogeneity.statistics;

import java.util.Objects;
import java.util.Set;
import org.genoqc.homogeneity.table.CleanedTable;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.Genotype;
import org.genoqc.homogeneity.table.SkipReason;
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

    static ProbesetResult skipped(CleanedTable cleaned, SkipReason reason) {
        return of(cleaned, null, reason);
    }

    static ProbesetResult tested(CleanedTable cleaned, TestResult test) {
        return of(cleaned, test, null);
    }

    private static ProbesetResult of(CleanedTable cleaned, @Nullable TestResult test, @Nullable SkipReason reason) {
        ContingencyTable table = cleaned.table();
        double minExpected = table.total() == 0 ? Double.NaN : table.minExpectedCount();
        return new ProbesetResult(table.rows(), table.total(), minExpected, cleaned.excludedGenotypes(), test, reason);
    }

    /** The result of a tested probeset with what was found by simulation. */
    ProbesetResult with(Method method, SimulatedPValue simulated) {
        TestResult known = Objects.requireNonNull(test);
        TestResult changed =
                new TestResult(method, known.chiSquared(), known.degreesOfFreedom(), known.asymptotic(), simulated);
        return new ProbesetResult(nBatches, totalSamples, minExpectedCount, excludedGenotypes, changed, skipReason);
    }

    public Method method() {
        return test == null ? Method.SKIPPED : test.method();
    }
}

package org.genoqc.homogeneity.library;

import java.util.List;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.SimulatedPValue;
import org.genoqc.homogeneity.statistics.TestResult;
import org.genoqc.homogeneity.table.Genotype;
import org.genoqc.homogeneity.table.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * The result for one probeset: a row of the result TSV.
 *
 * @param method {@code standard}, {@code monte_carlo} or {@code skipped}
 * @param chiSquared Pearson's statistic; NaN where the probeset was skipped
 * @param degreesOfFreedom (R - 1)(C - 1) of the table without empty genotyping batches and genotypes; 0 where skipped
 * @param pValue in [0, 1]; NaN where skipped
 * @param lnPValue its natural logarithm, finite even where {@code pValue} underflows; NaN where skipped
 * @param simulations the number of simulated tables; 0 where none was needed
 * @param exceedances how many of them had a statistic at least the observed one
 * @param nBatches the genotyping batches that had samples
 * @param totalSamples their samples
 * @param minExpectedCount the smallest expected count; NaN where there are no samples
 * @param excludedGenotypes the genotypes without any sample
 * @param skipReason why it was skipped, in a sentence; null where it was tested
 */
public record ProbesetRow(
        String probesetId,
        String method,
        double chiSquared,
        int degreesOfFreedom,
        double pValue,
        double lnPValue,
        int simulations,
        int exceedances,
        int nBatches,
        long totalSamples,
        double minExpectedCount,
        List<String> excludedGenotypes,
        @Nullable String skipReason) {

    public ProbesetRow {
        excludedGenotypes = List.copyOf(excludedGenotypes);
    }

    static ProbesetRow of(String probesetId, ProbesetResult result) {
        TestResult test = result.test();
        SimulatedPValue simulated = result.method() == Method.MONTE_CARLO && test != null ? test.simulated() : null;
        SkipReason skipped = result.skipReason();
        return new ProbesetRow(
                probesetId,
                result.method().label(),
                test == null ? Double.NaN : test.chiSquared(),
                test == null ? 0 : test.degreesOfFreedom(),
                test == null ? Double.NaN : test.pValue(),
                test == null ? Double.NaN : test.lnPValue(),
                test == null ? 0 : test.simulations(),
                simulated == null ? 0 : simulated.exceedances(),
                result.nBatches(),
                result.totalSamples(),
                result.minExpectedCount(),
                result.excludedGenotypes().stream().sorted().map(Genotype::name).toList(),
                skipped == null ? null : skipped.message());
    }
}

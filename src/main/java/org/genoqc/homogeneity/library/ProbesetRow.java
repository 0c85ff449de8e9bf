package org.genoqc.homogeneity.library;

import java.util.List;
import java.util.function.ToDoubleFunction;
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
 * @param pValueLow where {@code pValue} is simulated, the lower limit of its exact 99 % confidence interval; NaN elsewhere
 * @param pValueHigh the upper limit
 * @param isAtFloor whether it is simulated and no simulated table reached the observed statistic, so that more of them
 *     would give a smaller one
 * @param asymptoticPValue the upper tail of the chi-squared distribution, whatever the method; NaN where skipped
 * @param simulations the number of simulated tables that {@code pValue} is of; 0 unless it is simulated
 * @param exceedances how many of them had a statistic at least the observed one
 * @param simulatedPValue what the simulation gave that confirms a standard test; NaN where there was none
 * @param simulatedPValueLow the lower limit of its exact 99 % confidence interval; NaN where there was none
 * @param simulatedPValueHigh the upper limit
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
        double pValueLow,
        double pValueHigh,
        boolean isAtFloor,
        double asymptoticPValue,
        int simulations,
        int exceedances,
        double simulatedPValue,
        double simulatedPValueLow,
        double simulatedPValueHigh,
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
        SimulatedPValue monteCarlo = test == null ? null : test.monteCarlo();
        SimulatedPValue confirmation = test == null ? null : test.confirmation();
        SkipReason skipped = result.skipReason();
        return new ProbesetRow(
                probesetId,
                result.method().label(),
                test == null ? Double.NaN : test.chiSquared(),
                test == null ? 0 : test.degreesOfFreedom(),
                test == null ? Double.NaN : test.pValue(),
                test == null ? Double.NaN : test.lnPValue(),
                number(monteCarlo, of -> of.interval().low()),
                number(monteCarlo, of -> of.interval().high()),
                monteCarlo != null && monteCarlo.isAtFloor(),
                test == null ? Double.NaN : test.asymptotic().value(),
                test == null ? 0 : test.simulations(),
                monteCarlo == null ? 0 : monteCarlo.exceedances(),
                number(confirmation, SimulatedPValue::value),
                number(confirmation, of -> of.interval().low()),
                number(confirmation, of -> of.interval().high()),
                result.nBatches(),
                result.totalSamples(),
                result.minExpectedCount(),
                result.excludedGenotypes().stream().sorted().map(Genotype::name).toList(),
                skipped == null ? null : skipped.message());
    }

    private static double number(@Nullable SimulatedPValue of, ToDoubleFunction<SimulatedPValue> number) {
        return of == null ? Double.NaN : number.applyAsDouble(of);
    }
}

package org.genoqc.homogeneity.library;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.genoqc.homogeneity.counts.ProbesetPlace;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.library.ProbesetRows.Assessed;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.SimulatedPValue;
import org.genoqc.homogeneity.statistics.TestResult;
import org.genoqc.homogeneity.table.Genotype;
import org.genoqc.homogeneity.table.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * The result for one probeset: a row of the result TSV. What only a full analysis finds out is NaN, 0 or null of a basic one.
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
 * @param pValueCalls of the test of AA, AB and BB alone; NaN where there is nothing to compare
 * @param methodCalls of that test, as {@code method}
 * @param pValueNocalls of the test of called against NC; NaN where there is nothing to compare
 * @param methodNocalls of that test, as {@code method}
 * @param callRate the share of samples with a call; NaN where there are no samples
 * @param maf the frequency of the rarer allele among the calls; NaN where there are none
 * @param cramersV Cramer's V of AA, AB and BB, corrected for bias; NaN where there is nothing to compare
 * @param largestFrequencyDifference the largest difference of a genotyping batch's allele frequency from that of the rest,
 *     absolute
 * @param largestNocallDifference the same of the share of missing calls
 * @param nFindings the genotyping batches that are findings
 * @param worstBatch the genotyping batch that differs most from the rest; null where there is none
 * @param pValueWithoutWorst of the test repeated without that batch; NaN where {@code pValue} is not below 0.05, or nothing
 *     is left to test
 * @param pValueBenjaminiHochberg {@code pValue} adjusted for the number of tests: of the rows at or below q, the share q is
 *     expected to be wrong
 * @param pValueBonferroni {@code pValue} times the number of tests, at most 1
 * @param chromosome that the annotation has it on: X, Y, XY (pseudo-autosomal) and MT as such; null where it is not known
 * @param position on the chromosome; -1 where it is not known
 * @param snpId what the SNP is called; null where it has no name
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
        @Nullable String skipReason,
        double pValueCalls,
        @Nullable String methodCalls,
        double pValueNocalls,
        @Nullable String methodNocalls,
        double callRate,
        double maf,
        double cramersV,
        double largestFrequencyDifference,
        double largestNocallDifference,
        int nFindings,
        @Nullable String worstBatch,
        double pValueWithoutWorst,
        double pValueBenjaminiHochberg,
        double pValueBonferroni,
        @Nullable String chromosome,
        int position,
        @Nullable String snpId) {

    public ProbesetRow {
        excludedGenotypes = List.copyOf(excludedGenotypes);
    }

    static ProbesetRow of(String probesetId, ProbesetResult result, @Nullable Assessed assessed, ProbesetPlace place) {
        TestResult test = result.test();
        SimulatedPValue monteCarlo = test == null ? null : test.monteCarlo();
        SimulatedPValue confirmation = test == null ? null : test.confirmation();
        SkipReason skipped = result.skipReason();
        ProbesetAssessment assessment = assessed == null ? null : assessed.assessment();
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
                skipped == null ? null : skipped.message(),
                number(assessment, of -> of.calls().pValue()),
                assessment == null ? null : assessment.calls().method().label(),
                number(assessment, of -> of.nocalls().pValue()),
                assessment == null ? null : assessment.nocalls().method().label(),
                number(assessment, ProbesetAssessment::callRate),
                number(assessment, ProbesetAssessment::maf),
                number(assessment, ProbesetAssessment::cramersV),
                number(assessment, ProbesetAssessment::largestFrequencyDifference),
                number(assessment, ProbesetAssessment::largestNocallDifference),
                assessment == null ? 0 : assessment.findings().size(),
                assessed == null ? null : assessed.worstBatch(),
                number(assessment, ProbesetAssessment::pValueWithoutWorst),
                number(assessed, Assessed::benjaminiHochberg),
                number(assessed, Assessed::bonferroni),
                textOrNull(place.chromosome()),
                place.position(),
                textOrNull(place.snpId()));
    }

    private static @Nullable String textOrNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static <T> double number(@Nullable T of, ToDoubleFunction<T> number) {
        return of == null ? Double.NaN : number.applyAsDouble(of);
    }
}

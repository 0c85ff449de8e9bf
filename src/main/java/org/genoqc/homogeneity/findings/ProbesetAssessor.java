package org.genoqc.homogeneity.findings;

import java.util.List;
import java.util.function.Function;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.counts.StratumCounts;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.TestResult;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * Assesses the probesets of a data set: component tests, each genotyping batch against the rest, effects. What it says of a
 * probeset does not depend on the others. Thread-safe.
 */
public final class ProbesetAssessor {

    private static final long BYTES_PER_PROBESET = 256;
    private static final long BYTES_PER_FINDING = 256;

    /** About what a row of a probeset takes, its share of the component tests included. */
    public static final double NANOS_PER_ROW = 3_000;

    private final ProbesetCounts counts;
    private final double findingsAlpha;
    private final ComponentTest components;
    private final HeapBudget.Share heap;

    /** @param heap what the heap of assessments is taken from */
    public ProbesetAssessor(ProbesetCounts counts, TestParameters parameters, HeapBudget.Share heap) {
        this.counts = counts;
        this.findingsAlpha = parameters.findingsAlpha();
        this.components = new ComponentTest(parameters);
        this.heap = heap;
    }

    /**
     * Assesses a probeset.
     *
     * @param result of the test of the probeset
     * @throws HeapBudgetExceededException if there is no room for what is found
     */
    public ProbesetAssessment assess(int probeset, ProbesetResult result) throws HeapBudgetExceededException {
        if (result.skipReason() == SkipReason.SEX_CHROMOSOME) {
            takeHeapFor(List.of());
            return ProbesetAssessment.notTested(GenotypeCounts.ofColumns(counts.table(probeset)));
        }
        List<StratumCounts> strata = counts.byStratum(probeset);
        ProbesetFindings pairs = ProbesetFindings.of(probeset, strata, findingsAlpha);
        takeHeapFor(pairs.findings());
        return new ProbesetAssessment(
                test(strata, stratum -> Components.calls(stratum.table())),
                test(strata, stratum -> Components.calledAgainstMissing(stratum.table())),
                pairs.callRate(),
                pairs.maf(),
                pairs.cramersV(),
                pairs.largestFrequencyDifference(),
                pairs.largestNocallDifference(),
                pairs.worstBatch(),
                pValueWithout(pairs.worstBatch(), strata, result.test()),
                pairs.findings());
    }

    /**
     * Takes the heap of an assessment that was made earlier.
     *
     * @throws HeapBudgetExceededException if there is no room for it
     */
    public void restore(ProbesetAssessment assessment) throws HeapBudgetExceededException {
        takeHeapFor(assessment.findings());
    }

    private void takeHeapFor(List<Finding> findings) throws HeapBudgetExceededException {
        heap.take(BYTES_PER_PROBESET + BYTES_PER_FINDING * findings.size());
    }

    private ComponentResult test(List<StratumCounts> strata, Function<StratumCounts, ContingencyTable> component) {
        return components.test(strata.stream().map(component).toList());
    }

    private double pValueWithout(int worstBatch, List<StratumCounts> strata, @Nullable TestResult test) {
        return worstBatch == ProbesetAssessment.NO_BATCH
                        || test == null
                        || test.lnPValue() >= Math.log(TestResult.SIGNIFICANCE_LEVEL)
                ? Double.NaN
                : test(strata, stratum -> Components.without(worstBatch, stratum))
                        .pValue();
    }
}

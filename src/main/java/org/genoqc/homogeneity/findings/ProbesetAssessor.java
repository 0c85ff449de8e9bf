package org.genoqc.homogeneity.findings;

import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.TestResult;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.Genotype;

/**
 * Assesses the probesets of a data set: component tests, each genotyping batch against the rest, effects. What it says of a
 * probeset does not depend on the others. Thread-safe.
 */
public record ProbesetAssessor(ProbesetCounts counts, TestParameters parameters) {

    /** A probeset is significant if its p-value is below this. */
    public static final double SIGNIFICANCE_LEVEL = 0.05;

    /** @param result of the test of the probeset */
    public ProbesetAssessment assess(int probeset, ProbesetResult result) {
        ContingencyTable table = counts.table(probeset);
        PairFindings pairs = PairFindings.of(
                probeset, row -> counts.genotypingBatch(probeset, row), table, parameters.findingsAlpha());
        return new ProbesetAssessment(
                ComponentTest.of(calls(table), parameters),
                ComponentTest.of(calledAgainstMissing(table), parameters),
                pairs.callRate(),
                pairs.maf(),
                pairs.cramersV(),
                pairs.largestFrequencyDifference(),
                pairs.largestNocallDifference(),
                pairs.worstRow() < 0 ? ProbesetAssessment.NO_BATCH : counts.genotypingBatch(probeset, pairs.worstRow()),
                pValueWithout(pairs.worstRow(), table, result.test()),
                pairs.findings());
    }

    private double pValueWithout(int worstRow, ContingencyTable table, TestResult test) {
        return worstRow < 0 || test == null || test.lnPValue() >= Math.log(SIGNIFICANCE_LEVEL)
                ? Double.NaN
                : ComponentTest.of(without(worstRow, table), parameters).pValue();
    }

    private static ContingencyTable calls(ContingencyTable table) {
        int columns = Genotype.NC.ordinal();
        long[] counts = new long[table.rows() * columns];
        for (int row = 0; row < table.rows(); row++) {
            for (int column = 0; column < columns; column++) {
                counts[row * columns + column] = table.count(row, column);
            }
        }
        return ContingencyTable.of(columns, counts);
    }

    private static ContingencyTable calledAgainstMissing(ContingencyTable table) {
        long[] counts = new long[table.rows() * 2];
        for (int row = 0; row < table.rows(); row++) {
            long missing = table.count(row, Genotype.NC.ordinal());
            counts[2 * row] = table.rowTotal(row) - missing;
            counts[2 * row + 1] = missing;
        }
        return ContingencyTable.of(2, counts);
    }

    private static ContingencyTable without(int row, ContingencyTable table) {
        long[] all = table.counts();
        long[] others = new long[all.length - Genotype.COUNT];
        System.arraycopy(all, 0, others, 0, row * Genotype.COUNT);
        System.arraycopy(
                all, (row + 1) * Genotype.COUNT, others, row * Genotype.COUNT, others.length - row * Genotype.COUNT);
        return ContingencyTable.of(Genotype.COUNT, others);
    }
}

package org.genoqc.homogeneity.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * Each genotyping batch of a probeset against the rest, and what of a {@link ProbesetAssessment} follows from that.
 *
 * @param findings in the order of the rows
 * @param worstRow the row with the largest chi-squared of its four counts against the rest, the first of several; -1 where
 *     no row differs from the rest
 * @param largestFrequencyDifference of the B allele, absolute; NaN where there is nothing to compare
 * @param largestNocallDifference of the share of missing calls, absolute; NaN where there is nothing to compare
 * @param callRate the share of samples with a call; NaN where there are no samples
 * @param maf the frequency of the rarer allele among the calls; NaN where there are none
 * @param cramersV of AA, AB and BB, corrected for bias; NaN where there is nothing to compare
 */
public record ProbesetFindings(
        List<Finding> findings,
        int worstRow,
        double largestFrequencyDifference,
        double largestNocallDifference,
        double callRate,
        double maf,
        double cramersV) {

    /**
     * Those of a probeset.
     *
     * @param probeset its number among those of the data set
     * @param genotypingBatchOfRow the number of the genotyping batch that has a row
     * @param table all rows as they are, with the four genotypes as columns
     * @param alpha a p-value at or below it is a finding
     */
    public static ProbesetFindings of(
            int probeset, IntUnaryOperator genotypingBatchOfRow, ContingencyTable table, double alpha) {
        GenotypeCounts all = GenotypeCounts.ofColumns(table);
        List<Finding> findings = new ArrayList<>();
        Largest worst = new Largest();
        Largest frequency = new Largest();
        Largest nocalls = new Largest();
        for (int row = 0; row < table.rows(); row++) {
            GenotypeCounts batch = GenotypeCounts.ofRow(table, row);
            BatchAgainstRest pair = new BatchAgainstRest(batch, all.minus(batch));
            worst.take(row, pair.chiSquared());
            frequency.take(row, Math.abs(pair.frequencyDifference()));
            nocalls.take(row, Math.abs(pair.nocallDifference()));
            Finding finding = pair.finding(probeset, genotypingBatchOfRow.applyAsInt(row), alpha);
            if (finding != null) {
                findings.add(finding);
            }
        }
        return new ProbesetFindings(
                findings,
                worst.value > 0 ? worst.row : ProbesetAssessment.NO_BATCH,
                frequency.value,
                nocalls.value,
                (double) all.called() / all.samples(),
                Math.min(all.alleleFrequency(), 1 - all.alleleFrequency()),
                CramersV.of(Components.calls(table)));
    }

    /** The largest of some values and the first row that has it. */
    private static final class Largest {

        private int row = ProbesetAssessment.NO_BATCH;
        private double value = Double.NaN;

        void take(int at, double candidate) {
            if (candidate > value || Double.isNaN(value) && !Double.isNaN(candidate)) {
                row = at;
                value = candidate;
            }
        }
    }
}

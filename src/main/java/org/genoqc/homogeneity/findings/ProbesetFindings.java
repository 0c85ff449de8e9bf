package org.genoqc.homogeneity.findings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.genoqc.homogeneity.counts.StratumCounts;
import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * Each genotyping batch of a probeset against the rest, in each stratum by itself where there are several, and what of a
 * {@link ProbesetAssessment} follows from that.
 *
 * @param findings in the order of the genotyping batches, then of the strata
 * @param worstBatch the number of the genotyping batch with the largest chi-squared of its four counts against the rest, the
 *     sum over the strata; the first of several; {@link ProbesetAssessment#NO_BATCH} where none differs from the rest
 * @param largestFrequencyDifference of the B allele, absolute; NaN where there is nothing to compare
 * @param largestNocallDifference of the share of missing calls, absolute; NaN where there is nothing to compare
 * @param callRate the share of samples with a call; NaN where there are no samples
 * @param maf the frequency of the rarer allele among the calls; NaN where there are none
 * @param cramersV of AA, AB and BB, corrected for bias; NaN where there is nothing to compare
 */
public record ProbesetFindings(
        List<Finding> findings,
        int worstBatch,
        double largestFrequencyDifference,
        double largestNocallDifference,
        double callRate,
        double maf,
        double cramersV) {

    private static final Comparator<Finding> ORDER =
            Comparator.comparingInt(Finding::genotypingBatch).thenComparingInt(Finding::stratum);

    /**
     * Those of a probeset.
     *
     * @param probeset its number among those of the data set
     * @param strata all rows as they are
     * @param alpha a p-value at or below it is a finding
     */
    public static ProbesetFindings of(int probeset, List<StratumCounts> strata, double alpha) {
        List<Finding> findings = new ArrayList<>();
        Largest worst = new Largest();
        // of each genotyping batch, where there are several strata
        SortedMap<Integer, Double> sums = new TreeMap<>();
        Largest frequency = new Largest();
        Largest nocalls = new Largest();
        GenotypeCounts all = new GenotypeCounts(0, 0, 0, 0);
        for (StratumCounts stratum : strata) {
            ContingencyTable table = stratum.table();
            GenotypeCounts inStratum = GenotypeCounts.ofColumns(table);
            all = all.plus(inStratum);
            for (int row = 0; row < table.rows(); row++) {
                GenotypeCounts batch = GenotypeCounts.ofRow(table, row);
                BatchAgainstRest pair = new BatchAgainstRest(batch, inStratum.minus(batch));
                int genotypingBatch = stratum.genotypingBatch(row);
                if (strata.size() == 1) {
                    worst.take(genotypingBatch, pair.chiSquared());
                } else {
                    sums.merge(genotypingBatch, pair.chiSquared(), Double::sum);
                }
                frequency.take(genotypingBatch, Math.abs(pair.frequencyDifference()));
                nocalls.take(genotypingBatch, Math.abs(pair.nocallDifference()));
                Finding finding = pair.finding(probeset, genotypingBatch, stratum.stratum(), alpha);
                if (finding != null) {
                    findings.add(finding);
                }
            }
        }
        findings.sort(ORDER);
        sums.forEach(worst::take);
        return new ProbesetFindings(
                findings,
                worst.value > 0 ? worst.batch : ProbesetAssessment.NO_BATCH,
                frequency.value,
                nocalls.value,
                (double) all.called() / all.samples(),
                Math.min(all.alleleFrequency(), 1 - all.alleleFrequency()),
                CramersV.ofStrata(strata.stream()
                        .map(stratum -> Components.calls(stratum.table()))
                        .toList()));
    }

    /** The largest of some values and the first genotyping batch that has it. */
    private static final class Largest {

        private int batch = ProbesetAssessment.NO_BATCH;
        private double value = Double.NaN;

        void take(int of, double candidate) {
            if (candidate > value || Double.isNaN(value) && !Double.isNaN(candidate)) {
                batch = of;
                value = candidate;
            }
        }
    }
}

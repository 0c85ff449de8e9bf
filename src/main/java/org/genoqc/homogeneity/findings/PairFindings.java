package org.genoqc.homogeneity.findings;

import java.util.List;
import java.util.function.IntUnaryOperator;
import org.genoqc.homogeneity.table.ContingencyTable;

record PairFindings(
        double callRate,
        double maf,
        double cramersV,
        double largestFrequencyDifference,
        double largestNocallDifference,
        int worstRow,
        List<Finding> findings) {

    static PairFindings of(int probeset, IntUnaryOperator genotypingBatch, ContingencyTable table, double alpha) {
        GenotypeCounts all = GenotypeCounts.ofColumns(table);
        return new PairFindings(
                1 - all.nocallRate(),
                Math.min(all.alleleFrequency(), 1 - all.alleleFrequency()),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                -1,
                List.of());
    }
}

package org.genoqc.homogeneity.findings;

import java.util.List;
import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * Cramer's V corrected for bias (Bergsma 2013, A bias-correction for Cramer's V and Tschuprow's T): 0 where rows differ no
 * more than by chance, 1 where a row knows its column.
 */
final class CramersV {

    private CramersV() {}

    /**
     * That of a table, whose empty rows and columns do not count.
     *
     * @return in [0, 1]; NaN where fewer than two rows or columns have samples, or too few samples for the correction
     */
    static double of(ContingencyTable counts) {
        ContingencyTable table = counts.withoutEmptyRowsAndColumns();
        if (table.degreesOfFreedom() == 0) {
            return Double.NaN;
        }
        double others = table.total() - 1.0;
        double association = table.chiSquared() / table.total() - table.degreesOfFreedom() / others;
        double smaller = Math.min(corrected(table.rows(), others), corrected(table.columns(), others)) - 1;
        return smaller > 0 ? Math.min(1, Math.sqrt(Math.max(0, association) / smaller)) : Double.NaN;
    }

    /**
     * The mean over strata, weighted by their samples; that of the table where there is one.
     *
     * @return in [0, 1]; NaN where no stratum has a value
     */
    static double ofStrata(List<ContingencyTable> strata) {
        if (strata.size() == 1) {
            return of(strata.getFirst());
        }
        double sum = 0;
        double samples = 0;
        for (ContingencyTable table : strata) {
            double value = of(table);
            if (!Double.isNaN(value)) {
                sum += value * table.total();
                samples += table.total();
            }
        }
        return samples == 0 ? Double.NaN : sum / samples;
    }

    private static double corrected(double size, double others) {
        return size - (size - 1) * (size - 1) / others;
    }
}

package org.genoqc.homogeneity.findings;

import org.genoqc.homogeneity.counts.StratumCounts;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.Genotype;

/** Parts of a probeset's table, whose columns are the four genotypes. */
final class Components {

    private Components() {}

    /** AA, AB and BB. */
    static ContingencyTable calls(ContingencyTable table) {
        int columns = Genotype.NC.column();
        long[] counts = new long[table.rows() * columns];
        for (int row = 0; row < table.rows(); row++) {
            for (int column = 0; column < columns; column++) {
                counts[row * columns + column] = table.count(row, column);
            }
        }
        return ContingencyTable.of(columns, counts);
    }

    /** Called, whatever the genotype, and NC. */
    static ContingencyTable calledAgainstMissing(ContingencyTable table) {
        long[] counts = new long[table.rows() * 2];
        for (int row = 0; row < table.rows(); row++) {
            long missing = table.count(row, Genotype.NC.column());
            counts[2 * row] = table.rowTotal(row) - missing;
            counts[2 * row + 1] = missing;
        }
        return ContingencyTable.of(2, counts);
    }

    /** All rows but that of a genotyping batch. */
    static ContingencyTable without(int genotypingBatch, StratumCounts stratum) {
        ContingencyTable table = stratum.table();
        for (int row = 0; row < table.rows(); row++) {
            if (stratum.genotypingBatch(row) == genotypingBatch) {
                return withoutRow(row, table);
            }
        }
        return table;
    }

    private static ContingencyTable withoutRow(int row, ContingencyTable table) {
        long[] all = table.counts();
        long[] others = new long[all.length - Genotype.COUNT];
        System.arraycopy(all, 0, others, 0, row * Genotype.COUNT);
        System.arraycopy(
                all, (row + 1) * Genotype.COUNT, others, row * Genotype.COUNT, others.length - row * Genotype.COUNT);
        return ContingencyTable.of(Genotype.COUNT, others);
    }
}

package org.genoqc.homogeneity.counts;

import org.genoqc.homogeneity.table.ContingencyTable;

/** The counts of a probeset in one stratum; all of them where the data has no strata. Immutable. */
public final class StratumCounts {

    /** In the place of a stratum's number where the data has no strata. */
    public static final int NONE = -1;

    private final int stratum;
    private final ContingencyTable table;
    private final int[] genotypingBatches;

    private StratumCounts(int stratum, ContingencyTable table, int[] genotypingBatches) {
        this.stratum = stratum;
        this.table = table;
        this.genotypingBatches = genotypingBatches;
    }

    /**
     * Counts.
     *
     * @param stratum its number, or {@link #NONE}
     * @param table with the four genotypes as columns
     * @param genotypingBatches the number of that of each row
     */
    public static StratumCounts of(int stratum, ContingencyTable table, int... genotypingBatches) {
        if (genotypingBatches.length != table.rows()) {
            throw new IllegalArgumentException(
                    table.rows() + " rows, and " + genotypingBatches.length + " genotyping batches");
        }
        return new StratumCounts(stratum, table, genotypingBatches.clone());
    }

    /** The number of the stratum, or {@link #NONE}. */
    public int stratum() {
        return stratum;
    }

    /** The counts as they are, columns AA, AB, BB, NC; empty rows and columns included. */
    public ContingencyTable table() {
        return table;
    }

    /** The genotyping batch that a row of the table is of. */
    public int genotypingBatch(int row) {
        return genotypingBatches[row];
    }
}

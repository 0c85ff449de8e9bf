package org.genoqc.homogeneity.counts;

import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.Genotype;

/** What the counts of a line of PLINK have to do with each other and with the alleles. */
final class LineCounts {

    /** Whether two alleles can have these counts. */
    enum Fit {
        GOOD,
        /** Both are the same. */
        SAME,
        /** The first has no name, yet samples have it. */
        FIRST_UNKNOWN,
        SECOND_UNKNOWN
    }

    private LineCounts() {}

    /**
     * Adds the four counts of haploid samples, which come after the first four, to these: genotyping software calls such a
     * sample a homozygote.
     *
     * @return whether the sums are at most {@link ContingencyTable#MAX_COUNT}
     */
    static boolean addHaploid(long[] counts) {
        boolean fits = true;
        for (int genotype = 0; genotype < Genotype.COUNT; genotype++) {
            counts[genotype] += counts[Genotype.COUNT + genotype];
            fits &= counts[genotype] <= ContingencyTable.MAX_COUNT;
        }
        return fits;
    }

    /**
     * Whether alleles can have the counts of AA, AB and BB.
     *
     * @param first the number of that of AA in a pool of {@link AlleleNames}
     * @param second that of BB
     */
    static Fit fit(int first, int second, long[] counts) {
        if (first == second && !AlleleNames.isUnknown(first)) {
            return Fit.SAME;
        }
        if (AlleleNames.isUnknown(first) && counts[0] + counts[1] > 0) {
            return Fit.FIRST_UNKNOWN;
        }
        return AlleleNames.isUnknown(second) && counts[1] + counts[2] > 0 ? Fit.SECOND_UNKNOWN : Fit.GOOD;
    }
}

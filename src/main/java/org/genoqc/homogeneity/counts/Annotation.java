package org.genoqc.homogeneity.counts;

import java.util.List;

/**
 * Where the probesets of a data set are, and what their SNPs are called, in arrays by the numbers that their ids have in the
 * pool: 10 bytes a probeset, and the names of the SNPs.
 *
 * @param chromosomes by probeset, the place of its name among {@code names}; 0 where it is not known
 * @param names of chromosomes; the first is empty
 * @param positions by probeset, from 0; {@link #NO_POSITION} where it is not known
 * @param snps by probeset, one more than the number of its SNP in the pool; 0 where it is not known; none at all where nothing
 *     is said of them
 * @param warnings what may surprise, in sentences
 */
@SuppressWarnings("ArrayRecordComponent") // is compared by nobody, and seen in this package alone
record Annotation(
        char[] chromosomes, String[] names, int[] positions, int[] snps, IdPool snpIds, List<String> warnings) {

    static final int NO_POSITION = -1;

    Annotation {
        warnings = List.copyOf(warnings);
    }

    /** Empty where it is not known. */
    String chromosome(int probeset) {
        return names[chromosomes[probeset]];
    }

    /** Empty where it is not known. */
    String snpId(int probeset) {
        return snps.length == 0 || snps[probeset] == 0 ? "" : snpIds.text(snps[probeset] - 1);
    }
}

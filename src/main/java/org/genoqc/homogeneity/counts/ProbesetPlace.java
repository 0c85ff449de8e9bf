package org.genoqc.homogeneity.counts;

import java.util.List;

/**
 * Where a probeset is, and what its SNP is called, as the annotation says.
 *
 * @param chromosome without {@code chr}; X, Y, XY (pseudo-autosomal) and MT as such; empty where it is not known
 * @param position on the chromosome, as it was given; -1 where it is not known
 * @param snpId empty where there is none
 */
public record ProbesetPlace(String chromosome, int position, String snpId) {

    /** The columns of a table that has it. */
    public static final List<String> COLUMNS = List.of("chromosome", "position", "snp_id");

    /** Of a probeset of which nothing is known. */
    public static final ProbesetPlace UNKNOWN = new ProbesetPlace("", Annotation.NO_POSITION, "");

    /** Whether it is on X, on Y or in the mitochondria, where genotypes depend on the sex; the pseudo-autosomal XY is not. */
    public boolean isOnSexChromosome() {
        return ChromosomeNames.isSex(chromosome);
    }

    /** The fields of {@link #COLUMNS}: a missing number is {@code NaN}, a missing text empty. */
    public List<String> fields() {
        return List.of(chromosome, hasPosition() ? Integer.toString(position) : "NaN", snpId);
    }

    public boolean hasPosition() {
        return position != Annotation.NO_POSITION;
    }

    /** Whether it is a chromosome of that kind, by its name as in a result. */
    public static boolean isSexChromosome(String chromosome) {
        return ChromosomeNames.isSex(chromosome);
    }
}

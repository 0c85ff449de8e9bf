package org.genoqc.homogeneity.counts;

import java.util.Set;

/** Chromosomes and positions as annotations and the files of PLINK write them. */
final class PlaceText {

    private static final int MAX_CHROMOSOME_LENGTH = 64;

    static final String RULE_OF_CHROMOSOMES =
            "a chromosome must be a name of at most " + MAX_CHROMOSOME_LENGTH + " characters without spaces";
    static final String RULE_OF_POSITIONS = "a position must be a whole number from 0 to " + Integer.MAX_VALUE;

    static final int NOT_A_POSITION = -2;

    /** As this program, Axiom, VCF and data frames write what is missing. */
    private static final Set<String> MISSING = Set.of("", "---", ".", "NA");

    /** The chromosome of what PLINK has no place for. */
    private static final String UNPLACED = "0";

    private PlaceText() {}

    /** Whether a field of any kind says that it is not known. */
    static boolean isMissing(String text) {
        return MISSING.contains(text);
    }

    /** Whether no chromosome is known. */
    static boolean isNoChromosome(String text) {
        return text.equals(UNPLACED) || isMissing(text);
    }

    /** Whether it can be a chromosome, or says that none is known. */
    static boolean isChromosome(String text) {
        return text.length() <= MAX_CHROMOSOME_LENGTH
                && text.chars().allMatch(c -> c > ' ' && !Character.isISOControl(c));
    }

    /** The position, {@link Annotation#NO_POSITION} where it is missing, or {@link #NOT_A_POSITION}. */
    static int position(String text) {
        if (isMissing(text)) {
            return Annotation.NO_POSITION;
        }
        long position = CountText.parse(text);
        return position < 0 || position > Integer.MAX_VALUE ? NOT_A_POSITION : (int) position;
    }
}

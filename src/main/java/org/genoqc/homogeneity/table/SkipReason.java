package org.genoqc.homogeneity.table;

/** Why a probeset was not tested. */
public enum SkipReason {
    ALL_ZERO("All genotype columns are zero"),
    ONE_BATCH("Fewer than two genotyping batches with samples: no degree of freedom"),
    ONE_GENOTYPE("Fewer than two genotypes with samples: no degree of freedom"),
    NO_STRATUM("No stratum with two genotyping batches and two genotypes: no degree of freedom"),
    /** By choice, not for its counts. */
    SEX_CHROMOSOME("On X, Y or MT: left out by sex_chromosomes=skip");

    private final String message;

    SkipReason(String message) {
        this.message = message;
    }

    public String message() {
        return message;
    }
}

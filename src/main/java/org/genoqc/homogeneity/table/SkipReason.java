package org.genoqc.homogeneity.table;

/** Why a probeset was not tested. */
public enum SkipReason {
    ALL_ZERO("All genotype columns are zero"),
    ONE_BATCH("Fewer than two genotyping batches with samples: no degree of freedom"),
    ONE_GENOTYPE("Fewer than two genotypes with samples: no degree of freedom");

    private final String message;

    SkipReason(String message) {
        this.message = message;
    }

    public String message() {
        return message;
    }
}

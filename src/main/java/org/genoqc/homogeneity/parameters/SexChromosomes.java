package org.genoqc.homogeneity.parameters;

import java.util.Locale;

/**
 * What becomes of the probesets that the annotation has on X, on Y or in the mitochondria. In neither case do they take part
 * in lambda, Hardy-Weinberg p-values and the report card: genotyping batches of different sex ratio differ there for no fault
 * of the array.
 */
public enum SexChromosomes {
    /** They are tested, and have rows and findings, as all others. */
    REPORT,
    /** They are not tested. */
    SKIP;

    /** As written in parameters: {@code report}, {@code skip}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The choice with this label.
     *
     * @throws ParameterException if there is none
     */
    public static SexChromosomes ofLabel(String label) {
        return Parameter.labelled(values(), SexChromosomes::label, label, "sex_chromosomes", "report or skip");
    }
}

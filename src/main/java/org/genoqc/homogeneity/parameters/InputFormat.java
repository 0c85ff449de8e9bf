package org.genoqc.homogeneity.parameters;

import java.util.Locale;

/** How the files of a data set are written. */
public enum InputFormat {
    /** Whatever the header of each file says. */
    AUTO,
    /** A row for each probeset and genotyping batch: {@code probeset_id}, {@code batch_name}, {@code n_AA} and so on. */
    TSV,
    /** {@code Ps.performance.txt} of Axiom's genotyping software, a file for each genotyping batch. */
    AXIOM,
    /** {@code --geno-counts} of PLINK 2, a file for each genotyping batch. */
    GCOUNT,
    /** {@code --freqx} of PLINK 1.9, a file for each genotyping batch. */
    FRQX,
    /** A row for each probeset, with four columns for each genotyping batch. */
    WIDE;

    /** As written in parameters: {@code auto}, {@code tsv}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether all rows of a file are of one genotyping batch, which the file does not name. */
    public boolean hasBatchPerFile() {
        return this == AXIOM || this == GCOUNT || this == FRQX;
    }

    /** Whether files of it say on which chromosome probesets are. */
    public boolean hasChromosomes() {
        return this == GCOUNT || this == FRQX;
    }

    /**
     * The format with this label.
     *
     * @throws ParameterException if there is none
     */
    public static InputFormat ofLabel(String label) {
        return Parameter.labelled(
                values(), InputFormat::label, label, "format", "auto, tsv, axiom, gcount, frqx or wide");
    }
}

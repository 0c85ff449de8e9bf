package org.genoqc.homogeneity.findings;

import java.util.Arrays;
import java.util.Optional;

/** What a rule can set a limit to. P-values must be below it, differences at least it. */
enum Quantity {
    /** The smaller of the two below. */
    P("p", true, true),
    /** Batch against rest, by AA, AB and BB. */
    CALLS_P("calls_p", true, true),
    /** Batch against rest, by called and NC. */
    NOCALLS_P("nocalls_p", true, true),
    /** Of B, absolute. */
    FREQUENCY_DIFFERENCE("frequency_difference", true, false),
    /** Of AB among the calls, absolute. */
    HETEROZYGOTE_DIFFERENCE("heterozygote_difference", true, false),
    /** By how much the share of missing calls is larger than in the rest. */
    NOCALL_DIFFERENCE("nocall_difference", true, false),
    /** That of both tests of a pair together; what {@code fdr} is taken of. */
    PAIR_P("pair_p", true, true),
    /** That of both component tests of a probeset together; what {@code probeset_fdr} is taken of. */
    PROBESET_P("probeset_p", false, true),
    /** All genotyping batches, by AA, AB and BB. */
    PROBESET_CALLS_P("probeset_calls_p", false, true),
    /** All genotyping batches, by called and NC. */
    PROBESET_NOCALLS_P("probeset_nocalls_p", false, true);

    private final String label;
    private final boolean isOfPair;
    private final boolean isPValue;

    Quantity(String label, boolean isOfPair, boolean isPValue) {
        this.label = label;
        this.isOfPair = isOfPair;
        this.isPValue = isPValue;
    }

    static Optional<Quantity> labelled(String label) {
        return Arrays.stream(values()).filter(of -> of.label.equals(label)).findFirst();
    }

    String label() {
        return label;
    }

    /** Whether it is of a probeset in a genotyping batch; else of a probeset as a whole. */
    boolean isOfPair() {
        return isOfPair;
    }

    /** Whether its values are natural logarithms of p-values. */
    boolean isPValue() {
        return isPValue;
    }
}

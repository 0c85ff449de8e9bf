package org.genoqc.homogeneity.parameters;

import java.util.Locale;

/** Where the random numbers of a Monte Carlo test come from. */
public enum Streams {
    /**
     * Probesets with the same row totals share permutations, up to a stated size of the table: fast. The tables of one
     * probeset are independent exact draws; the simulation errors of different probesets are correlated.
     */
    SHARED,
    /** Every probeset has its own stream. */
    INDEPENDENT;

    /** As written in parameters: {@code shared}, {@code independent}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The streams with this label.
     *
     * @throws ParameterException if there are none
     */
    public static Streams ofLabel(String label) {
        return Parameter.labelled(values(), Streams::label, label, "streams", "shared or independent");
    }
}

package org.genoqc.homogeneity.parameters;

import java.util.Locale;

/** How much is found out about each probeset. */
public enum Analysis {
    /** The two-tier test, each genotyping batch against the rest, tests of calls and of missing calls, effects. */
    FULL,
    /** The two-tier test alone. */
    BASIC;

    /** As written in parameters: {@code full}, {@code basic}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The analysis with this label.
     *
     * @throws ParameterException if there is none
     */
    public static Analysis ofLabel(String label) {
        return Parameter.labelled(values(), Analysis::label, label, "analysis", "full or basic");
    }
}

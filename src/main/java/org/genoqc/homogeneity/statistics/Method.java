package org.genoqc.homogeneity.statistics;

import java.util.Locale;

/** How a probeset was tested. */
public enum Method {
    /** Pearson's chi-squared against its asymptotic distribution. */
    STANDARD,
    /** Pearson's chi-squared against simulated tables. */
    MONTE_CARLO,
    /** Not at all: there was nothing to test. */
    SKIPPED;

    /** As written in results, responses and metrics: {@code standard}, {@code monte_carlo}, {@code skipped}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

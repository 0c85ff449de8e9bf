package org.genoqc.homogeneity.statistics;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.genoqc.homogeneity.table.CleanedTable;

/** How a probeset was tested. */
public enum Method {
    /** Pearson's chi-squared against its asymptotic distribution. */
    STANDARD,
    /** Pearson's chi-squared against simulated tables. */
    MONTE_CARLO,
    /** Not at all: there was nothing to test. */
    SKIPPED;

    /** The method that serves a table. */
    public static Method of(CleanedTable cleaned, double minExpectedCount) {
        if (cleaned.skipReason() != null) {
            return SKIPPED;
        }
        return cleaned.tested().everyExpectedCountIsAtLeast(minExpectedCount) ? STANDARD : MONTE_CARLO;
    }

    /** That with this label; empty where there is none. */
    public static Optional<Method> labelled(String label) {
        return Arrays.stream(values())
                .filter(method -> method.label().equals(label))
                .findFirst();
    }

    /** As written in results, responses and metrics: {@code standard}, {@code monte_carlo}, {@code skipped}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

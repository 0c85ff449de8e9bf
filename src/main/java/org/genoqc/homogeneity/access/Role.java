package org.genoqc.homogeneity.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a principal may do. One may have several roles, and may do then what any of them allows. */
public enum Role {
    /** Submits jobs; sees, cancels and removes those that it submitted. */
    SUBMITTER,
    /** Sees the jobs of all, changes nothing. */
    VIEWER,
    /** Does everything with the jobs of all; sees metrics and the other endpoints of the actuator. */
    OPERATOR;

    /** As written in keys files and tokens: {@code submitter}, {@code viewer}, {@code operator}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }
}

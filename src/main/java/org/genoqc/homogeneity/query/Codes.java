package org.genoqc.homogeneity.query;

import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.statistics.Method;

/** What stands for methods and kinds in an index; a change needs another version of it. */
final class Codes {

    private Codes() {}

    static byte of(Method method) {
        return switch (method) {
            case STANDARD -> 1;
            case MONTE_CARLO -> 2;
            case SKIPPED -> 3;
        };
    }

    /** The bit of a kind. */
    static int bit(FindingKind kind) {
        return switch (kind) {
            case CALLS -> 1;
            case NOCALLS -> 1 << 1;
            case SWAPPED_ALLELES -> 1 << 2;
            case COLLAPSED_CLUSTER -> 1 << 3;
        };
    }
}

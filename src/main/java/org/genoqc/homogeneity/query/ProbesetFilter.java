package org.genoqc.homogeneity.query;

import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.statistics.Method;
import org.jspecify.annotations.Nullable;

/**
 * Which probesets are wanted: those that all that is given holds for.
 *
 * @param prefix with which the id begins; empty for all
 * @param method by which it was tested
 * @param kind of which it has a finding, in {@code batchName} where that is given too
 * @param batchName the genotyping batch in which it has a finding
 * @param maxPValue the largest p-value
 */
public record ProbesetFilter(
        String prefix,
        @Nullable Method method,
        @Nullable FindingKind kind,
        @Nullable String batchName,
        @Nullable Double maxPValue) {

    /** Whether findings decide. */
    public boolean isOfFindings() {
        return kind != null || batchName != null;
    }

    boolean isOfColumns() {
        return method != null || maxPValue != null;
    }
}

package org.genoqc.homogeneity.query;

import org.genoqc.homogeneity.findings.FindingKind;
import org.jspecify.annotations.Nullable;

/**
 * Which findings are wanted: those that all that is given holds for.
 *
 * @param probesetId the probeset
 * @param prefix with which the id of the probeset begins; empty for all
 * @param batchName the genotyping batch
 * @param kind of which they are, among others or not
 */
public record FindingFilter(
        @Nullable String probesetId,
        String prefix,
        @Nullable String batchName,
        @Nullable FindingKind kind) {}

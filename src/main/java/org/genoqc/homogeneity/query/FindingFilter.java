package org.genoqc.homogeneity.query;

import org.genoqc.homogeneity.findings.FindingKind;
import org.jspecify.annotations.Nullable;

/** Which findings are wanted: of a probeset, in a genotyping batch, of a kind; each null for any. */
public record FindingFilter(
        @Nullable String probesetId,
        @Nullable String batchName,
        @Nullable FindingKind kind) {}

package org.genoqc.homogeneity.library;

import java.util.List;
import java.util.stream.Stream;
import org.genoqc.homogeneity.findings.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A pair of probeset and genotyping batch, or a whole probeset, that is taken out: a row of the exclusions TSV.
 *
 * @param batchName null where the probeset is taken out in all genotyping batches
 * @param reasons the names of the rules that take it; for a whole probeset, why it is not only some genotyping batches
 *     first, {@code more_than_max_batches} or {@code no_single_batch}
 */
public record ExclusionRow(String probesetId, @Nullable String batchName, List<String> reasons) {

    public ExclusionRow {
        reasons = List.copyOf(reasons);
    }

    static Stream<ExclusionRow> of(Verdict verdict) {
        return verdict.isWhole()
                ? Stream.of(new ExclusionRow(verdict.probesetId(), null, verdict.reasons()))
                : verdict.batches().stream()
                        .map(batch -> new ExclusionRow(verdict.probesetId(), batch.name(), batch.rules()));
    }
}

package org.genoqc.homogeneity.web;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.genoqc.homogeneity.findings.GenotypeCounts;
import org.genoqc.homogeneity.query.StoredCounts;
import org.genoqc.homogeneity.table.Genotype;
import org.jspecify.annotations.Nullable;

/**
 * A row of a probeset's table, its counts in the order of {@link #GENOTYPES}.
 *
 * @param stratum that it is of; null where the data has no strata
 * @param expected what is expected where all genotyping batches have the same frequencies, r_i c_j / N, in the stratum; null where the
 *     genotyping batch or the genotype has no samples, and so is not part of the table that is tested
 * @param residuals Pearson's, (observed - expected) / sqrt(expected); null where there is no expected count
 * @param kinds those of the finding in this genotyping batch; none where there is no finding
 */
record ExpectedCounts(
        String batchName,
        @Nullable String stratum,
        List<Long> observed,
        List<@Nullable Double> expected,
        List<@Nullable Double> residuals,
        List<String> kinds) {

    static final List<String> GENOTYPES =
            Arrays.stream(Genotype.values()).map(Genotype::name).toList();

    /**
     * The rows of a probeset's table.
     *
     * @param findings those of the probeset, as objects of the answer
     */
    static List<ExpectedCounts> of(List<StoredCounts.BatchCounts> rows, List<Map<String, @Nullable Object>> findings) {
        Map<List<@Nullable Object>, List<String>> kinds = new HashMap<>();
        for (Map<String, @Nullable Object> finding : findings) {
            if (finding.get("batch_name") instanceof String name && finding.get("kinds") instanceof List<?> labels) {
                kinds.put(
                        Arrays.asList(name, finding.get("stratum")),
                        labels.stream().map(String::valueOf).toList());
            }
        }
        Map<@Nullable String, long[]> columnTotals = new HashMap<>();
        for (StoredCounts.BatchCounts row : rows) {
            long[] totals = columnTotals.computeIfAbsent(row.stratum(), stratum -> new long[Genotype.COUNT]);
            long[] counts = counts(row.counts());
            Arrays.setAll(totals, genotype -> totals[genotype] + counts[genotype]);
        }
        return rows.stream()
                .map(row -> of(
                        row,
                        Objects.requireNonNull(columnTotals.get(row.stratum())),
                        kinds.getOrDefault(Arrays.asList(row.batchName(), row.stratum()), List.of())))
                .toList();
    }

    private static ExpectedCounts of(StoredCounts.BatchCounts row, long[] columnTotals, List<String> kinds) {
        long[] observed = counts(row.counts());
        double total = Arrays.stream(columnTotals).sum();
        List<@Nullable Double> expected = new ArrayList<>();
        List<@Nullable Double> residuals = new ArrayList<>();
        for (int genotype = 0; genotype < Genotype.COUNT; genotype++) {
            double count = (double) row.counts().samples() * columnTotals[genotype] / total;
            expected.add(count > 0 ? count : null);
            residuals.add(count > 0 ? (observed[genotype] - count) / Math.sqrt(count) : null);
        }
        return new ExpectedCounts(
                row.batchName(), row.stratum(), Arrays.stream(observed).boxed().toList(), expected, residuals, kinds);
    }

    private static long[] counts(GenotypeCounts counts) {
        return new long[] {counts.aa(), counts.ab(), counts.bb(), counts.nc()};
    }
}

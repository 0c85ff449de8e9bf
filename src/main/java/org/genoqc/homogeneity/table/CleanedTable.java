package org.genoqc.homogeneity.table;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table of one probeset, cleaned: genotyping batches without samples dropped, then genotypes without samples; of several
 * strata in each by itself.
 *
 * @param tested what can be tested
 * @param nBatches the genotyping batches with samples
 * @param totalSamples N, of all strata, also of those that can't be tested
 * @param minExpectedCount the smallest expected count of what is left; NaN where nothing is
 * @param excludedGenotypes the genotypes without any sample
 * @param chosenReason why it is not to be tested, whatever its counts are; null if it may be
 */
public record CleanedTable(
        StratifiedTable tested,
        int nBatches,
        long totalSamples,
        double minExpectedCount,
        Set<Genotype> excludedGenotypes,
        @Nullable SkipReason chosenReason) {

    /** @param counts a table whose columns are the four genotypes, not divided into strata */
    public static CleanedTable of(ContingencyTable counts) {
        ContingencyTable kept = counts.withoutEmptyRowsAndColumns();
        return new CleanedTable(
                StratifiedTable.of(kept),
                kept.rows(),
                kept.total(),
                kept.total() == 0 ? Double.NaN : kept.minExpectedCount(),
                kept.columns() == Genotype.COUNT ? Set.of() : genotypesWithoutSamples(List.of(counts)),
                null);
    }

    /**
     * That of several strata.
     *
     * @param counts of each stratum a table whose columns are the four genotypes
     * @param nBatches the genotyping batches with samples
     */
    public static CleanedTable of(List<ContingencyTable> counts, int nBatches) {
        if (counts.size() == 1) {
            return of(counts.getFirst());
        }
        StratifiedTable tested = StratifiedTable.of(counts);
        return new CleanedTable(
                tested,
                nBatches,
                counts.stream().mapToLong(ContingencyTable::total).sum(),
                tested.minExpectedCount(),
                genotypesWithoutSamples(counts),
                null);
    }

    private static Set<Genotype> genotypesWithoutSamples(List<ContingencyTable> counts) {
        Set<Genotype> without = EnumSet.noneOf(Genotype.class);
        for (Genotype genotype : Genotype.values()) {
            if (counts.stream().allMatch(table -> table.columnTotal(genotype.column()) == 0)) {
                without.add(genotype);
            }
        }
        return Collections.unmodifiableSet(without);
    }

    /** The same, not to be tested for a reason. */
    public CleanedTable skippedFor(SkipReason reason) {
        return new CleanedTable(tested, nBatches, totalSamples, minExpectedCount, excludedGenotypes, reason);
    }

    /** Why the table can't be tested, or is not to be; null if it is tested. */
    public @Nullable SkipReason skipReason() {
        if (chosenReason != null) {
            return chosenReason;
        }
        if (totalSamples == 0) {
            return SkipReason.ALL_ZERO;
        }
        if (nBatches < 2) {
            return SkipReason.ONE_BATCH;
        }
        if (excludedGenotypes.size() > Genotype.COUNT - 2) {
            return SkipReason.ONE_GENOTYPE;
        }
        return tested.isTestable() ? null : SkipReason.NO_STRATUM;
    }
}

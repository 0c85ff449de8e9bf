package org.genoqc.homogeneity.table;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table of one probeset, cleaned: genotyping batches without samples dropped, then genotypes without samples.
 *
 * @param table what is left; empty if there are no samples at all
 * @param excludedGenotypes the genotypes that were dropped
 * @param chosenReason why it is not to be tested, whatever its counts are; null if it may be
 */
public record CleanedTable(
        ContingencyTable table,
        Set<Genotype> excludedGenotypes,
        @Nullable SkipReason chosenReason) {

    private CleanedTable(ContingencyTable table, Set<Genotype> excludedGenotypes) {
        this(table, excludedGenotypes, null);
    }

    /** @param counts a table whose columns are the four genotypes */
    public static CleanedTable of(ContingencyTable counts) {
        ContingencyTable kept = counts.withoutEmptyRowsAndColumns();
        if (kept.columns() == Genotype.COUNT) {
            return new CleanedTable(kept, Set.of());
        }
        Set<Genotype> excluded = EnumSet.noneOf(Genotype.class);
        Genotype[] columns = Genotype.values();
        for (int column = 0; column < columns.length; column++) {
            if (counts.columnTotal(column) == 0) {
                excluded.add(columns[column]);
            }
        }
        return new CleanedTable(kept, Collections.unmodifiableSet(excluded));
    }

    /** The same, not to be tested for a reason. */
    public CleanedTable skippedFor(SkipReason reason) {
        return new CleanedTable(table, excludedGenotypes, reason);
    }

    /** Why the table can't be tested, or is not to be; null if it is tested. */
    public @Nullable SkipReason skipReason() {
        if (chosenReason != null) {
            return chosenReason;
        }
        if (table.total() == 0) {
            return SkipReason.ALL_ZERO;
        }
        if (table.rows() < 2) {
            return SkipReason.ONE_BATCH;
        }
        return table.columns() < 2 ? SkipReason.ONE_GENOTYPE : null;
    }
}

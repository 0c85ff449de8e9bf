package org.genoqc.homogeneity.batch;

import java.util.function.IntFunction;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.parameters.SexChromosomes;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.table.CleanedTable;
import org.genoqc.homogeneity.table.SkipReason;

/** The cleaned table of each probeset of a data set, by its number; those that are not to be tested say so. Thread-safe. */
record CleanedTables(ProbesetCounts counts, TestParameters parameters) implements IntFunction<CleanedTable> {

    @Override
    public CleanedTable apply(int probeset) {
        CleanedTable cleaned = CleanedTable.of(counts.table(probeset));
        return parameters.sexChromosomes() == SexChromosomes.SKIP && counts.isOnSexChromosome(probeset)
                ? cleaned.skippedFor(SkipReason.SEX_CHROMOSOME)
                : cleaned;
    }
}

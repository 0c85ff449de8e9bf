package org.genoqc.homogeneity.batch;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.counts.StratumCounts;
import org.genoqc.homogeneity.parameters.SexChromosomes;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.table.CleanedTable;
import org.genoqc.homogeneity.table.SkipReason;

/** The cleaned table of each probeset of a data set, by its number; those that are not to be tested say so. Thread-safe. */
record CleanedTables(ProbesetCounts counts, TestParameters parameters) implements IntFunction<CleanedTable> {

    @Override
    public CleanedTable apply(int probeset) {
        CleanedTable cleaned = counts.hasStrata() ? ofStrata(probeset) : CleanedTable.of(counts.table(probeset));
        return parameters.sexChromosomes() == SexChromosomes.SKIP && counts.isOnSexChromosome(probeset)
                ? cleaned.skippedFor(SkipReason.SEX_CHROMOSOME)
                : cleaned;
    }

    private CleanedTable ofStrata(int probeset) {
        List<StratumCounts> strata = counts.byStratum(probeset);
        Set<Integer> withSamples = new HashSet<>();
        for (StratumCounts stratum : strata) {
            for (int row = 0; row < stratum.table().rows(); row++) {
                if (stratum.table().rowTotal(row) > 0) {
                    withSamples.add(stratum.genotypingBatch(row));
                }
            }
        }
        return CleanedTable.of(strata.stream().map(StratumCounts::table).toList(), withSamples.size());
    }
}

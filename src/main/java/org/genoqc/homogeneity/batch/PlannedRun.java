package org.genoqc.homogeneity.batch;

import java.util.List;
import org.genoqc.homogeneity.counts.ProbesetCounts;

/**
 * What is about to be run.
 *
 * @param rows the rows of the input
 * @param genotypingBatches the genotyping batches named in it
 * @param probesets all of them
 * @param monteCarlo those that need simulation
 * @param batchSize the batch size used, and why
 * @param batches the number of probeset batches
 * @param workers how many run at once
 * @param warnings what was accepted in the input but may surprise, in sentences
 */
public record PlannedRun(
        long rows,
        int genotypingBatches,
        int probesets,
        int monteCarlo,
        BatchSize batchSize,
        int batches,
        int workers,
        List<String> warnings) {

    public PlannedRun {
        warnings = List.copyOf(warnings);
    }

    static PlannedRun of(ProbesetCounts counts, BatchPlan plan, int workers) {
        return new PlannedRun(
                counts.rows(),
                counts.genotypingBatches(),
                plan.probesets(),
                plan.monteCarlo(),
                plan.batchSize(),
                plan.batches(),
                workers,
                counts.warnings());
    }
}

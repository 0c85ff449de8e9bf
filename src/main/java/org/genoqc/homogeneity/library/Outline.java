package org.genoqc.homogeneity.library;

import java.time.Duration;
import java.util.List;
import org.genoqc.homogeneity.analysis.PlannedDataSet;

/**
 * What has been read and is about to be run.
 *
 * @param rows the rows of the input
 * @param genotypingBatches the genotyping batches named in it
 * @param probesets all of them
 * @param tested those that can be tested
 * @param monteCarlo those of them that need simulation
 * @param batchSize the most probesets of a probeset batch
 * @param batchSizeReason why it is so large, in a sentence
 * @param batches the number of probeset batches
 * @param workers how many batches run at once
 * @param expected about how long the run takes where nothing else runs; known to a factor of two
 * @param warnings what was accepted but may surprise, in sentences: of the input, of p-values too coarse
 */
public record Outline(
        long rows,
        int genotypingBatches,
        int probesets,
        int tested,
        int monteCarlo,
        int batchSize,
        String batchSizeReason,
        int batches,
        int workers,
        Duration expected,
        List<String> warnings) {

    public Outline {
        warnings = List.copyOf(warnings);
    }

    static Outline of(PlannedDataSet planned, int workers) {
        return new Outline(
                planned.counts().rows(),
                planned.counts().genotypingBatches(),
                planned.plan().probesets(),
                planned.plan().tested(),
                planned.plan().monteCarlo(),
                planned.plan().batchSize().size(),
                planned.plan().batchSize().reason(),
                planned.plan().batches(),
                workers,
                planned.expectedTime(workers),
                planned.warnings());
    }
}

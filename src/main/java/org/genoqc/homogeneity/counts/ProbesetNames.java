package org.genoqc.homogeneity.counts;

/**
 * What the probesets, genotyping batches and strata of a data set are called, and where the probesets are: all that writers
 * of results need of a data set beside the results, without its counts.
 */
public interface ProbesetNames {

    /** The number of probesets. */
    int probesets();

    /** @param probeset 0 to probesets() - 1, in code point order of the ids */
    String probesetId(int probeset);

    /** The number of genotyping batches named in the data. */
    int genotypingBatches();

    /** @param genotypingBatch 0 to genotypingBatches() - 1, in code point order of the names */
    String genotypingBatchName(int genotypingBatch);

    /** Whether the rows are of strata. */
    boolean hasStrata();

    /** The number of strata named in the data; 0 where it has none. */
    int strata();

    /** @param stratum 0 to strata() - 1, in code point order of the names */
    String stratumName(int stratum);

    /** Whether there was an annotation. */
    boolean isAnnotated();

    /**
     * Where a probeset is, as the annotation says.
     *
     * @param probeset 0 to probesets() - 1
     */
    ProbesetPlace place(int probeset);

    /** Whether a probeset is on X, on Y or in the mitochondria, as the annotation says; no where there is none. */
    boolean isOnSexChromosome(int probeset);
}

package org.genoqc.homogeneity.counts;

import org.jspecify.annotations.Nullable;

/**
 * What the rows of a file are of.
 *
 * @param batchName the genotyping batch; empty where the rows say it
 * @param stratum the stratum of the genotyping batch's samples; null where the rows say it, or there are no strata
 */
record FileBatch(String batchName, @Nullable String stratum) {

    /** A genotyping batch that is not divided into strata. */
    static FileBatch of(String batchName) {
        return new FileBatch(batchName, null);
    }
}

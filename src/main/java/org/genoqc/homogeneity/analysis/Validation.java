package org.genoqc.homogeneity.analysis;

import java.time.Duration;
import java.util.List;

/**
 * What is known of a data set before it is run.
 *
 * @param rows of the file
 * @param tested the probesets that can be tested
 * @param monteCarlo how many of them need simulation
 * @param expected about how long it takes, when nothing else runs; known to a factor of two
 * @param warnings those that the run would have
 */
public record Validation(
        int rows,
        int probesets,
        int genotypingBatches,
        int tested,
        int monteCarlo,
        Duration expected,
        List<String> warnings) {

    public Validation {
        warnings = List.copyOf(warnings);
    }
}

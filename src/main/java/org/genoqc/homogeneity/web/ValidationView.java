package org.genoqc.homogeneity.web;

import java.util.List;
import org.genoqc.homogeneity.analysis.Validation;

/** What a file would be as a job; of one that can't be accepted the problem says the faults. */
record ValidationView(
        long rows, int genotypingBatches, Probesets probesets, double expectedSeconds, List<String> warnings) {

    /** By method, as they would be. */
    record Probesets(int total, int standard, int monteCarlo, int skipped) {}

    static ValidationView of(Validation validation) {
        return new ValidationView(
                validation.rows(),
                validation.genotypingBatches(),
                new Probesets(
                        validation.probesets(),
                        validation.tested() - validation.monteCarlo(),
                        validation.monteCarlo(),
                        validation.probesets() - validation.tested()),
                validation.expected().toMillis() / 1000.0,
                validation.warnings());
    }
}

package org.genoqc.homogeneity.batch;

import java.util.List;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.statistics.ProbesetResult;

/**
 * A probeset batch that is done.
 *
 * @param timing when, where, how long
 * @param results one for each of the plan's probesets of this batch, in their order
 * @param assessments likewise; empty if the analysis is basic
 */
public record CompletedBatch(BatchTiming timing, List<ProbesetResult> results, List<ProbesetAssessment> assessments) {

    public CompletedBatch {
        results = List.copyOf(results);
        assessments = List.copyOf(assessments);
        if (!assessments.isEmpty() && assessments.size() != results.size()) {
            throw new IllegalArgumentException(assessments.size() + " assessments of " + results.size() + " probesets");
        }
    }
}

package org.genoqc.homogeneity.batch;

import java.util.List;
import org.genoqc.homogeneity.statistics.ProbesetResult;

/**
 * A probeset batch that is done.
 *
 * @param timing when, where, how long
 * @param results one for each of the plan's probesets of this batch, in their order
 */
public record CompletedBatch(BatchTiming timing, List<ProbesetResult> results) {

    public CompletedBatch {
        results = List.copyOf(results);
    }
}

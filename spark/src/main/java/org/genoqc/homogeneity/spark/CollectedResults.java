package org.genoqc.homogeneity.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.CompletedBatch;
import org.genoqc.homogeneity.counts.ProbesetNames;
import org.genoqc.homogeneity.counts.ProbesetPlace;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.statistics.ProbesetResult;

/** The results of all partitions, in the order of the result, and what their data set has names for. */
final class CollectedResults implements ProbesetNames {

    private final ProbesetNames batches;
    private final List<String> ids = new ArrayList<>();
    private final List<ProbesetResult> results = new ArrayList<>();
    private final List<ProbesetAssessment> assessments = new ArrayList<>();
    private final List<BatchTiming> timings = new ArrayList<>();

    /** @param batches names the genotyping batches and strata */
    CollectedResults(ProbesetNames batches) {
        this.batches = batches;
    }

    /** Adds those of the next partition. */
    void add(BatchOutcome outcome) throws IOException {
        BatchOutcome.Content content = outcome.decoded();
        CompletedBatch batch = content.batch();
        int first = ids.size();
        ids.addAll(content.ids());
        results.addAll(batch.results());
        for (int i = 0; i < batch.assessments().size(); i++) {
            assessments.add(batch.assessments().get(i).numbered(first + i));
        }
        timings.add(batch.timing());
    }

    List<ProbesetResult> results() {
        return results;
    }

    /** None if the analysis is basic. */
    List<ProbesetAssessment> assessments() {
        return assessments;
    }

    /** Of each partition. */
    List<BatchTiming> timings() {
        return timings;
    }

    @Override
    public int probesets() {
        return ids.size();
    }

    @Override
    public String probesetId(int probeset) {
        return ids.get(probeset);
    }

    @Override
    public int genotypingBatches() {
        return batches.genotypingBatches();
    }

    @Override
    public String genotypingBatchName(int genotypingBatch) {
        return batches.genotypingBatchName(genotypingBatch);
    }

    @Override
    public boolean hasStrata() {
        return batches.hasStrata();
    }

    @Override
    public int strata() {
        return batches.strata();
    }

    @Override
    public String stratumName(int stratum) {
        return batches.stratumName(stratum);
    }

    @Override
    public boolean isAnnotated() {
        return false;
    }

    @Override
    public ProbesetPlace place(int probeset) {
        return ProbesetPlace.UNKNOWN;
    }

    @Override
    public boolean isOnSexChromosome(int probeset) {
        return false;
    }
}

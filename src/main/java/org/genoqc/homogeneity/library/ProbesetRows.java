package org.genoqc.homogeneity.library;

import java.util.List;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.findings.Multiplicity;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.jspecify.annotations.Nullable;

/** Makes rows of results and assessments; what is adjusted for the number of tests needs all of them. */
final class ProbesetRows {

    private final ProbesetCounts counts;
    private final List<ProbesetResult> results;
    private final List<ProbesetAssessment> assessments;
    private final double[] benjaminiHochberg;
    private final double[] bonferroni;

    /** @param assessments one for each result, or none */
    ProbesetRows(ProbesetCounts counts, List<ProbesetResult> results, List<ProbesetAssessment> assessments) {
        this.counts = counts;
        this.results = results;
        this.assessments = assessments;
        double[] pValues = assessments.isEmpty() ? new double[0] : Multiplicity.pValues(results);
        this.benjaminiHochberg = Multiplicity.benjaminiHochberg(pValues);
        this.bonferroni = Multiplicity.bonferroni(pValues);
    }

    ProbesetRow row(int probeset) {
        @Nullable Assessed assessed = assessments.isEmpty() ? null : assessed(probeset, assessments.get(probeset));
        return ProbesetRow.of(counts.probesetId(probeset), results.get(probeset), assessed, counts.place(probeset));
    }

    private Assessed assessed(int probeset, ProbesetAssessment assessment) {
        return new Assessed(
                assessment,
                assessment.worstBatch() == ProbesetAssessment.NO_BATCH
                        ? null
                        : counts.genotypingBatchName(assessment.worstBatch()),
                benjaminiHochberg[probeset],
                bonferroni[probeset]);
    }

    /** What a full analysis adds to a row. */
    record Assessed(
            ProbesetAssessment assessment, @Nullable String worstBatch, double benjaminiHochberg, double bonferroni) {}
}

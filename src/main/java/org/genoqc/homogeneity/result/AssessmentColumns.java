package org.genoqc.homogeneity.result;

import java.io.IOException;
import java.util.List;
import org.genoqc.homogeneity.counts.ProbesetNames;
import org.genoqc.homogeneity.findings.ComponentResult;
import org.genoqc.homogeneity.findings.Multiplicity;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.statistics.ProbesetResult;

/** The columns of the result TSV that a full analysis adds. */
final class AssessmentColumns {

    static final String HEADER = String.join(
            "\t",
            "pvalue_calls",
            "method_calls",
            "pvalue_nocalls",
            "method_nocalls",
            "call_rate",
            "maf",
            "cramers_v",
            "largest_frequency_difference",
            "largest_nocall_difference",
            "n_findings",
            "worst_batch",
            "pvalue_without_worst",
            "pvalue_bh",
            "pvalue_bonferroni");

    private final ProbesetNames names;
    private final List<ProbesetAssessment> assessments;
    private final double[] adjustedByFdr;
    private final double[] adjustedByNumber;

    AssessmentColumns(ProbesetNames names, List<ProbesetResult> results, List<ProbesetAssessment> assessments) {
        this.names = names;
        this.assessments = assessments;
        double[] pValues = Multiplicity.pValues(results);
        this.adjustedByFdr = Multiplicity.benjaminiHochberg(pValues);
        this.adjustedByNumber = Multiplicity.bonferroni(pValues);
    }

    /** Writes them with a tab before each. */
    void write(int probeset, Appendable out) throws IOException {
        ProbesetAssessment assessment = assessments.get(probeset);
        write(assessment.calls(), out);
        write(assessment.nocalls(), out);
        field(assessment.callRate(), out);
        field(assessment.maf(), out);
        field(assessment.cramersV(), out);
        field(assessment.largestFrequencyDifference(), out);
        field(assessment.largestNocallDifference(), out);
        out.append('\t').append(Integer.toString(assessment.findings().size()));
        out.append('\t')
                .append(
                        assessment.worstBatch() == ProbesetAssessment.NO_BATCH
                                ? ""
                                : names.genotypingBatchName(assessment.worstBatch()));
        field(assessment.pValueWithoutWorst(), out);
        field(adjustedByFdr[probeset], out);
        field(adjustedByNumber[probeset], out);
    }

    private static void write(ComponentResult component, Appendable out) throws IOException {
        field(component.pValue(), out);
        out.append('\t').append(component.method().label());
    }

    private static void field(double number, Appendable out) throws IOException {
        out.append('\t').append(Double.toString(number));
    }
}

package org.genoqc.homogeneity.findings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.genoqc.homogeneity.findings.ReportCard.AgainstRest;
import org.genoqc.homogeneity.findings.ReportCard.Grade;

/** Writes a report card as TSV, a row for each genotyping batch in the order of the card; numbers as in the result. */
public final class ReportCardWriter {

    private ReportCardWriter() {}

    /** The header line, without its end. */
    public static String header() {
        List<String> names = new ArrayList<>(List.of("batch_name", "samples", "call_rate", "n_tested"));
        for (String question : List.of("calls", "nocalls")) {
            names.add("mean_chi2_" + question);
            names.add("lambda_" + question);
            names.add("n_tests_" + question);
            names.add("n_standard_tests_" + question);
        }
        names.add("n_findings");
        for (FindingKind kind : FindingKind.values()) {
            names.add("n_" + kind.label());
        }
        names.add("n_significant");
        names.add("n_worst_of");
        names.add("n_significant_only_with_it");
        return String.join("\t", names);
    }

    public static void write(ReportCard card, Appendable out) throws IOException {
        out.append(header()).append('\n');
        for (Grade grade : card.batches()) {
            out.append(String.join("\t", fields(grade, card.significant()))).append('\n');
        }
    }

    private static List<String> fields(Grade grade, long significant) {
        List<String> fields = new ArrayList<>(List.of(
                grade.name(),
                Long.toString(grade.samples()),
                Double.toString(grade.callRate()),
                Long.toString(grade.tested())));
        for (AgainstRest of : List.of(grade.calls(), grade.nocalls())) {
            fields.add(Double.toString(of.meanChiSquared()));
            fields.add(Double.toString(of.lambda()));
            fields.add(Long.toString(of.tests()));
            fields.add(Long.toString(of.standardTests()));
        }
        fields.add(Long.toString(grade.findings()));
        grade.kinds().values().forEach(number -> fields.add(number.toString()));
        fields.add(Long.toString(significant));
        fields.add(Long.toString(grade.worstOf()));
        fields.add(Long.toString(grade.significantOnlyWithIt()));
        return fields;
    }
}

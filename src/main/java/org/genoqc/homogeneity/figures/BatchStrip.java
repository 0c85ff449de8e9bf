package org.genoqc.homogeneity.figures;

import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.findings.ReportCard;
import org.genoqc.homogeneity.findings.ReportCard.AgainstRest;
import org.genoqc.homogeneity.findings.ReportCard.Grade;

/**
 * The genotyping batches beside each other, and which of them stand out.
 *
 * <p>One stands out if it has at least three times as many findings as the median one, counted as at least 1, and so many
 * that a Poisson distribution with that median as its mean has them with a probability below 0.05 divided by the number of
 * genotyping batches. It also does if a lambda of at least 100 tests is at least 1.5 times the median lambda, counted as at
 * least 1.
 */
final class BatchStrip {

    static final int MAX_BATCHES = 500;

    private static final double TIMES_FINDINGS = 3;
    private static final double TIMES_LAMBDA = 1.5;
    private static final long MIN_TESTS = 100;
    private static final double ALPHA = 0.05;

    private final ReportCard card;
    private final double medianFindings;
    private final double medianLambdaCalls;
    private final double medianLambdaNocalls;

    BatchStrip(ReportCard card) {
        this.card = card;
        this.medianFindings = median(Grade::findings);
        this.medianLambdaCalls = median(grade -> lambda(grade.calls()));
        this.medianLambdaNocalls = median(grade -> lambda(grade.nocalls()));
    }

    /** The lower of the middle two; at least 1. */
    private double median(ToDoubleFunction<Grade> number) {
        double[] sorted = card.batches().stream()
                .mapToDouble(number)
                .filter(each -> !Double.isNaN(each))
                .sorted()
                .toArray();
        return sorted.length == 0 ? 1 : Math.max(1, sorted[(sorted.length - 1) / 2]);
    }

    /** NaN where there are too few tests. */
    private static double lambda(AgainstRest of) {
        return of.standardTests() < MIN_TESTS ? Double.NaN : of.lambda();
    }

    boolean standsOut(Grade grade) {
        boolean hasMany = grade.findings() >= TIMES_FINDINGS * medianFindings
                && RegularizedGamma.P.value((double) grade.findings(), medianFindings)
                        < ALPHA / card.batches().size();
        return hasMany
                || lambda(grade.calls()) >= TIMES_LAMBDA * medianLambdaCalls
                || lambda(grade.nocalls()) >= TIMES_LAMBDA * medianLambdaNocalls;
    }

    /** Writes the first of them as columns, in the order of the report card. */
    void write(JsonWriter json) throws IOException {
        List<Grade> shown =
                card.batches().subList(0, Math.min(MAX_BATCHES, card.batches().size()));
        json.beginObject();
        json.name("total").number(card.batches().size());
        json.column("batch_name", shown, grade -> json.shortName(grade.name()));
        json.column("stands_out", shown, grade -> json.truth(standsOut(grade)));
        json.column("samples", shown, grade -> json.number(grade.samples()));
        json.column("call_rate", shown, grade -> json.number(grade.callRate()));
        json.column("mean_chi2_calls", shown, grade -> json.number(grade.calls().meanChiSquared()));
        json.column("lambda_calls", shown, grade -> json.number(grade.calls().lambda()));
        json.column(
                "n_standard_tests_calls",
                shown,
                grade -> json.number(grade.calls().standardTests()));
        json.column(
                "mean_chi2_nocalls", shown, grade -> json.number(grade.nocalls().meanChiSquared()));
        json.column(
                "lambda_nocalls", shown, grade -> json.number(grade.nocalls().lambda()));
        json.column(
                "n_standard_tests_nocalls",
                shown,
                grade -> json.number(grade.nocalls().standardTests()));
        json.column("n_findings", shown, grade -> json.number(grade.findings()));
        for (FindingKind kind : FindingKind.values()) {
            json.column(
                    "n_" + kind.label(),
                    shown,
                    grade -> json.number(grade.kinds().getOrDefault(kind, 0L)));
        }
        json.column("n_worst_of", shown, grade -> json.number(grade.worstOf()));
        json.column("n_significant_only_with_it", shown, grade -> json.number(grade.significantOnlyWithIt()));
        json.endObject();
    }
}

package org.genoqc.homogeneity.result;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.counts.ProbesetNames;
import org.genoqc.homogeneity.counts.ProbesetPlace;
import org.genoqc.homogeneity.findings.ProbesetAssessment;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.genoqc.homogeneity.statistics.SimulatedPValue;
import org.genoqc.homogeneity.statistics.TestResult;
import org.genoqc.homogeneity.table.Genotype;
import org.genoqc.homogeneity.table.SkipReason;
import org.jspecify.annotations.Nullable;

/**
 * Writes results as TSV: the ten columns of the original first, then those it lacks. Integers without fraction, doubles
 * in the shortest form that reads back the same, a missing number {@code NaN}, a missing text empty, lines ended by LF.
 */
public final class ResultWriter {

    /** The header line, without its end. */
    public static final String HEADER = String.join(
            "\t",
            "probeset_id",
            "chi2_statistic",
            "pvalue",
            "dof",
            "method",
            "n_batches",
            "total_samples",
            "n_simulations",
            "error",
            "excluded_genotypes",
            "ln_pvalue",
            "min_expected_count",
            "n_exceedances",
            "pvalue_low",
            "pvalue_high",
            "pvalue_at_floor",
            "pvalue_asymptotic",
            "pvalue_simulated",
            "pvalue_simulated_low",
            "pvalue_simulated_high");

    private static final int ROWS_BETWEEN_CHECKS = 4096;
    private static final String MISSING = "NaN";

    private final Appendable out;

    public ResultWriter(Appendable out) {
        this.out = out;
    }

    /**
     * Writes the header and the result of every probeset, with what its assessment says if there are assessments, and where it
     * is if there is an annotation.
     *
     * @param results one for each probeset of {@code names}
     * @param assessments likewise, or none
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    public void writeAll(
            ProbesetNames names,
            List<ProbesetResult> results,
            List<ProbesetAssessment> assessments,
            Cancellation cancellation)
            throws IOException {
        AssessmentColumns further = assessments.isEmpty() ? null : new AssessmentColumns(names, results, assessments);
        out.append(HEADER)
                .append(further == null ? "" : "\t" + AssessmentColumns.HEADER)
                .append(names.hasStrata() ? "\tn_strata" : "")
                .append(names.isAnnotated() ? "\t" + String.join("\t", ProbesetPlace.COLUMNS) : "")
                .append('\n');
        for (int probeset = 0; probeset < results.size(); probeset++) {
            if (probeset % ROWS_BETWEEN_CHECKS == 0) {
                cancellation.throwIfRequested();
            }
            writeColumns(names.probesetId(probeset), results.get(probeset));
            if (further != null) {
                further.write(probeset, out);
            }
            if (names.hasStrata()) {
                out.append('\t').append(Integer.toString(results.get(probeset).nStrata()));
            }
            if (names.isAnnotated()) {
                out.append('\t').append(String.join("\t", names.place(probeset).fields()));
            }
            out.append('\n');
        }
    }

    public void writeHeader() throws IOException {
        out.append(HEADER).append('\n');
    }

    public void write(String probesetId, ProbesetResult result) throws IOException {
        writeColumns(probesetId, result);
        out.append('\n');
    }

    private void writeColumns(String probesetId, ProbesetResult result) throws IOException {
        TestResult test = result.test();
        SkipReason skipped = result.skipReason();
        field(probesetId);
        field(test == null ? MISSING : Double.toString(test.chiSquared()));
        field(test == null ? MISSING : Double.toString(test.pValue()));
        field(test == null ? MISSING : Integer.toString(test.degreesOfFreedom()));
        field(result.method().label());
        field(Integer.toString(result.nBatches()));
        field(Long.toString(result.totalSamples()));
        field(test == null ? "0" : Integer.toString(test.simulations()));
        field(skipped == null ? "" : skipped.message());
        field(excluded(result.excludedGenotypes()));
        field(test == null ? MISSING : Double.toString(test.lnPValue()));
        field(Double.toString(result.minExpectedCount()));
        SimulatedPValue monteCarlo = test == null ? null : test.monteCarlo();
        field(monteCarlo == null ? MISSING : Integer.toString(monteCarlo.exceedances()));
        field(number(monteCarlo, of -> of.interval().low()));
        field(number(monteCarlo, of -> of.interval().high()));
        field(monteCarlo == null ? "" : Boolean.toString(monteCarlo.isAtFloor()));
        field(test == null ? MISSING : Double.toString(test.asymptotic().value()));
        SimulatedPValue confirmation = test == null ? null : test.confirmation();
        field(number(confirmation, SimulatedPValue::value));
        field(number(confirmation, of -> of.interval().low()));
        out.append(number(confirmation, of -> of.interval().high()));
    }

    /** {@code BB, NC}; empty for none. */
    static String excluded(Set<Genotype> genotypes) {
        return genotypes.stream().sorted().map(Genotype::name).collect(Collectors.joining(", "));
    }

    private static String number(@Nullable SimulatedPValue of, ToDoubleFunction<SimulatedPValue> number) {
        return of == null ? MISSING : Double.toString(number.applyAsDouble(of));
    }

    private void field(String text) throws IOException {
        out.append(text).append('\t');
    }
}

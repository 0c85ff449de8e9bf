package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.genoqc.homogeneity.batch.DataSetResult;
import org.genoqc.homogeneity.batch.PlannedRun;
import org.jspecify.annotations.Nullable;

/** What the test command says on standard error. */
record Console(PrintWriter err, Verbosity verbosity) {

    void info(String line) {
        if (!verbosity.isQuiet()) {
            err.println(line);
            err.flush();
        }
    }

    void begin(int workers) {
        info("chi2-homogeneity " + Version.number() + ": "
                + Runtime.getRuntime().availableProcessors() + " cores, " + workers + " workers");
    }

    void planned(PlannedRun run) {
        info(run.probesets() + " probesets in " + run.genotypingBatches() + " genotyping batches; " + run.monteCarlo()
                + " need simulation");
        info(run.batches() + " probeset batches of " + run.batchSize().size() + ": "
                + run.batchSize().reason());
        run.warnings().forEach(warning -> info("warning: " + warning));
    }

    void end(DataSetResult result, @Nullable Path summary) throws IOException {
        if (verbosity.isVerbose()) {
            result.stream().forEach(row -> err.println(line(row)));
        }
        if (!verbosity.isQuiet()) {
            StringBuilder totals = new StringBuilder();
            result.summary().writeTotals(totals, result.elapsed());
            err.print(totals);
            if (result.verdict().recommendedBatchSize() != null) {
                err.println("Batch size             " + result.verdict().recommendation());
            }
            if (summary != null) {
                err.println("Summary                " + summary);
            }
        }
        err.flush();
    }

    private static String line(DataSetResult.Row row) {
        if (Double.isNaN(row.pValue())) {
            return row.probesetId() + ": " + row.result().method().label();
        }
        return String.format(
                Locale.ROOT,
                "%s: chi2 = %.4f, p = %.4g (%s)%s",
                row.probesetId(),
                row.chiSquared(),
                row.pValue(),
                row.result().method().label(),
                marks(row.pValue()));
    }

    private static String marks(double pValue) {
        if (pValue < 0.001) {
            return " ***";
        }
        if (pValue < 0.01) {
            return " **";
        }
        return pValue < 0.05 ? " *" : "";
    }
}

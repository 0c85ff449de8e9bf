package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.genoqc.homogeneity.library.AnalysisResult;
import org.genoqc.homogeneity.library.Outline;
import org.genoqc.homogeneity.library.ProbesetRow;
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

    void planned(Outline outline) {
        info(outline.probesets() + " probesets in " + outline.genotypingBatches() + " genotyping batches; "
                + outline.monteCarlo() + " need simulation");
        info(outline.batches() + " probeset batches of " + outline.batchSize() + ": " + outline.batchSizeReason());
        outline.warnings().forEach(warning -> info("warning: " + warning));
    }

    void end(AnalysisResult result, @Nullable Path summary, FindingsOptions findings) throws IOException {
        if (verbosity.isVerbose()) {
            result.stream().forEach(row -> err.println(line(row)));
        }
        if (!verbosity.isQuiet()) {
            StringBuilder totals = new StringBuilder();
            result.writeTotals(totals);
            err.print(totals);
            if (result.isAssessed()) {
                findings.printTotals(result, err);
            }
            result.batchSizeAdvice().ifPresent(advice -> err.println("Batch size             " + advice));
            if (summary != null) {
                err.println("Summary                " + summary);
            }
        }
        err.flush();
    }

    private static String line(ProbesetRow row) {
        if (Double.isNaN(row.pValue())) {
            return row.probesetId() + ": " + row.method();
        }
        return String.format(
                Locale.ROOT,
                "%s: chi2 = %.4f, p = %.4g (%s)%s",
                row.probesetId(),
                row.chiSquared(),
                row.pValue(),
                row.method(),
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

package org.genoqc.homogeneity.cli;

import picocli.CommandLine.Option;

/** How much is printed on standard error. */
final class Verbosity {

    @Option(
            names = {"-q", "--quiet"},
            description = "Print errors only.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description =
                    "A line for each probeset: chi2, p, and * for p < 0.05, ** for p < 0.01, *** for p < " + "0.001.")
    private boolean verbose;

    @Option(names = "--show-progress", description = "Show the progress even with --quiet.")
    private boolean showProgress;

    boolean isQuiet() {
        return quiet;
    }

    boolean isVerbose() {
        return verbose;
    }

    boolean isProgressShown() {
        return !quiet || showProgress;
    }
}

package org.genoqc.homogeneity.cli;

import picocli.CommandLine.Option;

/** The option that turns progress off. */
final class Quietness {

    @Option(
            names = {"-q", "--quiet"},
            description = "Print errors only.")
    private boolean quiet;

    boolean isQuiet() {
        return quiet;
    }
}

package org.genoqc.homogeneity.cli;

import picocli.CommandLine.Option;

/** Whether progress is shown. */
final class Quietness {

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing but errors.")
    private boolean quiet;

    boolean isQuiet() {
        return quiet;
    }
}

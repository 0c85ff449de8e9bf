package org.genoqc.homogeneity.cli;

import org.genoqc.homogeneity.batch.BatchSize;
import org.genoqc.homogeneity.statistics.Streams;
import org.genoqc.homogeneity.statistics.TestParameters;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The parameters of the test, the same for the command itself and for a job of the service. */
final class TestOptions {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(names = "--batch-size", paramLabel = "N", description = "Probesets that a worker takes at a time, 1 to "
            + BatchSize.MAX + "; does not change the result. Chosen by the number of probesets if not given.")
    private @Nullable Integer batchSize;

    @Option(names = "--n-simulations", paramLabel = "N", defaultValue = "10000", description = "Simulated tables of a Monte Carlo test (${DEFAULT-VALUE}).")
    private int nSimulations;

    @Option(names = "--min-expected-count", paramLabel = "X", defaultValue = "5", description = "Where an expected count is below this, the test is by simulation (${DEFAULT-VALUE}).")
    private double minExpectedCount;

    @Option(names = "--random-seed", paramLabel = "N", defaultValue = "42", description = "Same seed, data and parameters: same result (${DEFAULT-VALUE}).")
    private long randomSeed;

    @Option(names = "--streams", paramLabel = "WORD", defaultValue = "shared", description = "shared: probesets with the same row totals share simulated permutations (fast); "
            + "independent: each has its own (${DEFAULT-VALUE}).")
    private String streams = "shared";

    @Nullable
    Integer batchSize() {
        return batchSize;
    }

    /** The parameters; what is out of range is a fault of the command line. */
    TestParameters parameters() {
        return checked(() -> {
            BatchSize.requireValid(batchSize);
            return new TestParameters(nSimulations, minExpectedCount, randomSeed, Streams.ofLabel(streams));
        });
    }

    /** Makes something of the options. */
    @FunctionalInterface
    interface Make<T> {
        T of();
    }

    /** Reports a refused value as a fault of the option it was given with. */
    <T> T checked(Make<T> make) {
        try {
            return make.of();
        } catch (IllegalArgumentException e) {
            // the message begins with the parameter as it is written in requests: n_simulations
            String[] words = String.valueOf(e.getMessage()).split(" ", 2);
            CommandLine line = command == null ? new CommandLine(this) : command.commandLine();
            throw new ParameterException(line, "--" + words[0].replace('_', '-') + " " + words[1], e);
        }
    }
}

package org.genoqc.homogeneity.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.genoqc.homogeneity.batch.BatchSize;
import org.genoqc.homogeneity.statistics.Streams;
import org.genoqc.homogeneity.statistics.TestParameters;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The parameters of the test, the same for the command itself and for a job of the service. */
final class TestOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "Probesets that a worker takes at a time, 1 to " + BatchSize.MAX
                    + "; does not change the result. Chosen by the number of probesets if not given.")
    private @Nullable Integer batchSize;

    @Option(
            names = "--n-simulations",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Simulated tables of a Monte Carlo test (${DEFAULT-VALUE}).")
    private int nSimulations;

    @Option(
            names = "--min-expected-count",
            paramLabel = "X",
            defaultValue = "5",
            description = "Where an expected count is below this, the test is by simulation (${DEFAULT-VALUE}).")
    private double minExpectedCount;

    @Option(
            names = "--random-seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Same seed, data and parameters: same result (${DEFAULT-VALUE}).")
    private long randomSeed;

    @Option(
            names = "--streams",
            paramLabel = "WORD",
            defaultValue = "shared",
            description = "shared: probesets with the same row totals share simulated permutations (fast); "
                    + "independent: each has its own (${DEFAULT-VALUE}).")
    private String streams = "shared";

    @Nullable
    Integer batchSize() {
        return batchSize;
    }

    /** The parameters; what is out of range is a fault of the command line. */
    TestParameters parameters() {
        return UsageFaults.checked(command, () -> {
            BatchSize.requireValid(batchSize);
            return new TestParameters(nSimulations, minExpectedCount, randomSeed, Streams.ofLabel(streams));
        });
    }

    /** The parameters as the service knows them. */
    Map<String, String> formFields() {
        TestParameters checked = parameters();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("n_simulations", Integer.toString(checked.nSimulations()));
        fields.put("min_expected_count", Double.toString(checked.minExpectedCount()));
        fields.put("random_seed", Long.toString(checked.randomSeed()));
        fields.put("streams", checked.streams().label());
        if (batchSize != null) {
            fields.put("batch_size", batchSize.toString());
        }
        return fields;
    }
}

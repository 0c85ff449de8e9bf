package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.genoqc.homogeneity.generate.RandomArray;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Generates an array to test with. */
@Command(
        name = "generate",
        description = "Generates a realistic array of any size to test with.",
        footer = {"", "Example: generate array.tsv.gz --n-probesets 1000000 --truth truth.tsv"})
final class GenerateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(
            paramLabel = "OUTPUT",
            description = "Where to write the genotype counts, compressed if the name ends with .gz; "
                    + "- for standard output.")
    private String output = Output.STANDARD;

    @Option(names = "--n-probesets", paramLabel = "N", defaultValue = "72000", description = "(${DEFAULT-VALUE})")
    private int probesets;

    @Option(names = "--n-genotyping-batches", paramLabel = "N", defaultValue = "30", description = "(${DEFAULT-VALUE})")
    private int genotypingBatches;

    @Option(
            names = "--samples-per-batch",
            paramLabel = "N",
            defaultValue = "" + RandomArray.DEFAULT_SAMPLES,
            description = "Samples of a genotyping batch, plus or minus three (${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--planted",
            paramLabel = "X",
            defaultValue = "0.01",
            description = "The share of probesets with a planted effect: another allele frequency, "
                    + "or more no calls, in one genotyping batch (${DEFAULT-VALUE}).")
    private double planted;

    @Option(
            names = "--n-strata",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Strata, for example ancestries: each with allele frequencies of its own, and unequal shares of"
                            + " the genotyping batches (${DEFAULT-VALUE}).")
    private int strata;

    @Option(
            names = "--no-call-spread",
            paramLabel = "X",
            defaultValue = "" + RandomArray.DEFAULT_NO_CALL_SPREAD,
            description = "How much genotyping batches differ in their rates of no calls: the standard deviation of the"
                    + " logarithm. 0 for an array where nothing differs but what is planted (${DEFAULT-VALUE}).")
    private double noCallSpread;

    @Option(
            names = "--order",
            paramLabel = "WORD",
            defaultValue = "probeset",
            description = "Order of the rows: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    private RandomArray.Order order = RandomArray.Order.PROBESET;

    @Option(
            names = "--random-seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same array (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--truth", paramLabel = "FILE", description = "Where to write which effect each probeset has.")
    private @Nullable Path truth;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RandomArray array = ParameterOptions.checked(
                command,
                () -> new RandomArray(probesets, genotypingBatches, samples, planted, strata, noCallSpread, seed));
        if (truth != null) {
            SameFiles.refuse(command, "--truth", truth.toString(), "OUTPUT", output);
            Output.of(output).check();
            Output.of(truth.toString()).writeText(array::writeTruth);
        }
        Output.of(output).writeText(out -> array.write(out, order));
        return ExitCode.DONE;
    }
}

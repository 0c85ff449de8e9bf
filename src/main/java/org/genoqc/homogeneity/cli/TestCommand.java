package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.genoqc.homogeneity.counts.InvalidInputException;
import org.genoqc.homogeneity.library.AnalysisResult;
import org.genoqc.homogeneity.library.HomogeneityAnalysis;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tests all probesets of a file in this process. */
@Command(
        name = "test",
        description = "Tests the probesets of a file, without a server.",
        footer = {"", "Example: test array.tsv.gz result.tsv --summary summary.txt"})
final class TestCommand implements Callable<Integer> {

    private final Interruption interruption;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "INPUT",
            description = "Genotype counts as TSV, plain or gzip; - for standard input.")
    private String inputArgument = Input.STANDARD;

    @Parameters(
            index = "1",
            paramLabel = "OUTPUT",
            description = "The result as TSV, written when it is whole; - for standard output.")
    private String outputArgument = Output.STANDARD;

    @Mixin
    private TestOptions options = new TestOptions();

    @Option(
            names = "--n-workers",
            paramLabel = "N",
            description = "Probeset batches run at once; does not change the result. All cores if not given.")
    private @Nullable Integer nWorkers;

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "Where to write the summary with all significant, excluding and skipped probesets.")
    private @Nullable Path summary;

    @Mixin
    private Verbosity verbosity = new Verbosity();

    TestCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = new Console(command.commandLine().getErr(), verbosity);
        HomogeneityAnalysis test = test();
        refuseSameFiles();
        Output output = Output.of(outputArgument);
        output.check();
        console.begin(test.workers());
        try (Input input = Input.of(inputArgument, interruption)) {
            console.info("reading " + input.name());
            AnalysisResult result = run(test, input, console);
            write(result, output);
            console.end(result, summary);
        }
        return ExitCode.DONE;
    }

    private HomogeneityAnalysis test() {
        HomogeneityAnalysis test = HomogeneityAnalysis.withDefaults().withParameters(options.parameters());
        Integer batchSize = options.batchSize();
        HomogeneityAnalysis sized = batchSize == null ? test : test.withBatchSize(batchSize);
        Integer workers = nWorkers;
        return workers == null ? sized : UsageFaults.checked(command, () -> sized.withWorkers(workers));
    }

    private void refuseSameFiles() throws IOException {
        SameFiles.refuse(command, "OUTPUT", outputArgument, "INPUT", inputArgument);
        if (summary != null) {
            SameFiles.refuse(command, "--summary", summary.toString(), "INPUT", inputArgument);
            SameFiles.refuse(command, "--summary", summary.toString(), "OUTPUT", outputArgument);
            Output.of(summary.toString()).check();
        }
    }

    private static AnalysisResult run(HomogeneityAnalysis test, Input input, Console console)
            throws IOException, InterruptedException {
        try (ConsoleListener report = new ConsoleListener(console)) {
            return test.withListener(report).run(input.file());
        } catch (InvalidInputException e) {
            StringBuilder lines = new StringBuilder();
            e.faults()
                    .forEach(fault -> lines.append(input.name())
                            .append(": ")
                            .append(fault.message())
                            .append('\n'));
            throw new Failures.Failure(ExitCode.BAD_INPUT, lines.toString());
        }
    }

    private void write(AnalysisResult result, Output output) throws IOException, InterruptedException {
        if (summary != null) {
            Output.of(summary.toString()).writeText(result::writeSummary);
        }
        output.writeText(result::writeTsv);
    }
}

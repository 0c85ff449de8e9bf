package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.library.AnalysisResult;
import org.genoqc.homogeneity.library.HomogeneityAnalysis;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.TestParameters;
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

    private CommandSpec command = CommandSpec.create();
    private ParameterOptions options = new ParameterOptions(command, List.of());

    @Parameters(index = "0", paramLabel = "INPUT", description = Input.DESCRIPTION)
    private String inputArgument = Input.STANDARD;

    @Parameters(
            index = "1",
            paramLabel = "OUTPUT",
            description = "Where to write the result as TSV, once it is complete; - for standard output.")
    private String outputArgument = Output.STANDARD;

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "Where to write the summary: totals, significant and skipped probesets, excluded genotypes.")
    private @Nullable Path summary;

    @Mixin
    private FindingsOptions findings = new FindingsOptions();

    @Mixin
    private Verbosity verbosity = new Verbosity();

    TestCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Spec
    void use(CommandSpec spec) {
        command = spec;
        options = ParameterOptions.addTo(spec, Parameter.N_WORKERS);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = new Console(command.commandLine().getErr(), verbosity);
        HomogeneityAnalysis test = test();
        findings.check(test.parameters().analysis());
        SameFiles.checkOutputs(command, outputs(), Map.of("INPUT", inputArgument));
        console.begin(test.workers());
        try (Input input = Input.of(inputArgument, interruption)) {
            console.info("reading " + input.name());
            AnalysisResult result = run(test, input, console);
            List<String> warnings = write(result);
            console.end(result, summary, findings);
            warnings.forEach(warning -> console.info("warning: " + warning));
        }
        return ExitCode.DONE;
    }

    private HomogeneityAnalysis test() {
        return options.read(values -> {
            HomogeneityAnalysis test = HomogeneityAnalysis.withDefaults().withParameters(TestParameters.of(values));
            HomogeneityAnalysis sized = Parameter.BATCH_SIZE
                    .givenIn(values)
                    .map(test::withBatchSize)
                    .orElse(test);
            return Parameter.N_WORKERS.givenIn(values).map(sized::withWorkers).orElse(sized);
        });
    }

    private Map<String, String> outputs() {
        Map<String, String> outputs = new LinkedHashMap<>(Map.of("OUTPUT", outputArgument));
        if (summary != null) {
            outputs.put("--summary", summary.toString());
        }
        outputs.putAll(findings.files());
        return outputs;
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

    private List<String> write(AnalysisResult result) throws IOException, InterruptedException {
        List<String> warnings = findings.write(result);
        if (summary != null) {
            Output.of(summary.toString()).writeText(result::writeSummary);
        }
        Output.of(outputArgument).writeText(result::writeTsv);
        return warnings;
    }
}

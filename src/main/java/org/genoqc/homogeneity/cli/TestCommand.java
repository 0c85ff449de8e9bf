package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.library.AnalysisResult;
import org.genoqc.homogeneity.library.HomogeneityAnalysis;
import org.genoqc.homogeneity.library.Outline;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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
            arity = "0..1",
            paramLabel = "OUTPUT",
            description =
                    "Where to write the result as TSV, once it is complete; - for standard output. Not needed with "
                            + "--validate-only.")
    private @Nullable String outputArgument;

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description = "Where to write the summary: totals, significant and skipped probesets, excluded genotypes.")
    private @Nullable Path summary;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Where to write the report: one HTML file with pictures, to look at, print and keep.")
    private @Nullable Path report;

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
        options = ParameterOptions.addTo(spec, Parameter.N_WORKERS, Parameter.VALIDATE_ONLY);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Console console = new Console(command.commandLine().getErr(), verbosity);
        HomogeneityAnalysis test = test();
        boolean validateOnly =
                options.read(values -> Parameter.VALIDATE_ONLY.givenIn(values).orElse(false));
        if (outputArgument == null && !validateOnly) {
            throw new CommandLine.ParameterException(command.commandLine(), "Missing required parameter: 'OUTPUT'");
        }
        findings.check(test.parameters().analysis());
        SameFiles.checkOutputs(command, outputs(), Map.of("INPUT", inputArgument));
        console.begin(test.workers());
        try (Input input = Input.of(inputArgument, interruption)) {
            console.info("reading " + input.name());
            if (validateOnly) {
                print(reading(input, () -> test.validate(input.file())));
                return ExitCode.DONE;
            }
            AnalysisResult result = run(test, input, console);
            List<String> warnings = write(result, input);
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
        Map<String, String> outputs = new LinkedHashMap<>();
        if (outputArgument != null) {
            outputs.put("OUTPUT", outputArgument);
        }
        if (summary != null) {
            outputs.put("--summary", summary.toString());
        }
        if (report != null) {
            outputs.put("--report", report.toString());
        }
        outputs.putAll(findings.files());
        return outputs;
    }

    private static AnalysisResult run(HomogeneityAnalysis test, Input input, Console console)
            throws IOException, InterruptedException {
        try (ConsoleListener report = new ConsoleListener(console)) {
            return reading(input, () -> test.withListener(report).run(input.file()));
        }
    }

    private void print(Outline outline) {
        PrintWriter out = command.commandLine().getOut();
        out.printf(Locale.ROOT, "Rows                   %d%n", outline.rows());
        out.printf(Locale.ROOT, "Genotyping batches     %d%n", outline.genotypingBatches());
        out.printf(Locale.ROOT, "Probesets              %d%n", outline.probesets());
        out.printf(Locale.ROOT, "  standard             %d%n", outline.tested() - outline.monteCarlo());
        out.printf(Locale.ROOT, "  monte_carlo          %d%n", outline.monteCarlo());
        out.printf(Locale.ROOT, "  skipped              %d%n", outline.probesets() - outline.tested());
        out.printf(
                Locale.ROOT,
                "Expected time          %.1f s%n",
                outline.expected().toMillis() / 1000.0);
        outline.warnings().forEach(warning -> out.println("warning: " + warning));
        out.flush();
    }

    /** What needs the input, which may be found to be faulty. */
    @FunctionalInterface
    private interface Work<T> {
        T done() throws IOException, InterruptedException;
    }

    private static <T> T reading(Input input, Work<T> work) throws IOException, InterruptedException {
        try {
            return work.done();
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

    private List<String> write(AnalysisResult result, Input input) throws IOException, InterruptedException {
        List<String> warnings = findings.write(result);
        if (summary != null) {
            Output.of(summary.toString()).writeText(result::writeSummary);
        }
        if (report != null) {
            Output.of(report.toString()).writeText(out -> result.writeReport(input.file(), input.baseName(), out));
        }
        Output.of(Objects.requireNonNull(outputArgument)).writeText(result::writeTsv);
        return warnings;
    }
}

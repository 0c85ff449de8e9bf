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
import java.util.regex.Pattern;
import org.genoqc.homogeneity.input.InputFiles;
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

/** Tests all probesets of a data set in this process. */
@Command(
        name = "test",
        description = "Tests the probesets of a data set, without a server.",
        footer = {
            "",
            "Example: test array.tsv.gz result.tsv --summary summary.txt",
            "Example: test b*/Ps.performance.txt result.tsv"
        })
final class TestCommand implements Callable<Integer> {

    private static final Pattern COUNTS_OF_PLINK = Pattern.compile("\\.(gcount|frqx)(\\.gz)?$");

    private final Interruption interruption;

    private CommandSpec command = CommandSpec.create();
    private ParameterOptions options = new ParameterOptions(command, List.of());

    @Parameters(
            arity = "1..*",
            paramLabel = "INPUT... OUTPUT",
            hideParamSyntax = true,
            description = DataSetOptions.DESCRIPTION
                    + " The last is where to write the result, once it is complete: as TSV, or as Parquet if the "
                    + "name ends with .parquet; - for standard output. With "
                    + "--validate-only there is no OUTPUT.")
    private List<String> files = List.of();

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
    private DataSetOptions dataSet = new DataSetOptions();

    @Mixin
    private AnnotationOption annotation = new AnnotationOption();

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
        options.check();
        HomogeneityAnalysis test = test();
        boolean validateOnly =
                options.read(values -> Parameter.VALIDATE_ONLY.givenIn(values).orElse(false));
        List<String> inputs = validateOnly ? files : files.subList(0, files.size() - 1);
        String output = validateOnly ? null : files.getLast();
        refuseMissingOutput(inputs, output);
        findings.check(test.parameters().analysis());
        annotation.check(options);
        annotation.check(findings.ids());
        SameFiles.checkOutputs(command, outputs(output), annotation.addTo(dataSet.inputs(inputs)));
        console.begin(test.workers());
        if (output == null) {
            print(reading(inputs, console, test::validate));
            return ExitCode.DONE;
        }
        return reading(inputs, console, read -> {
            AnalysisResult result = run(test, read, console);
            List<String> warnings = write(result, read, output);
            console.end(result, summary, findings);
            warnings.forEach(warning -> console.info("warning: " + warning));
            return ExitCode.DONE;
        });
    }

    private <T> T reading(List<String> inputs, Console console, DataSetOptions.Work<T> work)
            throws IOException, InterruptedException {
        return dataSet.reading(inputs, options, interruption, read -> {
            int number = read.files().size();
            console.info("reading " + (number == 1 ? read.files().getFirst().name() : number + " files"));
            return work.done(annotation.addTo(read));
        });
    }

    /** Refuses the last of several inputs in the place of an output, which would be overwritten. */
    private void refuseMissingOutput(List<String> inputs, @Nullable String output) {
        if (inputs.isEmpty()) {
            throw new CommandLine.ParameterException(command.commandLine(), "Missing required parameter: 'OUTPUT'");
        }
        if (output != null && isCalledLikeAnInput(inputs, output)) {
            throw new CommandLine.ParameterException(
                    command.commandLine(),
                    "Missing required parameter: 'OUTPUT'; the last file, " + output + ", is called as an input is");
        }
    }

    private static boolean isCalledLikeAnInput(List<String> inputs, String output) {
        Path name = Path.of(output).getFileName();
        return COUNTS_OF_PLINK.matcher(output).find()
                || inputs.size() > 1
                        && inputs.stream()
                                .allMatch(input -> Objects.equals(Path.of(input).getFileName(), name));
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

    private Map<String, String> outputs(@Nullable String output) {
        Map<String, String> outputs = new LinkedHashMap<>();
        if (output != null) {
            outputs.put("OUTPUT", output);
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

    private static AnalysisResult run(HomogeneityAnalysis test, InputFiles inputs, Console console)
            throws IOException, InterruptedException {
        try (ConsoleListener listener = new ConsoleListener(console)) {
            return test.withListener(listener).run(inputs);
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

    private List<String> write(AnalysisResult result, InputFiles inputs, String output)
            throws IOException, InterruptedException {
        List<String> warnings = findings.write(result);
        if (summary != null) {
            Output.of(summary.toString()).writeText(result::writeSummary);
        }
        if (report != null) {
            Output.of(report.toString()).writeText(out -> result.writeReport(inputs, out));
        }
        Output.of(output).writeTable(result::writeTsv);
        return warnings;
    }
}

package org.genoqc.homogeneity.cli;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.ZipException;
import org.genoqc.homogeneity.fault.TsvFormatException;
import org.genoqc.homogeneity.library.Comparison;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares the results of before and after something was done to the data. */
@Command(
        name = "compare",
        description = "Compares two results: how many probesets are significant in both, before or after alone.",
        footer = {"", "Example: compare before.tsv after.tsv -o compared.tsv"})
final class CompareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "BEFORE", description = "A result as TSV, plain or gzip.")
    private String before = "";

    @Parameters(index = "1", paramLabel = "AFTER", description = "Another.")
    private String after = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUTPUT",
            description = "Where to write a row for each probeset: where it is significant, and its p-values; "
                    + "- for standard output.")
    private @Nullable String output;

    @ArgGroup(exclusive = false)
    private @Nullable Findings findings;

    /** The findings of the two results. */
    static final class Findings {

        @Option(
                names = "--findings-before",
                paramLabel = "FILE",
                required = true,
                description = "The findings that belong to BEFORE: compare them too.")
        private String before = "";

        @Option(
                names = "--findings-after",
                paramLabel = "FILE",
                required = true,
                description = "The findings that belong to AFTER.")
        private String after = "";

        @Option(
                names = "--findings-output",
                paramLabel = "OUTPUT",
                description = "Where to write a row for each finding: whether it is in both, gone or new.")
        private @Nullable String output;
    }

    /** Compares two files. */
    @FunctionalInterface
    private interface Compare {
        Comparison files(Path before, Path after, Appendable out) throws IOException;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        refuseSameFiles();
        StringBuilder totals = new StringBuilder();
        Comparison probesets = compare(Comparison::ofResults, before, after, output);
        line(totals, "Significant (p < 0.05) in both", probesets.both());
        line(totals, "Significant before only", probesets.before());
        line(totals, "Significant after only", probesets.after());
        line(totals, "Significant in neither", probesets.neither());
        line(totals, "Probesets in BEFORE alone", probesets.onlyBefore());
        line(totals, "Probesets in AFTER alone", probesets.onlyAfter());
        if (findings != null) {
            Comparison pairs = compare(Comparison::ofFindings, findings.before, findings.after, findings.output);
            line(totals, "Findings in both", pairs.both());
            line(totals, "Findings gone", pairs.before());
            line(totals, "Findings new", pairs.after());
        }
        // not into a table
        PrintWriter console = outputs().containsValue(Output.STANDARD)
                ? command.commandLine().getErr()
                : command.commandLine().getOut();
        console.print(totals);
        console.flush();
        return ExitCode.DONE;
    }

    private Map<String, String> outputs() {
        Map<String, String> outputs = new LinkedHashMap<>();
        if (output != null) {
            outputs.put("--output", output);
        }
        if (findings != null && findings.output != null) {
            outputs.put("--findings-output", findings.output);
        }
        return outputs;
    }

    private void refuseSameFiles() throws IOException {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("BEFORE", before);
        inputs.put("AFTER", after);
        if (findings != null) {
            inputs.put("--findings-before", findings.before);
            inputs.put("--findings-after", findings.after);
        }
        for (String input : inputs.values()) {
            Failures.requireName(input);
        }
        SameFiles.checkOutputs(command, outputs(), inputs);
    }

    private static Comparison compare(Compare compare, String before, String after, @Nullable String output)
            throws IOException, InterruptedException {
        Comparison[] compared = new Comparison[1];
        Output.WriteText write = out -> compared[0] = compare.files(Path.of(before), Path.of(after), out);
        try {
            if (output == null) {
                write.to(Writer.nullWriter());
            } else {
                Output.of(output).writeText(write);
            }
        } catch (TsvFormatException e) {
            throw new Failures.Failure(ExitCode.BAD_INPUT, Failures.describe(e));
        } catch (EOFException | ZipException e) {
            throw new Failures.Failure(
                    ExitCode.BAD_INPUT, before + " or " + after + ": the gzip stream is damaged or ends too early");
        }
        return compared[0];
    }

    private static void line(StringBuilder out, String label, long number) {
        out.append(String.format(Locale.ROOT, "%-31s %d\n", label, number));
    }
}

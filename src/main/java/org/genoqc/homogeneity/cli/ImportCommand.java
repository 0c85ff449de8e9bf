package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.genoqc.homogeneity.library.ImportedCounts;
import org.genoqc.homogeneity.parameters.Parameter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes one table of the files of a data set. */
@Command(
        name = "import",
        description = "Makes one table of the files that genotyping software or PLINK has written.",
        footer = {"", "Example: import b*/Ps.performance.txt -o counts.tsv.gz"})
final class ImportCommand implements Callable<Integer> {

    private final Interruption interruption;

    private CommandSpec command = CommandSpec.create();
    private ParameterOptions options = new ParameterOptions(command, List.of());

    @Parameters(arity = "1..*", paramLabel = "INPUT", description = DataSetOptions.DESCRIPTION)
    private List<String> inputs = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUTPUT",
            required = true,
            description =
                    "Where to write the table, a row for each probeset and genotyping batch, compressed if the name "
                            + "ends with .gz; - for standard output.")
    private String output = Output.STANDARD;

    @Mixin
    private DataSetOptions dataSet = new DataSetOptions();

    @Mixin
    private Quietness quietness = new Quietness();

    ImportCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Spec
    void use(CommandSpec spec) {
        command = spec;
        options = ParameterOptions.of(spec, List.of(Parameter.FORMAT, Parameter.BEST_PROBESETS_ONLY));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.check();
        SameFiles.checkOutputs(command, Map.of("--output", output), dataSet.inputs(inputs));
        ImportedCounts counts = dataSet.reading(inputs, options, interruption, ImportedCounts::read);
        Output.of(output).writeText(counts::writeTsv);
        if (!quietness.isQuiet()) {
            counts.warnings().forEach(warning -> say("warning: " + warning));
            say(counts.probesets() + " probesets in " + counts.genotypingBatches() + " genotyping batches; "
                    + counts.rows() + " rows");
        }
        return ExitCode.DONE;
    }

    private void say(String line) {
        command.commandLine().getErr().println(line);
        command.commandLine().getErr().flush();
    }
}

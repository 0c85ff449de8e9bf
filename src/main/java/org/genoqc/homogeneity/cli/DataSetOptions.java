package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFile;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How a command reads the files of its data set. */
final class DataSetOptions {

    /** What a file of a data set may be. */
    static final String DESCRIPTION =
            "Genotype counts, plain or gzip: a table (tsv or wide), or a file for each genotyping "
                    + "batch (axiom, gcount, frqx); - for standard input.";

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "Which genotyping batch each file is of, as TSV with the columns file and batch_name, "
                    + "and perhaps stratum.")
    private @Nullable Path manifest;

    /** What needs the input, which may be found to be faulty. */
    @FunctionalInterface
    interface Work<T> {
        T done(InputFiles files) throws IOException, InterruptedException;
    }

    /** The inputs by names for messages. */
    Map<String, String> inputs(List<String> arguments) {
        Map<String, String> inputs = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            inputs.put(arguments.size() == 1 ? "INPUT" : "INPUT " + (i + 1), arguments.get(i));
        }
        if (manifest != null) {
            inputs.put("--manifest", manifest.toString());
        }
        return inputs;
    }

    /**
     * Does what needs the inputs.
     *
     * @param arguments files, or {@code -} for one of them
     * @param options those of the command, {@link Parameter#FORMAT} and {@link Parameter#BEST_PROBESETS_ONLY} among them
     * @throws Failures.Failure if the input is faulty, with a line for each fault
     */
    <T> T reading(List<String> arguments, ParameterOptions options, Interruption interruption, Work<T> work)
            throws IOException, InterruptedException {
        refuseSeveralStandardInputs(arguments, options.command());
        try (Inputs inputs = Inputs.of(arguments, interruption)) {
            try {
                return work.done(options.read(values -> files(inputs, values)));
            } catch (InvalidInputException e) {
                StringBuilder lines = new StringBuilder();
                String only = inputs.all().size() == 1 ? inputs.all().getFirst().name() + ": " : "";
                e.faults()
                        .forEach(fault -> lines.append(fault.file() == null ? only : "")
                                .append(fault.message())
                                .append('\n'));
                throw new Failures.Failure(ExitCode.BAD_INPUT, lines.toString());
            }
        }
    }

    private static void refuseSeveralStandardInputs(List<String> arguments, CommandSpec command) {
        if (arguments.stream().filter(Input.STANDARD::equals).count() > 1) {
            throw new ParameterException(command.commandLine(), "standard input can be one file only");
        }
    }

    private InputFiles files(Inputs inputs, Map<String, String> values) {
        List<InputFile> files = new ArrayList<>();
        for (Input input : inputs.all()) {
            files.add(new InputFile(
                    input.file(), InputFile.of(Path.of(input.name())).name(), null));
        }
        return new InputFiles(
                files,
                manifest == null ? null : InputFile.of(manifest),
                Parameter.FORMAT.givenIn(values).orElse(InputFormat.AUTO),
                Parameter.BEST_PROBESETS_ONLY.givenIn(values).orElse(false));
    }
}

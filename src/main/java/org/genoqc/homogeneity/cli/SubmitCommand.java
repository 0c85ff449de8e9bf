package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.genoqc.homogeneity.client.ServiceClient;
import org.genoqc.homogeneity.client.ServiceProblemException;
import org.genoqc.homogeneity.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Submits the files of a data set to a service. */
@Command(
        name = "submit",
        description = "Submits a data set to a service as a job and prints the id of the job.",
        footer = {
            "",
            "Example: submit array.tsv.gz --wait -o result.tsv",
            "Example: submit b*/Ps.performance.txt -o result.tsv"
        })
final class SubmitCommand implements Callable<Integer> {

    private final Interruption interruption;

    private CommandSpec command = CommandSpec.create();
    private ParameterOptions options = new ParameterOptions(command, List.of());

    @Parameters(arity = "1..*", paramLabel = "INPUT", description = DataSetOptions.DESCRIPTION)
    private List<String> inputs = List.of();

    @Mixin
    private DataSetOptions dataSet = new DataSetOptions();

    @Mixin
    private AnnotationOption annotation = new AnnotationOption();

    @Mixin
    private ServerOption server = new ServerOption();

    @Option(names = "--wait", description = "Wait for the end of the job and show its progress.")
    private boolean wait;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUTPUT",
            description =
                    "Wait, then download the result, as Parquet if the name ends with .parquet; - for standard output.")
    private @Nullable String output;

    @Mixin
    private Quietness quietness = new Quietness();

    SubmitCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Spec
    void use(CommandSpec spec) {
        command = spec;
        options = ParameterOptions.addTo(spec, Parameter.ENGINE);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> parameters = options.formFields();
        annotation.check(options);
        if (output != null) {
            SameFiles.checkOutputs(command, Map.of("--output", output), annotation.addTo(dataSet.inputs(inputs)));
        }
        return server.use(client -> {
            UUID id = submit(client, parameters);
            if (!Output.STANDARD.equals(output)) {
                command.commandLine().getOut().println(id);
                command.commandLine().getOut().flush();
            }
            if (wait || output != null) {
                RemoteJob job = new RemoteJob(client, id, command.commandLine().getErr());
                job.awaitResult(!quietness.isQuiet());
                if (output != null) {
                    job.download(Output.of(output));
                }
            }
        });
    }

    private UUID submit(ServiceClient client, Map<String, String> parameters) throws IOException, InterruptedException {
        return dataSet.reading(inputs, options, interruption, files -> {
            try {
                return UUID.fromString(client.submit(annotation.addTo(files), parameters)
                        .path("id")
                        .asString());
            } catch (ServiceProblemException e) {
                throw Failures.of(
                        e, files.files().size() == 1 ? files.files().getFirst().name() + ": " : "");
            }
        });
    }
}

package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Downloads the result of a job of a service, and its findings. */
@Command(
        name = "result",
        description = "Downloads the result of a job of a service, findings, report card and exclusions; resumes the "
                + "download of a result that was interrupted.")
final class ResultCommand implements Callable<Integer> {

    private static final String OUTPUT = "--output";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "ID", description = "The id of the job.")
    private UUID id = new UUID(0, 0);

    @Option(
            names = {"-o", OUTPUT},
            paramLabel = "OUTPUT",
            description = "Where to write the result, as Parquet if the name ends with .parquet; - for standard output,"
                    + " which is the default unless findings, report card or exclusions are asked for.")
    private @Nullable String outputArgument;

    @Mixin
    private FindingsOptions findings = new FindingsOptions();

    @Mixin
    private ServerOption server = new ServerOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        findings.checkDownload();
        Map<String, String> outputs = new LinkedHashMap<>();
        if (outputArgument != null || findings.files().isEmpty()) {
            outputs.put(OUTPUT, outputArgument == null ? Output.STANDARD : outputArgument);
        }
        outputs.putAll(findings.files());
        SameFiles.checkOutputs(command, outputs, Map.of());
        return server.use(client -> {
            for (String warning : findings.download(client, id)) {
                command.commandLine().getErr().println("warning: " + warning);
            }
            String output = outputs.get(OUTPUT);
            if (output != null) {
                new RemoteJob(client, id, command.commandLine().getErr()).download(Output.of(output));
            }
        });
    }
}

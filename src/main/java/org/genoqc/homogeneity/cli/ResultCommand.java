package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Downloads the result of a job of a service. */
@Command(name = "result", description = "Downloads the result of a job of a service; resumes one that was interrupted.")
final class ResultCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "ID", description = "The id of the job.")
    private UUID id = new UUID(0, 0);

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUTPUT",
            defaultValue = Output.STANDARD,
            description = "Where to write it; - for standard output, which is the default.")
    private String outputArgument = Output.STANDARD;

    @Mixin
    private ServerOption server = new ServerOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Output output = Output.of(outputArgument);
        output.check();
        return server.use(
                client -> new RemoteJob(client, id, command.commandLine().getErr()).download(output));
    }
}

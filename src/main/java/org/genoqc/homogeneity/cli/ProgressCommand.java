package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows how far a job of a service is. */
@Command(name = "progress", description = "Shows how far a job of a service is.")
final class ProgressCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "ID", description = "The id of the job.")
    private UUID id = new UUID(0, 0);

    @Mixin
    private ServerOption server = new ServerOption();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the job has ended.")
    private boolean follow;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        return server.use(client -> {
            if (follow) {
                new RemoteJob(client, id, command.commandLine().getErr()).follow(true);
            }
            out.println(JobText.progress(client.progress(id)));
            out.flush();
        });
    }
}

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
import tools.jackson.databind.JsonNode;

/** Shows a job of a service. */
@Command(name = "status", description = "Shows a job of a service: state, times, parameters, warnings, error.")
final class StatusCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "ID", description = "The id of the job.")
    private UUID id = new UUID(0, 0);

    @Mixin
    private ServerOption server = new ServerOption();

    @Option(names = "--json", description = "As the service gives it.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        return server.use(client -> {
            JsonNode job = client.job(id);
            if (json) {
                out.println(job.toPrettyString());
            } else {
                JobText.print(job, "", out);
            }
            out.flush();
        });
    }
}

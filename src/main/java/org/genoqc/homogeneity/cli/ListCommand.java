package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Lists the jobs of a service. */
@Command(name = "list", description = "Lists the jobs of a service, newest first.")
final class ListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Mixin
    private ServerOption server = new ServerOption();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only jobs in this state, e.g. RUNNING; may be repeated.")
    private List<String> states = List.of();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "The most jobs to list, up to 1000 (${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "As the service gives them.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        return server.use(client -> {
            JsonNode list = client.list(states, limit);
            if (json) {
                out.println(list.toPrettyString());
            } else {
                list.path("jobs").forEach(job -> out.println(JobText.inList(job)));
            }
            out.flush();
        });
    }
}

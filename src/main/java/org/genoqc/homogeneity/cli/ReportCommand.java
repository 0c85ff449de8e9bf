package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Downloads the report of a job of a service. */
@Command(
        name = "report",
        description =
                "Downloads the report of a job of a service: one HTML file with answer, pictures and tables, which"
                        + " opens without the service and without a network, as test --report writes it.")
final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The id of the job.")
    private UUID id = new UUID(0, 0);

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUTPUT",
            description = "Where to write the report; - for standard output, which is the default.")
    private String output = Output.STANDARD;

    @Mixin
    private ServerOption server = new ServerOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Output report = Output.of(output);
        report.check();
        return server.use(client -> report.write(out -> client.copyReport(id, out)));
    }
}

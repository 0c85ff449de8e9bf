package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Cancels a job of a service. */
@Command(name = "cancel", description = "Cancels a live job of a service.")
final class CancelCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The id of the job.")
    private UUID id = new UUID(0, 0);

    @Option(names = "--remove", description = "Remove the job with its result if it has ended.")
    private boolean remove;

    @Mixin
    private ServerOption server = new ServerOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return server.use(client -> {
            JsonNode job = client.job(id);
            if (RemoteJob.isEnded(job) && !remove) {
                throw new Failures.Failure(
                        ExitCode.FAILURE,
                        "job " + id + " has ended: " + job.path("state").asString()
                                + "; --remove removes it with its result");
            }
            client.delete(id);
        });
    }
}

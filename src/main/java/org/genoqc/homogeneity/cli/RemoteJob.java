package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.genoqc.homogeneity.client.ResultDownload;
import org.genoqc.homogeneity.client.ServiceClient;
import org.genoqc.homogeneity.client.ServiceProblemException;
import tools.jackson.databind.JsonNode;

/** A job of a service, as followed from here. */
record RemoteJob(ServiceClient client, UUID id, PrintWriter err) {

    private static final Set<String> ENDED = Set.of("COMPLETE", "CANCELED", "EXECUTOR_ERROR", "SYSTEM_ERROR");
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    /** As many looks as a service needs to be started anew. */
    private static final int MOST_LOOKS_IN_VAIN = 120;

    static boolean isEnded(JsonNode job) {
        return ENDED.contains(job.path("state").asString());
    }

    /** Waits for the end, in whatever state, and shows the progress until then. */
    void follow(boolean shown) throws IOException, InterruptedException {
        ProgressDisplay display = null;
        try {
            for (JsonNode progress = look(); !isEnded(progress); progress = look()) {
                long total = progress.path("probesets").path("total").asLong();
                if (shown && total > 0) {
                    display = display == null ? ProgressDisplay.on(err, total) : display;
                    display.show(progress.path("probesets").path("completed").asLong());
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        } finally {
            if (display != null) {
                display.close();
            }
        }
    }

    /** The progress; where the service can't be reached, it may just be restarting. */
    private JsonNode look() throws IOException, InterruptedException {
        for (int inVain = 1; ; inVain++) {
            try {
                return client.progress(id);
            } catch (ServiceProblemException e) {
                throw e;
            } catch (IOException e) {
                if (inVain == MOST_LOOKS_IN_VAIN) {
                    throw e;
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
    }

    /**
     * Waits for the result.
     *
     * @throws Failures.Failure if the job ends without one
     */
    void awaitResult(boolean shown) throws IOException, InterruptedException {
        follow(shown);
        JsonNode job = client.job(id);
        String state = job.path("state").asString();
        if (!state.equals("COMPLETE")) {
            String name = job.path("input").path("name").asString();
            String reasons = job.has("error")
                    ? String.join(
                            "\n",
                            ServiceClient.faults(job.path("error")).stream()
                                    .map(fault -> name + ": " + fault)
                                    .toList())
                    : "job " + id + " is " + state;
            throw new Failures.Failure(state.equals("EXECUTOR_ERROR") ? ExitCode.BAD_INPUT : ExitCode.FAILURE, reasons);
        }
    }

    /**
     * Downloads the result. What arrives before the service is lost for good stays beside the output, and the next
     * download goes on from there.
     */
    void download(Output output) throws IOException, InterruptedException {
        Path part = output instanceof Output.RegularFile regular
                ? regular.file().resolveSibling(regular.file().getFileName() + "." + id + ".part")
                : Files.createTempFile("chi2-homogeneity-", ".part");
        try {
            new ResultDownload(client).into(part, id);
            output.write(out -> Files.copy(part, out));
            Files.delete(part);
        } finally {
            if (!(output instanceof Output.RegularFile)) {
                Files.deleteIfExists(part);
            }
        }
    }
}

package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.genoqc.homogeneity.client.ServiceClient;
import org.genoqc.homogeneity.client.ServiceProblemException;
import tools.jackson.databind.JsonNode;

/** A job of a service, as followed from here. */
record RemoteJob(ServiceClient client, UUID id, PrintWriter err) {

    private static final Set<String> ENDED = Set.of("COMPLETE", "CANCELED", "EXECUTOR_ERROR", "SYSTEM_ERROR");
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    /** A minute, in which a service can be restarted. */
    private static final int MAX_FAILED_POLLS = 120;

    static boolean isEnded(JsonNode job) {
        return ENDED.contains(job.path("state").asString());
    }

    /** Waits until the job has ended, in any state, and shows the progress meanwhile. */
    void follow(boolean shown) throws IOException, InterruptedException {
        ProgressDisplay display = null;
        try {
            for (JsonNode progress = poll(); !isEnded(progress); progress = poll()) {
                long total = progress.path("probesets").path("total").asLong();
                if (shown && total > 0) {
                    display = display == null ? ProgressDisplay.on(err, total) : display;
                    display.show(progress.path("probesets").path("completed").asLong());
                }
                Thread.sleep(POLL_INTERVAL);
            }
        } finally {
            if (display != null) {
                display.close();
            }
        }
    }

    /** The progress; where the service can't be reached, it may just be restarting. */
    private JsonNode poll() throws IOException, InterruptedException {
        for (int failed = 1; ; failed++) {
            try {
                return client.progress(id);
            } catch (ServiceProblemException e) {
                throw e;
            } catch (IOException e) {
                if (failed == MAX_FAILED_POLLS) {
                    throw e;
                }
                Thread.sleep(POLL_INTERVAL);
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
            JsonNode input = job.path("input");
            String prefix =
                    input.path("files").asInt(1) > 1 ? "" : input.path("name").asString() + ": ";
            String reasons = job.has("error")
                    ? String.join("\n", ServiceClient.faults(job.path("error"), prefix))
                    : "job " + id + " is " + state;
            throw new Failures.Failure(state.equals("EXECUTOR_ERROR") ? ExitCode.BAD_INPUT : ExitCode.FAILURE, reasons);
        }
    }

    /**
     * Downloads the result. Where the service can't be reached any more, what has arrived stays beside the output,
     * and the next download resumes from there.
     */
    void download(Output output) throws IOException, InterruptedException {
        Path part = output instanceof Output.RegularFile regular
                ? regular.file().resolveSibling(regular.file().getFileName() + "." + id + ".part")
                : Files.createTempFile("chi2-homogeneity-", ".part");
        try {
            client.download(id, part);
            output.writeTable(out -> {
                try (Reader in = Files.newBufferedReader(part)) {
                    in.transferTo(out);
                }
            });
            Files.delete(part);
        } finally {
            if (!(output instanceof Output.RegularFile)) {
                Files.deleteIfExists(part);
            }
        }
    }
}

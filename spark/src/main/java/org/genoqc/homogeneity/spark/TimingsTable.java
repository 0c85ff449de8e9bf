package org.genoqc.homogeneity.spark;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import org.genoqc.homogeneity.batch.BatchTiming;

/** When and where each partition was tested, as TSV. */
record TimingsTable(List<BatchTiming> timings) {

    private static final String HEADER = String.join(
            "\t",
            "batch",
            "worker",
            "started",
            "queue_wait_seconds",
            "duration_seconds",
            "standard",
            "monte_carlo",
            "skipped",
            "simulations",
            "busy_seconds",
            "slices",
            "workers");

    void writeTo(Writer out) throws IOException {
        out.append(HEADER).append('\n');
        for (BatchTiming timing : timings) {
            out.append(String.join(
                            "\t",
                            Integer.toString(timing.batch()),
                            Integer.toString(timing.worker()),
                            timing.started().toString(),
                            seconds(timing.queueWait()),
                            seconds(timing.duration()),
                            Integer.toString(timing.standard()),
                            Integer.toString(timing.monteCarlo()),
                            Integer.toString(timing.skipped()),
                            Long.toString(timing.simulations()),
                            seconds(timing.busy()),
                            Integer.toString(timing.slices()),
                            Integer.toString(timing.workers())))
                    .append('\n');
        }
    }

    private static String seconds(Duration duration) {
        return Double.toString(duration.toNanos() / 1e9);
    }
}

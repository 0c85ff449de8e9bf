package org.genoqc.homogeneity.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** A plain line every few seconds. */
final class ProgressLines implements ProgressDisplay {

    private static final long BETWEEN_LINES = Duration.ofSeconds(5).toNanos();

    private final PrintWriter err;
    private final long probesets;
    private final long start = System.nanoTime();
    private long lastLine = start;

    ProgressLines(PrintWriter err, long probesets) {
        this.err = err;
        this.probesets = probesets;
    }

    @Override
    public void show(long completed) {
        long now = System.nanoTime();
        if (now - lastLine >= BETWEEN_LINES) {
            lastLine = now;
            err.println(line(completed, probesets, (now - start) * 1e-9));
            err.flush();
        }
    }

    static String line(long completed, long probesets, double seconds) {
        double rate = completed / seconds;
        return String.format(
                Locale.ROOT,
                "%d of %d probesets (%.1f %%), %.1f/s%s",
                completed,
                probesets,
                100.0 * completed / probesets,
                rate,
                completed == 0 ? "" : String.format(Locale.ROOT, ", %.0f s left", (probesets - completed) / rate));
    }
}

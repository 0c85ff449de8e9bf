package org.genoqc.homogeneity.cli;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar; none for runs so short that it would only flicker. */
final class TerminalBar implements ProgressDisplay {

    private static final long UNTIL_SHOWN = Duration.ofMillis(500).toNanos();
    private static final int MILLIS_BETWEEN_UPDATES = 200;

    private final long probesets;
    private final long start = System.nanoTime();
    private @Nullable ProgressBar bar;

    TerminalBar(long probesets) {
        this.probesets = probesets;
    }

    @Override
    public void show(long completed) {
        if (bar == null && System.nanoTime() - start >= UNTIL_SHOWN) {
            bar = new ProgressBarBuilder()
                    .setTaskName("Testing")
                    .setUnit(" probesets", 1)
                    .setInitialMax(probesets)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(MILLIS_BETWEEN_UPDATES)
                    .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                    .setConsumer(new TerminalLine(System.err))
                    .continuousUpdate()
                    .clearDisplayOnFinish()
                    .build();
        }
        if (bar != null) {
            bar.stepTo(completed);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}

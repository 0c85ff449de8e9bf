package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import me.tongfei.progressbar.ProgressBarConsumer;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;

/**
 * The line of a terminal that the progress bar is drawn in. When the terminal gets narrower it breaks the line in two or
 * more, which are wiped before the bar is drawn again; until its new width is known here, the bar is cut off instead of broken.
 * At the end nothing is left.
 */
final class TerminalLine implements ProgressBarConsumer {

    private static final String TO_BEGINNING = "\r";
    private static final String LINE_UP = "\033[A";
    private static final String WIPE_BELOW = "\033[J";
    private static final String CUT_OFF = "\033[?7l";
    private static final String BREAK = "\033[?7h";
    /** Of a terminal that does not report its width. */
    private static final int USUAL_WIDTH = 80;

    private static final int MIN_WIDTH = 10;
    /** One column for the cursor, two for the {@code ^C} that is shown when it is typed; they would break the line. */
    private static final int MARGIN = 3;

    private final PrintStream out;
    private final Terminal terminal;
    private int drawn;

    TerminalLine(PrintStream out) {
        this.out = out;
        try {
            // its handling of signals, which the library has on by default, takes Ctrl-C away from the JVM
            this.terminal = TerminalBuilder.builder()
                    .systemOutput(SystemOutput.SysErrOrSysOut)
                    .nativeSignals(false)
                    .dumb(true)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int width() {
        int width = terminal.getWidth();
        return width > MIN_WIDTH ? width : USUAL_WIDTH;
    }

    @Override
    public int getMaxRenderedLength() {
        return width() - MARGIN;
    }

    @Override
    public void accept(String bar) {
        int width = width();
        toBeginning(width);
        // what a longer or broken bar left behind goes too
        out.print(CUT_OFF + bar + BREAK + WIPE_BELOW);
        out.flush();
        drawn = Math.min(bar.length(), width);
    }

    /** To where the bar begins, which may have been broken into lines since. */
    private void toBeginning(int width) {
        int linesAbove = Math.max(0, (drawn - 1) / width);
        out.print(TO_BEGINNING + LINE_UP.repeat(linesAbove));
    }

    @Override
    public void clear() {
        toBeginning(width());
        out.print(WIPE_BELOW);
        drawn = 0;
    }

    @Override
    public void close() {
        out.flush();
    }
}

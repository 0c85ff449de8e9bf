package org.genoqc.homogeneity.cli;

import java.io.PrintStream;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;

/**
 * The line of a terminal that the progress bar is drawn in. When the terminal gets narrower it breaks the line in two or
 * more, which are wiped before the bar is drawn anew; until it is known here that it has, the bar is cut off instead of
 * broken. At the end nothing is left.
 */
final class TerminalLine extends ConsoleProgressBarConsumer {

    private static final String TO_BEGINNING = "\r";
    private static final String LINE_UP = "\033[A";
    private static final String WIPE_BELOW = "\033[J";
    private static final String CUT_OFF = "\033[?7l";
    private static final String BREAK = "\033[?7h";

    private final PrintStream out;
    private int drawn;

    TerminalLine(PrintStream out) {
        super(out);
        this.out = out;
    }

    @Override
    public void accept(String bar) {
        int width = Math.max(1, getMaxRenderedLength() + 1);
        wipe(width);
        out.print(CUT_OFF);
        super.accept(bar);
        out.print(BREAK);
        out.flush();
        drawn = Math.min(bar.length(), width - 1);
    }

    private void wipe(int width) {
        int linesAbove = Math.max(0, (drawn - 1) / width);
        out.print(TO_BEGINNING + LINE_UP.repeat(linesAbove) + (linesAbove == 0 ? "" : WIPE_BELOW));
    }

    @Override
    public void clear() {
        wipe(Math.max(1, getMaxRenderedLength() + 1));
        out.print(WIPE_BELOW);
        drawn = 0;
    }

    @Override
    public void close() {
        out.flush();
    }
}

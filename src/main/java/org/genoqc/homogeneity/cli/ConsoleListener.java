package org.genoqc.homogeneity.cli;

import org.genoqc.homogeneity.library.Outline;
import org.genoqc.homogeneity.library.ProgressListener;

/** Shows what is run and how far it is. */
final class ConsoleListener implements ProgressListener, AutoCloseable {

    private final Console console;
    private ProgressDisplay display = ProgressDisplay.NONE;

    ConsoleListener(Console console) {
        this.console = console;
    }

    @Override
    public void started(Outline outline) {
        console.planned(outline);
        if (console.verbosity().isProgressShown()) {
            display = ProgressDisplay.on(console.err(), outline.probesets());
        }
    }

    @Override
    public void progressed(long completed, long probesets) {
        display.show(completed);
    }

    @Override
    public void close() {
        display.close();
    }
}

package org.genoqc.homogeneity.cli;

import org.genoqc.homogeneity.batch.PlannedRun;
import org.genoqc.homogeneity.batch.Progress;
import org.genoqc.homogeneity.batch.ProgressListener;

/** Shows what is run and how far it is. */
final class RunReport implements ProgressListener, AutoCloseable {

    private final Console console;
    private ProgressDisplay display = ProgressDisplay.NONE;

    RunReport(Console console) {
        this.console = console;
    }

    @Override
    public void started(PlannedRun run) {
        console.planned(run);
        if (console.verbosity().isProgressShown()) {
            display = ProgressDisplay.on(console.err(), run.probesets());
        }
    }

    @Override
    public void progressed(Progress.Snapshot progress) {
        display.show(progress.completed());
    }

    @Override
    public void close() {
        display.close();
    }
}

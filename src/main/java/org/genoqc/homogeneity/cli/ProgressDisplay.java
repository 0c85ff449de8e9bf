package org.genoqc.homogeneity.cli;

import java.io.PrintWriter;

/** Shows how many probesets are done: a bar on a terminal, a line every few seconds elsewhere. */
interface ProgressDisplay extends AutoCloseable {

    /** Shows nothing. */
    ProgressDisplay NONE = completed -> {};

    void show(long completed);

    @Override
    default void close() {}

    static ProgressDisplay on(PrintWriter err, long probesets) {
        return Terminals.isStandardErrorOne() ? new TerminalBar(probesets) : new ProgressLines(err, probesets);
    }
}

package org.genoqc.homogeneity.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.genoqc.homogeneity.batch.RunningWindow.RunningPart;

/**
 * Parts of windows that have ended, whose open probesets are left to a late simulation: to one for all, which then share its
 * walks, or to several where more are open than memory should hold. Thread-safe.
 */
final class LateParts {

    private final long maxRows;
    private final List<RunningPart> waiting = new ArrayList<>();
    private long rowsWaiting;
    private int windowsLeft;

    /**
     * @param windows how many windows there are, without late ones
     * @param maxRows the rows of tables, of open probesets, of which no more should wait
     */
    LateParts(int windows, long maxRows) {
        this.windowsLeft = windows;
        this.maxRows = maxRows;
    }

    /**
     * A window has ended, perhaps a late one.
     *
     * @param left its parts with open probesets
     * @param rows the rows of the tables of these
     * @return the parts to be simulated further now, as a window, in the order of the plan; none while others may join them
     */
    synchronized List<RunningPart> ended(List<RunningPart> left, long rows) {
        waiting.addAll(left);
        rowsWaiting += rows;
        windowsLeft--;
        if (waiting.isEmpty() || windowsLeft > 0 && rowsWaiting < maxRows) {
            return List.of();
        }
        List<RunningPart> further =
                waiting.stream().sorted(Comparator.comparing(RunningPart::part)).toList();
        waiting.clear();
        rowsWaiting = 0;
        windowsLeft++;
        return further;
    }
}

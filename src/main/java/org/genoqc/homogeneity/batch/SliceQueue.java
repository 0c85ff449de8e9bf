package org.genoqc.homogeneity.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The slices of windows of probesets. A window is opened when no slice of one opened earlier waits. Thread-safe. */
final class SliceQueue implements SliceSource {

    private final Iterator<List<Slice>> windows;
    private final Deque<Slice> ready = new ArrayDeque<>();
    private int unopened;

    /**
     * @param windows the first slices of each window; asked for when they are needed
     * @param slices how many these are
     */
    SliceQueue(Iterator<List<Slice>> windows, int slices) {
        this.windows = windows;
        this.unopened = slices;
    }

    /** Adds slices of a window that was opened earlier. They come first, so that it ends. */
    synchronized void add(List<Slice> further) {
        List<Slice> reversed = new ArrayList<>(further).reversed();
        reversed.forEach(ready::addFirst);
    }

    @Override
    public synchronized int waiting() {
        return ready.size() + unopened;
    }

    @Override
    public synchronized Slice take() {
        while (ready.isEmpty()) {
            if (!windows.hasNext()) {
                throw new NoSuchElementException("no slice waits");
            }
            List<Slice> first = windows.next();
            unopened -= first.size();
            ready.addAll(first);
        }
        return ready.remove();
    }
}

package org.genoqc.homogeneity.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * Some of the completed batches of a data set, in the order of their completion.
 *
 * @param completed how many there are in all
 * @param timings of those on the page
 */
public record TimingsPage(int completed, List<BatchTiming> timings) {

    public static final TimingsPage NONE = new TimingsPage(0, List.of());

    public TimingsPage {
        timings = List.copyOf(timings);
    }

    /** Takes batches one after the other and keeps those of a page alone. Not thread-safe. */
    public static final class Collector {

        private final int offset;
        private final int limit;
        private final List<BatchTiming> kept = new ArrayList<>();
        private int taken;

        /**
         * A page.
         *
         * @param offset how many batches come before it
         * @param limit how many it holds at most
         */
        public Collector(int offset, int limit) {
            this.offset = offset;
            this.limit = limit;
        }

        public void take(BatchTiming timing) {
            if (taken >= offset && kept.size() < limit) {
                kept.add(timing);
            }
            taken++;
        }

        public TimingsPage page() {
            return new TimingsPage(taken, kept);
        }
    }
}

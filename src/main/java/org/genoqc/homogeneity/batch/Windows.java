package org.genoqc.homogeneity.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.genoqc.homogeneity.statistics.TestPlan;
import org.genoqc.homogeneity.statistics.TwoTierTest;

/**
 * Cuts the probesets of a run, in the order of the plan, into windows, which are simulated side by side, and each window
 * into parts, which are prepared by one worker. A window is so large that walking along shared permutations costs little
 * beside the tests, or as large as memory permits; batches end with the windows that hold them. How it is cut does not
 * change any result.
 *
 * @param tests how they are tested
 * @param rows the rows of a probeset's table
 * @param maxRows the rows of all tables of a window, but for a table of more rows
 */
record Windows(TestPlan plan, TwoTierTest tests, IntUnaryOperator rows, long maxRows) {

    /** Long enough to be cut into slices. */
    private static final double MIN_NANOS = 100e6;

    private static final double TESTS_PER_WALK = 8;
    private static final int MAX_PREPARED_AT_ONCE = 1_000;

    /**
     * Probesets of one batch.
     *
     * @param batch its number
     * @param from the first of them, counted within the batch
     * @param to after the last of them
     */
    record Part(int batch, int from, int to) implements Comparable<Part> {

        /** In the order of the plan. */
        @Override
        public int compareTo(Part other) {
            return batch != other.batch ? Integer.compare(batch, other.batch) : Integer.compare(from, other.from);
        }
    }

    /** The windows of some batches of a plan. */
    List<List<Part>> of(BatchPlan batches, int[] wanted) {
        List<List<Part>> windows = new ArrayList<>();
        Growing window = new Growing();
        for (int batch : wanted) {
            int[] probesets = batches.probesets(batch);
            int from = 0;
            for (int i = 0; i < probesets.length; i++) {
                if (!window.hasRoomFor(probesets[i])) {
                    window.add(batch, from, i);
                    from = i;
                    windows.add(window.parts);
                    window = new Growing();
                } else if (i - from == MAX_PREPARED_AT_ONCE) {
                    window.add(batch, from, i);
                    from = i;
                }
                window.take(probesets[i]);
            }
            window.add(batch, from, probesets.length);
        }
        if (!window.parts.isEmpty()) {
            windows.add(window.parts);
        }
        return windows;
    }

    private final class Growing {
        private final List<Part> parts = new ArrayList<>();
        private int probesets;
        private long ofRows;
        private double ofTests;
        private double ofWalk;
        private int group = -1;

        boolean hasRoomFor(int probeset) {
            if (probesets == 0) {
                return true;
            }
            if (ofRows + rows.applyAsInt(probeset) > maxRows) {
                return false;
            }
            boolean walksAlong = plan.isShared(probeset) && plan.group(probeset) == group;
            return ofTests + ofWalk < MIN_NANOS || walksAlong && ofTests < TESTS_PER_WALK * ofWalk;
        }

        void take(int probeset) {
            probesets++;
            ofRows += rows.applyAsInt(probeset);
            ofTests += tests.expectedNanos(probeset);
            if (plan.isShared(probeset)) {
                double walk = tests.nanosOfWalk(probeset);
                ofWalk = plan.group(probeset) == group ? Math.max(ofWalk, walk) : ofWalk + walk;
                group = plan.group(probeset);
            }
        }

        void add(int batch, int from, int to) {
            if (from < to) {
                parts.add(new Part(batch, from, to));
            }
        }
    }
}

package org.genoqc.homogeneity.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.genoqc.homogeneity.statistics.SliceLimits;
import org.genoqc.homogeneity.statistics.TestPlan;
import org.genoqc.homogeneity.statistics.TwoTierTest;

/**
 * Cuts the probesets of a run, in the order of the plan, into windows, which are simulated side by side, and each window
 * into parts, which are prepared by one worker. A window is so large that walking along shared permutations costs little
 * beside the tests, or as large as memory permits; batches end with the windows that hold them. How it is cut does not
 * change any result.
 *
 * @param batches the plan
 * @param tests how probesets are tested
 * @param rows the rows of a probeset's table
 * @param heap its size in bytes
 */
record Windows(BatchPlan batches, TwoTierTest tests, IntUnaryOperator rows, long heap) {

    /** Long enough to be cut into slices. */
    private static final double MIN_NANOS = 100e6;

    /** Where a walk takes longer, windows end sooner, and with them batches, so that less is lost by a crash. */
    private static final double LONG_WALK_NANOS = 1e9;

    private static final double TESTS_PER_LONG_WALK = 1;
    private static final int MAX_PREPARED_AT_ONCE = 64;
    /** Of two windows, one that ends and one that begins. */
    private static final long PART_OF_HEAP_FOR_TABLES = 16;
    /** Of a probeset that is being simulated: its table and what its simulated tables are compared with. */
    private static final long BYTES_PER_ROW = 1 << 7;

    private static final long MIN_ROWS = 1 << 14;
    private static final long MAX_ROWS = 1 << 22;
    private static final long PART_OF_HEAP_FOR_SLICES = 16;
    private static final long MAX_BYTES_PER_SLICE = 1 << 26;
    /** Short enough to be fair to other runs. */
    private static final double MAX_NANOS_PER_SLICE = 10e6;
    /** Short enough for a cancelled run to end soon. */
    private static final double MAX_NANOS_PER_BLOCK = 100e6;
    /** Long enough to be handed out one by one. */
    private static final double MIN_NANOS_PER_SLICE = 0.2e6;
    /** Enough to keep all workers busy to the end. */
    private static final int SLICES_PER_WORKER = 16;

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

    /**
     * Probesets that are simulated side by side.
     *
     * @param parts in the order of the plan
     * @param nanos about how long one core takes
     */
    record Window(List<Part> parts, double nanos) {}

    /** How the work of windows is cut into slices. */
    SliceLimits limits(List<Window> windows, int workers) {
        double nanos = windows.stream().mapToDouble(Window::nanos).sum();
        double ofWorker = nanos / workers / SLICES_PER_WORKER;
        return new SliceLimits(
                Math.clamp(ofWorker, MIN_NANOS_PER_SLICE, MAX_NANOS_PER_SLICE),
                Math.min(ofWorker, MAX_NANOS_PER_BLOCK),
                Math.min(heap / PART_OF_HEAP_FOR_SLICES / workers, MAX_BYTES_PER_SLICE));
    }

    /** The most rows of tables that a window has. */
    long maxRows() {
        return Math.clamp(heap / PART_OF_HEAP_FOR_TABLES / BYTES_PER_ROW, MIN_ROWS, MAX_ROWS);
    }

    /** The windows of some batches of the plan. */
    List<Window> of(int[] wanted) {
        List<Window> windows = new ArrayList<>();
        Growing window = new Growing();
        for (int batch : wanted) {
            int[] probesets = batches.probesets(batch);
            int from = 0;
            for (int i = 0; i < probesets.length; i++) {
                if (!window.hasRoomFor(probesets[i])) {
                    window.add(batch, from, i);
                    from = i;
                    windows.add(window.grown());
                    window = new Growing();
                } else if (i - from == MAX_PREPARED_AT_ONCE) {
                    window.add(batch, from, i);
                    from = i;
                }
                window.take(probesets[i]);
            }
            window.add(batch, from, probesets.length);
        }
        if (window.probesets > 0) {
            windows.add(window.grown());
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
            if (ofRows + rows.applyAsInt(probeset) > maxRows()) {
                return false;
            }
            TestPlan plan = batches.tests();
            boolean walksAlong = plan.isShared(probeset) && plan.group(probeset) == group;
            double testsPerWalk = ofWalk > LONG_WALK_NANOS ? TESTS_PER_LONG_WALK : TestPlan.MAX_TESTS_PER_WALK;
            return ofTests + ofWalk < MIN_NANOS || walksAlong && ofTests < testsPerWalk * ofWalk;
        }

        void take(int probeset) {
            probesets++;
            ofRows += rows.applyAsInt(probeset);
            ofTests += tests.expectedNanos(probeset);
            TestPlan plan = batches.tests();
            if (plan.isShared(probeset)) {
                double walk = tests.nanosOfWalk(probeset);
                ofWalk = plan.group(probeset) == group ? Math.max(ofWalk, walk) : ofWalk + walk;
                group = plan.group(probeset);
            }
        }

        Window grown() {
            return new Window(parts, ofTests + ofWalk);
        }

        void add(int batch, int from, int to) {
            if (from < to) {
                parts.add(new Part(batch, from, to));
            }
        }
    }
}

package org.genoqc.homogeneity.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.genoqc.homogeneity.statistics.TestPlan;

/**
 * How probeset batches are cut into slices, which are what workers run: a batch into portions of probesets that are
 * tested side by side, and each portion into ranges of simulated tables, so that a slice takes some milliseconds where
 * that is possible. How it is cut does not change any result.
 */
final class SlicePlan {

    /** Short enough to end together and to be fair to other runs, long enough to be handed out one by one. */
    private static final double NANOS_PER_SLICE = 10e6;

    private static final int MAX_SLICES = 1 << 10;

    private final int[] batches;
    /** The number of the first slice of each batch, and that of all slices. */
    private final int[] starts;

    /**
     * Probesets of a batch that are tested side by side.
     *
     * @param from the first of them, counted within the batch
     * @param to after the last of them
     * @param slices into how many ranges of simulated tables they are cut
     */
    record Portion(int from, int to, int slices) {}

    /** What a batch is cut by. */
    record Cut(TestPlan tests, IntUnaryOperator rows, long maxRows, int simulations, int blocks) {

        /** The portions of a batch. */
        List<Portion> portions(int[] probesets) {
            List<Portion> portions = new ArrayList<>();
            int from = 0;
            while (from < probesets.length) {
                int to = end(probesets, from);
                portions.add(new Portion(from, to, slices(nanos(probesets, from, to))));
                from = to;
            }
            return portions;
        }

        /** So many rows that what they need fits the heap, and no more of those simulated alone than fill a slice. */
        private int end(int[] probesets, int from) {
            boolean alone = isAlone(probesets[from]);
            long taken = rows.applyAsInt(probesets[from]);
            double nanos = simulations * tests.nanosPerTable(probesets[from]);
            int to = from + 1;
            while (to < probesets.length && isAlone(probesets[to]) == alone && (!alone || nanos < NANOS_PER_SLICE)) {
                taken += rows.applyAsInt(probesets[to]);
                nanos += simulations * tests.nanosPerTable(probesets[to]);
                if (taken > maxRows) {
                    return to;
                }
                to++;
            }
            return to;
        }

        private boolean isAlone(int probeset) {
            return tests.nanosPerTable(probeset) > 0 && !tests.isShared(probeset);
        }

        private double nanos(int[] probesets, int from, int to) {
            double perTable = 0;
            double perPermutation = 0;
            for (int i = from; i < to; i++) {
                perTable += tests.nanosPerTable(probesets[i]);
                perPermutation = Math.max(perPermutation, tests.nanosPerPermutation(probesets[i]));
            }
            return simulations * (perTable + perPermutation);
        }

        private int slices(double nanos) {
            return Math.clamp((long) (nanos / NANOS_PER_SLICE), 1, Math.min(blocks, MAX_SLICES));
        }
    }

    /** @param batches the batches to be run, in the order in which they are to be started */
    SlicePlan(BatchPlan plan, int[] batches, Cut cut) {
        this.batches = batches.clone();
        this.starts = new int[batches.length + 1];
        for (int i = 0; i < batches.length; i++) {
            int slices = cut.portions(plan.probesets(batches[i])).stream()
                    .mapToInt(Portion::slices)
                    .sum();
            starts[i + 1] = Math.addExact(starts[i], slices);
        }
    }

    int slices() {
        return starts[batches.length];
    }

    /** The batch that a slice is of. */
    int batch(int slice) {
        return batches[indexOfBatch(slice)];
    }

    /** The number of a slice within its batch. */
    int withinBatch(int slice) {
        return slice - starts[indexOfBatch(slice)];
    }

    private int indexOfBatch(int slice) {
        int found = Arrays.binarySearch(starts, slice);
        return found >= 0 ? found : -found - 2;
    }
}

package org.genoqc.homogeneity.simulation;

/** Permutations drawn as a block, or kept since they were: labels are counted from memory. */
final class KeptLabels implements LabelSource {

    /** Weighing one label as it is taken costs about as much as weighing so many rows afterwards. */
    private static final int ROWS_PER_LABEL = 4;

    private final LaneCounts lanes;
    private final PermutationCache permutations;
    private final int places;
    /** Room for a block that is not kept, and for the labels of all samples. */
    private char[] drawn = {};

    private char[] shuffled = {};

    private char[] labels = {};
    /** The places that there are of each permutation. */
    private int stride;

    private int counting;
    private int taken;

    /** @param places the most that are needed of each permutation */
    KeptLabels(LaneCounts lanes, PermutationCache permutations, int places) {
        this.lanes = lanes;
        this.permutations = permutations;
        this.places = places;
    }

    @Override
    public void begin(int block, int count) {
        char[] kept = permutations.kept(block, count, places);
        if (kept == null) {
            if (drawn.length < count * places) {
                drawn = new char[count * places];
                shuffled = new char[permutations.samples()];
            }
            permutations.draw(block, count, places, drawn, shuffled);
            labels = drawn;
            stride = places;
        } else {
            labels = kept;
            stride = kept.length / count;
        }
        counting = count;
        taken = 0;
    }

    @Override
    public void advanceTo(int place) {
        int labels = place - taken;
        if (labels * ROWS_PER_LABEL < lanes.rows()) {
            for (int next = taken; next < place; next++) {
                addWeighed(next);
            }
        } else if (labels > 0) {
            for (int lane = 0; lane < counting; lane++) {
                add(lane * stride + taken, lane * stride + place, lane);
            }
            lanes.weigh();
        }
        taken = Math.max(taken, place);
    }

    private void add(int from, int to, int lane) {
        int[][] counts = lanes.counts;
        for (int i = from; i < to; i++) {
            counts[labels[i]][lane]++;
        }
    }

    /** Takes one label of each lane, by which the square of a count n grows by 2 n + 1. */
    private void addWeighed(int place) {
        char[] rows = labels;
        int[][] counts = lanes.counts;
        float[][] weighted = lanes.weighted;
        double[] squares = lanes.squares;
        double[] weights = lanes.weights;
        for (int lane = 0, at = place; lane < counting; lane++, at += stride) {
            int row = rows[at];
            double weight = weights[row];
            double before = counts[row][lane]++ * weight;
            weighted[row][lane] = (float) (before + weight);
            squares[lane] += 2 * before + weight;
        }
    }
}

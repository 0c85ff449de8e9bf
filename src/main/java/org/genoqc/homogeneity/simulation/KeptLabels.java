package org.genoqc.homogeneity.simulation;

/** Permutations drawn as a block, or kept since they were: labels are counted from memory. */
final class KeptLabels implements LabelSource {

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
        if (place > taken) {
            for (int lane = 0; lane < counting; lane++) {
                add(lane * stride + taken, lane * stride + place, lane);
            }
            taken = place;
        }
    }

    private void add(int from, int to, int lane) {
        int[][] counts = lanes.counts;
        for (int i = from; i < to; i++) {
            counts[labels[i]][lane]++;
        }
    }
}

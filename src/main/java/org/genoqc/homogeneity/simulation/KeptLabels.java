package org.genoqc.homogeneity.simulation;

/** Permutations drawn as a block and kept for others: labels are counted from memory. */
final class KeptLabels implements LabelSource {

    private final LaneCounts lanes;
    private final PermutationCache permutations;
    private final int places;
    private char[] labels = {};
    /** The places kept of each permutation. */
    private int kept;

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
        labels = permutations.block(block, count, places);
        kept = labels.length / count;
        counting = count;
        taken = 0;
    }

    @Override
    public void advanceTo(int place) {
        if (place > taken) {
            int lane = 0;
            for (; lane + 1 < counting; lane += 2) {
                addTwo(lane * kept + taken, lane * kept + place, lane);
            }
            for (; lane < counting; lane++) {
                addOne(lane * kept + taken, lane * kept + place, lane);
            }
            taken = place;
        }
    }

    /** Two permutations at once: neither waits for the other's sum. */
    private void addTwo(int from, int to, int lane) {
        int[][] counts = lanes.counts;
        for (int i = from; i < to; i++) {
            counts[labels[i]][lane]++;
            counts[labels[i + kept]][lane + 1]++;
        }
    }

    private void addOne(int from, int to, int lane) {
        int[][] counts = lanes.counts;
        for (int i = from; i < to; i++) {
            counts[labels[i]][lane]++;
        }
    }
}

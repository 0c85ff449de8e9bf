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
        float[][] counts = lanes.counts;
        double[] weights = lanes.weights;
        double first = lanes.squares[lane];
        double second = lanes.squares[lane + 1];
        for (int i = from; i < to; i++) {
            int firstRow = labels[i];
            int secondRow = labels[i + kept];
            float firstCount = counts[firstRow][lane];
            float secondCount = counts[secondRow][lane + 1];
            first += (2 * firstCount + 1) * weights[firstRow];
            second += (2 * secondCount + 1) * weights[secondRow];
            counts[firstRow][lane] = firstCount + 1;
            counts[secondRow][lane + 1] = secondCount + 1;
        }
        lanes.squares[lane] = first;
        lanes.squares[lane + 1] = second;
    }

    private void addOne(int from, int to, int lane) {
        float[][] counts = lanes.counts;
        double sum = lanes.squares[lane];
        for (int i = from; i < to; i++) {
            int row = labels[i];
            float count = counts[row][lane];
            sum += (2 * count + 1) * lanes.weights[row];
            counts[row][lane] = count + 1;
        }
        lanes.squares[lane] = sum;
    }
}

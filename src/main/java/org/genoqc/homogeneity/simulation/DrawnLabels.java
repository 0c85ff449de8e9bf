package org.genoqc.homogeneity.simulation;

import org.genoqc.homogeneity.table.RowTotals;

/**
 * Permutations of more samples than are worth keeping: labels are drawn as they are counted, in memory in proportion to
 * the rows. A uniformly chosen sample is the next one unless it was chosen before; a row's samples are thought of as
 * those chosen, then the others, so that the row counts say which. Needs N / (N - m) tries for label m.
 */
final class DrawnLabels implements LabelSource {

    private static final int MIN_BUCKETS = 1 << 10;
    private static final int BUCKETS_PER_ROW = 4;
    private static final long LOW = 0xffffffffL;

    private final LaneCounts lanes;
    private final Xoshiro256PlusPlus streams;
    private final long samples;
    /** Random numbers whose product with N has a smaller low half would favour some samples (Lemire 2019). */
    private final long favouredBelow;
    /** Where the samples of each row begin; N last. */
    private final int[] starts;
    /** For each bucket of samples, the row of its first one. */
    private final char[] rowOfBucket;

    private final int bucketShift;
    /** By lane: the four words of the state of its generator. */
    private final long[][] states = new long[LaneCounts.LANES][];

    private int drawing;
    private int taken;

    DrawnLabels(LaneCounts lanes, Xoshiro256PlusPlus streams, RowTotals rowTotals) {
        this.lanes = lanes;
        this.streams = streams;
        this.samples = rowTotals.total();
        this.favouredBelow = (1L << Integer.SIZE) % samples;
        this.starts = new int[rowTotals.rows() + 1];
        for (int row = 0; row < rowTotals.rows(); row++) {
            starts[row + 1] = Math.toIntExact(starts[row] + rowTotals.ascending()[row]);
        }
        long bucketSize = Math.max(1, samples / Math.max(MIN_BUCKETS, BUCKETS_PER_ROW * rowTotals.rows()));
        this.bucketShift = Long.SIZE - 1 - Long.numberOfLeadingZeros(bucketSize);
        this.rowOfBucket = new char[(int) (samples - 1 >>> bucketShift) + 1];
        int row = 0;
        for (int bucket = 0; bucket < rowOfBucket.length; bucket++) {
            while (starts[row + 1] <= (long) bucket << bucketShift) {
                row++;
            }
            rowOfBucket[bucket] = (char) row;
        }
    }

    @Override
    public void begin(int block, int count) {
        drawing = count;
        taken = 0;
        for (int lane = 0; lane < count; lane++) {
            states[lane] = streams.stream(block * LaneCounts.LANES + lane).state();
        }
    }

    @Override
    public void advanceTo(int place) {
        for (int lane = 0; lane < drawing && place > taken; lane++) {
            draw(place - taken, lane);
        }
        taken = Math.max(taken, place);
    }

    /** Takes the steps of {@link Xoshiro256PlusPlus} itself, so that its state stays in registers. */
    private void draw(int labels, int lane) {
        int[][] counts = lanes.counts;
        int[] rowStarts = starts;
        char[] rows = rowOfBucket;
        int shift = bucketShift;
        long n = samples;
        long favoured = favouredBelow;
        long[] state = states[lane];
        long a = state[0];
        long b = state[1];
        long c = state[2];
        long d = state[3];
        int left = labels;
        while (left > 0) {
            long bits = Long.rotateLeft(a + d, 23) + a;
            long t = b << 17;
            c ^= a;
            d ^= b;
            b ^= c;
            a ^= d;
            c ^= t;
            d = Long.rotateLeft(d, 45);
            long product = (bits >>> Integer.SIZE) * n;
            if ((product & LOW) < favoured) {
                continue;
            }
            int sample = (int) (product >>> Integer.SIZE);
            int row = rows[sample >>> shift];
            while (sample >= rowStarts[row + 1]) {
                row++;
            }
            int[] ofRow = counts[row];
            int count = ofRow[lane];
            // -1 if it was not chosen before, else 0: a branch could not be predicted
            int isNew = count - 1 - (sample - rowStarts[row]) >> Integer.SIZE - 1;
            ofRow[lane] = count - isNew;
            left += isNew;
        }
        state[0] = a;
        state[1] = b;
        state[2] = c;
        state[3] = d;
    }
}

package org.genoqc.homogeneity.simulation;

import java.util.Arrays;
import org.genoqc.homogeneity.table.RowTotals;

/**
 * Permutations of more samples than are worth keeping: labels are drawn as they are counted, in memory in proportion to
 * the rows. A uniformly chosen sample is the next one unless it was chosen before; a row's samples are thought of as
 * those chosen, then the others, so that the row counts say which. Needs N / (N - m) tries for label m.
 *
 * <p>Samples are chosen from whole buckets: a row that does not fill its buckets has places in the first of them that
 * are passed over as if they were chosen before. Each random number makes two tries. There is no branch that depends on
 * the sample.
 */
final class DrawnLabels implements LabelSource {

    /** Buckets have at most N / (8 R) samples, so that less than an eighth of the tries is lost to places of no sample. */
    private static final int BUCKETS_PER_ROW = 8;

    private static final long LOW = 0xffffffffL;

    private final LaneCounts lanes;
    private final Xoshiro256PlusPlus streams;
    /** The places in all buckets. */
    private final long places;
    /** Random numbers whose product with the places has a smaller low half would favour some (Lemire 2019). */
    private final long favouredBelow;
    /** The first sample of each row, as a place. */
    private final int[] starts;

    private final char[] rowOfBucket;
    private final int bucketShift;
    /** By lane: the four words of the state of its generator. */
    private final long[][] states = new long[LaneCounts.LANES][];
    /** By lane: the row of the last label drawn. */
    private final int[] lastRow = new int[LaneCounts.LANES];
    /** By lane: 1 if the last label drawn is yet to be taken, else 0. */
    private final int[] ahead = new int[LaneCounts.LANES];

    private int drawing;
    private int taken;

    DrawnLabels(LaneCounts lanes, Xoshiro256PlusPlus streams, RowTotals rowTotals) {
        this.lanes = lanes;
        this.streams = streams;
        int rows = rowTotals.rows();
        long bucketSize = Math.max(1, rowTotals.total() / ((long) BUCKETS_PER_ROW * rows));
        this.bucketShift = Long.SIZE - 1 - Long.numberOfLeadingZeros(bucketSize);
        int[] ends = new int[rows];
        int buckets = 0;
        for (int row = 0; row < rows; row++) {
            buckets += Math.toIntExact((rowTotals.ascending()[row] - 1 >>> bucketShift) + 1);
            ends[row] = buckets;
        }
        this.places = (long) buckets << bucketShift;
        this.favouredBelow = (1L << Integer.SIZE) % places;
        this.starts = new int[rows];
        this.rowOfBucket = new char[buckets];
        int bucket = 0;
        for (int row = 0; row < rows; row++) {
            Arrays.fill(rowOfBucket, bucket, ends[row], (char) row);
            bucket = ends[row];
            starts[row] =
                    Math.toIntExact(((long) bucket << bucketShift) - rowTotals.ascending()[row]);
        }
    }

    @Override
    public void begin(int block, int count) {
        drawing = count;
        taken = 0;
        for (int lane = 0; lane < count; lane++) {
            states[lane] = streams.stream(block * LaneCounts.LANES + lane).state();
        }
        Arrays.fill(ahead, 0);
    }

    @Override
    public void advanceTo(int place) {
        if (place > taken) {
            for (int lane = 0; lane < drawing; lane++) {
                draw(place - taken, lane);
            }
            lanes.weigh();
            taken = place;
        }
    }

    /** Takes the steps of {@link Xoshiro256PlusPlus} itself, so that its state stays in registers. */
    private void draw(int labels, int lane) {
        int[][] counts = lanes.counts;
        int[] firsts = starts;
        char[] rows = rowOfBucket;
        int shift = bucketShift;
        long n = places;
        long favoured = favouredBelow;
        long[] state = states[lane];
        long a = state[0];
        long b = state[1];
        long c = state[2];
        long d = state[3];
        int last = lastRow[lane];
        counts[last][lane] += ahead[lane];
        int left = labels - ahead[lane];
        while (left > 0) {
            long bits = Long.rotateLeft(a + d, 23) + a;
            long t = b << 17;
            c ^= a;
            d ^= b;
            b ^= c;
            a ^= d;
            c ^= t;
            d = Long.rotateLeft(d, 45);
            long first = (bits >>> Integer.SIZE) * n;
            long second = (bits & LOW) * n;
            if (Math.min(first & LOW, second & LOW) < favoured) {
                continue;
            }
            int row = rows[(int) (first >>> Integer.SIZE) >>> shift];
            left += take(counts[row], lane, (int) (first >>> Integer.SIZE) - firsts[row]);
            last = rows[(int) (second >>> Integer.SIZE) >>> shift];
            left += take(counts[last], lane, (int) (second >>> Integer.SIZE) - firsts[last]);
        }
        // where the second try gave one label too many, it is the next one
        counts[last][lane] += left;
        ahead[lane] = -left;
        lastRow[lane] = last;
        state[0] = a;
        state[1] = b;
        state[2] = c;
        state[3] = d;
    }

    /**
     * Counts a sample of a row if it was not chosen before.
     *
     * @return -1 if it was not, else 0: a branch could not be predicted
     */
    private static int take(int[] ofRow, int lane, int sample) {
        int count = ofRow[lane];
        int isNew = count - 1 - sample >> Integer.SIZE - 1;
        ofRow[lane] = count - isNew;
        return isNew;
    }
}

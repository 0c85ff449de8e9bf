package org.genoqc.homogeneity.query;

/** Sorts rows by a key of 64 bits each, in linear time; rows with the same key stay in the order they are in. */
final class RadixSort {

    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;
    private static final int PASSES = (Long.SIZE + BITS - 1) / BITS;

    private RadixSort() {}

    /**
     * A number as a key: of two numbers the smaller has the smaller key, compared as unsigned ones; 0.0 and -0.0 have the
     * same one, NaN the largest.
     */
    static long key(double number) {
        long bits = Double.doubleToLongBits(number + 0.0);
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }

    /**
     * Sorts.
     *
     * @param order the rows; sorted afterwards
     * @param keys that of each row, by the number of the row
     * @param scratch as long as {@code order}; overwritten
     */
    static void sort(int[] order, long[] keys, int[] scratch) {
        int[][] counts = new int[PASSES][BUCKETS];
        for (int row : order) {
            long key = keys[row];
            for (int pass = 0; pass < PASSES; pass++) {
                counts[pass][digit(key, pass)]++;
            }
        }
        int[] from = order;
        int[] to = scratch;
        boolean isInScratch = false;
        for (int pass = 0; pass < PASSES; pass++) {
            int[] places = counts[pass];
            if (order.length == 0 || places[digit(keys[from[0]], pass)] == order.length) {
                continue; // all have the same digit
            }
            int place = 0;
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                int rows = places[bucket];
                places[bucket] = place;
                place += rows;
            }
            for (int row : from) {
                to[places[digit(keys[row], pass)]++] = row;
            }
            int[] sorted = to;
            to = from;
            from = sorted;
            isInScratch = !isInScratch;
        }
        if (isInScratch) {
            System.arraycopy(scratch, 0, order, 0, order.length);
        }
    }

    private static int digit(long key, int pass) {
        return (int) (key >>> pass * BITS) & BUCKETS - 1;
    }
}

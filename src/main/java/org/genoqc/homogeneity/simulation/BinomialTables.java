package org.genoqc.homogeneity.simulation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws from binomial distributions with one p and any number of trials up to a limit, in constant time by Walker's
 * alias method (Vose 1991, "A linear algorithm for generating random numbers with a given distribution", IEEE
 * Transactions on Software Engineering 17). Values whose probability is below 1e-12 of the mode's are left out;
 * thresholds have 32 bits. Tables are made when first needed, in the same arrays for one p after another. Not
 * thread-safe.
 */
final class BinomialTables {

    private static final double NEGLIGIBLE = 1e-12;
    private static final long LOW = 0xffffffffL;

    private double p;
    /** By the number of trials: where its entries begin, then, in the low half, their number; 0 if not yet made. */
    private long[] places = {};
    /** A threshold of 32 bits, and the two values on its sides, of 16 bits each. */
    private long[] entries = new long[256];

    private int used;
    /** By the number, the probabilities of the table that is being made. */
    private double[] relative = {};

    /** Room for values with less than the mean probability, and with more. */
    private int[] small = {};

    private int[] large = {};

    /**
     * Forgets all tables, and begins with those of another p.
     *
     * @param mostTrials at most 65,535
     */
    void begin(double p, int mostTrials) {
        this.p = p;
        used = 0;
        if (places.length > mostTrials) {
            Arrays.fill(places, 0);
        } else {
            places = new long[mostTrials + 1];
            relative = new double[mostTrials + 1];
            small = new int[mostTrials + 1];
            large = new int[mostTrials + 1];
        }
    }

    /**
     * Draws a number for each number of trials, two of 64 random bits.
     *
     * @param numbers receives them
     * @return their sum
     */
    int draw(int[] trials, int[] numbers, RandomGenerator random) {
        long[] known = entries;
        int sum = 0;
        long bits = 0;
        for (int i = 0; i < trials.length; i++) {
            long place = places[trials[i]];
            if (place == 0) {
                place = make(trials[i]);
                known = entries;
            }
            bits = (i & 1) == 0 ? random.nextLong() : bits << Integer.SIZE;
            // the high half of the product chooses the entry, the low half the side
            long product = (bits >>> Integer.SIZE) * (place & LOW);
            long entry = known[(int) (place >>> Integer.SIZE) + (int) (product >>> Integer.SIZE)];
            int side = (product & LOW) < entry >>> Integer.SIZE ? 0 : Character.SIZE;
            numbers[i] = (int) (entry >>> side) & Character.MAX_VALUE;
            sum += numbers[i];
        }
        return sum;
    }

    private long make(int trials) {
        int mode = (int) Math.min(trials, (trials + 1) * p);
        int from = mode;
        int to = mode + 1;
        // relative to that of the mode, outwards from it by the ratio of neighbours
        relative[mode] = 1;
        double odds = p / (1 - p);
        for (double next; to <= trials; to++) {
            next = relative[to - 1] * odds * (trials - to + 1) / to;
            if (next < NEGLIGIBLE) {
                break;
            }
            relative[to] = next;
        }
        for (double next; from > 0; from--) {
            next = relative[from] * from / (odds * (trials - from + 1));
            if (next < NEGLIGIBLE) {
                break;
            }
            relative[from - 1] = next;
        }
        if (used + to - from > entries.length) {
            entries = Arrays.copyOf(entries, Math.max(2 * entries.length, used + to - from));
        }
        fill(from, to, used);
        places[trials] = (long) used << 32 | to - from;
        used += to - from;
        return places[trials];
    }

    /** Vose's tables of the values from one to another, which takes up their probabilities. */
    private void fill(int from, int to, int start) {
        double[] weights = relative;
        double scale = (to - from) / sum(weights, from, to);
        int smalls = 0;
        int larges = 0;
        for (int value = from; value < to; value++) {
            weights[value] *= scale;
            set(start + value - from, LOW, value, value);
            if (weights[value] < 1) {
                small[smalls++] = value;
            } else {
                large[larges++] = value;
            }
        }
        while (smalls > 0 && larges > 0) {
            int less = small[--smalls];
            int more = large[larges - 1];
            set(start + less - from, Math.min(LOW, Math.round(weights[less] * 0x1p32)), less, more);
            weights[more] -= 1 - weights[less];
            if (weights[more] < 1) {
                larges--;
                small[smalls++] = more;
            }
        }
    }

    /** By Kahan's summation, as that of a {@code DoubleStream}, whose set-up takes longer than so few numbers. */
    static double sum(double[] numbers, int from, int to) {
        double sum = 0;
        double lost = 0;
        for (int i = from; i < to; i++) {
            double term = numbers[i] - lost;
            double next = sum + term;
            lost = next - sum - term;
            sum = next;
        }
        return sum - lost;
    }

    private void set(int entry, long threshold, int below, int above) {
        entries[entry] = threshold << 32 | (long) above << Character.SIZE | below;
    }
}

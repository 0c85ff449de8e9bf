package org.genoqc.homogeneity.statistics;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws from a binomial distribution in constant time by Walker's alias method (Vose 1991, "A linear algorithm for
 * generating random numbers with a given distribution", IEEE Transactions on Software Engineering 17). Values whose
 * probability is below 1e-12 of the mode's are left out; thresholds have 32 bits.
 */
final class BinomialTable {

    private static final double NEGLIGIBLE = 1e-12;

    private final int first;
    private final long[] thresholds;
    private final int[] aliases;

    BinomialTable(int trials, double p) {
        double[] probabilities = probabilities(trials, p);
        int from = 0;
        int to = probabilities.length;
        double largest = Arrays.stream(probabilities).max().orElseThrow();
        while (probabilities[from] < NEGLIGIBLE * largest) {
            from++;
        }
        while (probabilities[to - 1] < NEGLIGIBLE * largest) {
            to--;
        }
        this.first = from;
        this.thresholds = new long[to - from];
        this.aliases = new int[to - from];
        fill(Arrays.copyOfRange(probabilities, from, to));
    }

    /** Relative to the mode, outwards from it by the ratio of neighbours. */
    private static double[] probabilities(int trials, double p) {
        double[] probabilities = new double[trials + 1];
        int mode = (int) Math.min(trials, (trials + 1) * p);
        double odds = p / (1 - p);
        probabilities[mode] = 1;
        for (int k = mode; k < trials; k++) {
            probabilities[k + 1] = probabilities[k] * odds * (trials - k) / (k + 1);
        }
        for (int k = mode; k > 0; k--) {
            probabilities[k - 1] = probabilities[k] * k / (odds * (trials - k + 1));
        }
        return probabilities;
    }

    private void fill(double[] weights) {
        int n = weights.length;
        double scale = n / Arrays.stream(weights).sum();
        int[] small = new int[n];
        int[] large = new int[n];
        int smalls = 0;
        int larges = 0;
        for (int i = 0; i < n; i++) {
            weights[i] *= scale;
            aliases[i] = i;
            if (weights[i] < 1) {
                small[smalls++] = i;
            } else {
                large[larges++] = i;
            }
        }
        Arrays.fill(thresholds, 1L << 32);
        while (smalls > 0 && larges > 0) {
            int less = small[--smalls];
            int more = large[larges - 1];
            thresholds[less] = Math.round(weights[less] * 0x1p32);
            aliases[less] = more;
            weights[more] -= 1 - weights[less];
            if (weights[more] < 1) {
                larges--;
                small[smalls++] = more;
            }
        }
    }

    int draw(RandomGenerator random) {
        long bits = random.nextLong();
        int i = (int) ((bits >>> 32) * thresholds.length >>> 32);
        return first + ((bits & 0xffffffffL) < thresholds[i] ? i : aliases[i]);
    }
}

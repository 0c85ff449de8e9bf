package org.genoqc.homogeneity.generate;

import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Draws numbers of successes, from binomial distributions, each time of another number of trials or another p: by
 * inversion outwards from the mode, at a cost in proportion to the standard deviation. Commons Math's own draws invert the
 * incomplete beta function, which takes microseconds.
 */
final class Successes {

    /** What is left of the probabilities, both sides together, is less than rounding makes of their sum. */
    private static final double NEGLIGIBLE = 1e-20;

    private Successes() {}

    /**
     * Draws a number of successes.
     *
     * @param trials 0 or more
     * @param p 0 to 1
     */
    static int draw(RandomGenerator random, int trials, double p) {
        int mode = (int) Math.min(trials, (trials + 1) * p);
        double atMode = new BinomialDistribution(null, trials, p).probability(mode);
        double odds = p / (1 - p);
        while (true) {
            double left = random.nextDouble() - atMode;
            if (left < 0) {
                return mode;
            }
            double up = atMode;
            double down = atMode;
            for (int away = 1; up + down > NEGLIGIBLE; away++) {
                int above = mode + away;
                int below = mode - away;
                up = above > trials ? 0 : up * odds * (trials - above + 1) / above;
                left -= up;
                if (left < 0) {
                    return above;
                }
                down = below < 0 ? 0 : down * (below + 1) / (odds * (trials - below));
                left -= down;
                if (left < 0) {
                    return below;
                }
            }
            // the random number was in the rounding error of the sum of all probabilities: draw again
        }
    }
}

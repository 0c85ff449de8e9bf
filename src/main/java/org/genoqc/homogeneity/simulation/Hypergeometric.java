package org.genoqc.homogeneity.simulation;

import java.util.random.RandomGenerator;

/**
 * Draws from the hypergeometric distribution: the number of marked items among {@code drawn} taken without replacement
 * from a population, {@code marked} of which are marked.
 *
 * <p>Inversion outwards from the mode where the standard deviation is small, at a cost in proportion to it; otherwise
 * ratio of uniforms (Stadlober 1990, "The ratio of uniforms approach for generating discrete random variates",
 * Journal of Computational and Applied Mathematics 31, algorithm HRUA), at a cost that does not grow. Probabilities
 * come from Loader's saddle-point expansion (Loader 2000, "Fast and accurate computation of binomial probabilities"),
 * which keeps its relative accuracy for populations as large as 2^62, where differences of log-factorials do not.
 */
final class Hypergeometric {

    private static final double MAX_VARIANCE_FOR_INVERSION = 400;

    /** 2 sqrt(2 / e) and 3 - 2 sqrt(3 / e): the width of HRUA's hat. */
    private static final double D1 = 1.7155277699214135;

    private static final double D2 = 0.8989161620588988;

    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

    private Hypergeometric() {}

    static long draw(RandomGenerator random, long population, long marked, long drawn) {
        long lowest = Math.max(0, drawn - (population - marked));
        long highest = Math.min(drawn, marked);
        if (lowest == highest) {
            return lowest;
        }
        if (marked > population - marked) {
            // the count of the rarer kind is the one that doubles can tell from its neighbours
            return drawn - draw(random, population, population - marked, drawn);
        }
        double p = (double) marked / population;
        double variance = drawn * p * (1 - p) * ((double) (population - drawn) / (population - 1));
        long mode = Math.clamp((long) ((drawn + 1.0) * ((marked + 1.0) / (population + 2.0))), lowest, highest);
        return variance <= MAX_VARIANCE_FOR_INVERSION
                ? invertFromMode(random, population, marked, drawn, mode)
                : ratioOfUniforms(random, population, marked, drawn, mode, variance);
    }

    private static long invertFromMode(RandomGenerator random, long population, long marked, long drawn, long mode) {
        long unmarked = population - marked;
        long lowest = Math.max(0, drawn - unmarked);
        long highest = Math.min(drawn, marked);
        double atMode = Math.exp(logProbability(population, marked, drawn, mode));
        while (true) {
            double u = random.nextDouble() - atMode;
            if (u < 0) {
                return mode;
            }
            long below = mode;
            long above = mode;
            double down = atMode;
            double up = atMode;
            while (below > lowest || above < highest) {
                if (above < highest) {
                    up *= (double) (marked - above)
                            * (drawn - above)
                            / ((double) (above + 1) * (unmarked - drawn + above + 1));
                    above++;
                    u -= up;
                    if (u < 0) {
                        return above;
                    }
                }
                if (below > lowest) {
                    down *= (double) below
                            * (unmarked - drawn + below)
                            / ((double) (marked - below + 1) * (drawn - below + 1));
                    below--;
                    u -= down;
                    if (u < 0) {
                        return below;
                    }
                }
                if (up + down < 1e-40) {
                    break;
                }
            }
            // u fell into the rounding error of the sum of all probabilities, about 1e-15: draw again
        }
    }

    private static long ratioOfUniforms(
            RandomGenerator random, long population, long marked, long drawn, long mode, double variance) {
        long lowest = Math.max(0, drawn - (population - marked));
        long highest = Math.min(drawn, marked);
        double centre = drawn * ((double) marked / population) + 0.5;
        double width = D1 * Math.sqrt(variance + 0.5) + D2;
        double atMode = logProbability(population, marked, drawn, mode);
        while (true) {
            double u = 1 - random.nextDouble();
            double x = Math.floor(centre + width * (random.nextDouble() - 0.5) / u);
            if (x < lowest || x > highest) {
                continue;
            }
            if (2 * Math.log(u) <= logProbability(population, marked, drawn, (long) x) - atMode) {
                return (long) x;
            }
        }
    }

    /** ln P(x), as R's dhyper computes it: b(x; marked, p) b(drawn - x; unmarked, p) / b(drawn; population, p). */
    static double logProbability(long population, long marked, long drawn, long x) {
        double p = (double) drawn / population;
        double q = (double) (population - drawn) / population;
        return logBinomial(x, marked, p, q)
                + logBinomial(drawn - x, population - marked, p, q)
                - logBinomial(drawn, population, p, q);
    }

    private static double logBinomial(long successes, long trials, double p, double q) {
        double x = successes;
        double n = trials;
        if (successes == 0) {
            return trials == 0 ? 0 : p < 0.1 ? -deviance(n, n * q) - n * p : n * Math.log(q);
        }
        if (successes == trials) {
            return q < 0.1 ? -deviance(n, n * p) - n * q : n * Math.log(p);
        }
        return stirlingError(trials)
                - stirlingError(successes)
                - stirlingError(trials - successes)
                - deviance(x, n * p)
                - deviance(n - x, n * q)
                + 0.5 * Math.log(n / x / (n - x))
                - HALF_LOG_TWO_PI;
    }

    /** x ln(x / m) + m - x without cancellation near x = m (Loader's bd0). */
    private static double deviance(double x, double m) {
        if (Math.abs(x - m) < 0.1 * (x + m)) {
            double v = (x - m) / (x + m);
            double sum = (x - m) * v;
            double term = 2 * x * v;
            v *= v;
            for (int j = 1; j < 1000; j++) {
                term *= v;
                double next = sum + term / (2 * j + 1);
                if (next == sum) {
                    return sum;
                }
                sum = next;
            }
        }
        return x * Math.log(x / m) + m - x;
    }

    private static final double[] STIRLING_ERRORS = new double[16];

    static {
        double logFactorial = 0;
        for (int n = 1; n < STIRLING_ERRORS.length; n++) {
            logFactorial += Math.log(n);
            STIRLING_ERRORS[n] = logFactorial - (n + 0.5) * Math.log(n) + n - HALF_LOG_TWO_PI;
        }
    }

    /** ln n! - ln(sqrt(2 pi n) (n / e)^n), by Stirling's series from 16 on. */
    private static double stirlingError(long n) {
        if (n < STIRLING_ERRORS.length) {
            return STIRLING_ERRORS[(int) n];
        }
        double nn = (double) n * n;
        return (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - (1 / 1680.0 - 1 / 1188.0 / nn) / nn) / nn) / nn) / n;
    }
}

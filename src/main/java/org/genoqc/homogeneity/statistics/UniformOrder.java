package org.genoqc.homogeneity.statistics;

/**
 * Where the i-th smallest of n independent p-values is when the null hypothesis holds for all: it has the distribution
 * beta(i, n + 1 - i).
 *
 * @param low the quantile of 2.5 %
 * @param high the quantile of 97.5 %
 */
public record UniformOrder(double low, double high) {

    private static final double TAIL = 0.025;

    /**
     * @param rank i, 1 to {@code numbers}
     * @param numbers n
     * @throws IllegalArgumentException if the rank is not 1 to n
     */
    public static UniformOrder of(long rank, long numbers) {
        if (rank < 1 || rank > numbers) {
            throw new IllegalArgumentException(rank + " is no rank of " + numbers + " numbers");
        }
        double a = (double) rank;
        double b = numbers - rank + 1.0;
        return new UniformOrder(BetaQuantile.lower(TAIL, a, b), BetaQuantile.upper(TAIL, a, b));
    }
}

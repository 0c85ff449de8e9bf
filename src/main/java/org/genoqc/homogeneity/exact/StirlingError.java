package org.genoqc.homogeneity.exact;

/**
 * What Stirling's formula lacks: ln n! = (n + 1/2) ln n - n + ln(2 pi) / 2 + error(n).
 *
 * <p>Differences of ln n! lose digits where n is large: ln 1,000,000! is 1.3e7, and a double holds it to 2e-9. This is at
 * most 1/12, so that nothing is lost.
 */
final class StirlingError {

    /** From here on the series is accurate to 1e-17. */
    private static final int SERIES_FROM = 20;

    private static final double[] SMALL = new double[SERIES_FROM];

    static {
        double factorial = 1;
        for (int n = 1; n < SERIES_FROM; n++) {
            factorial *= n;
            SMALL[n] = Math.log(factorial * Math.exp(n) / (Math.pow(n, n) * Math.sqrt(2 * Math.PI * n)));
        }
    }

    private StirlingError() {}

    /** @param n a whole number; 0 counts as without error */
    static double of(double n) {
        if (n < SERIES_FROM) {
            return SMALL[(int) n];
        }
        double square = n * n;
        return (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - 1 / 1680.0 / square) / square) / square) / n;
    }
}

package org.genoqc.homogeneity.findings;

/**
 * Pearson's chi-squared of a table of two rows, without continuity correction and without an object: with totals n of the
 * first row, m of the second, t of a column and N, the sum of (count N - n t)^2 / (n m t) over the columns. Empty columns
 * count for nothing; 0 where fewer than two rows or columns have samples.
 */
final class PearsonOfTwoRows {

    private PearsonOfTwoRows() {}

    static double ofTwo(double a1, double b1, double a2, double b2) {
        return of(a1, b1, 0, 0, a2, b2, 0, 0);
    }

    static double ofThree(double a1, double b1, double c1, double a2, double b2, double c2) {
        return of(a1, b1, c1, 0, a2, b2, c2, 0);
    }

    static double ofFour(GenotypeCounts first, GenotypeCounts second) {
        return of(first.aa(), first.ab(), first.bb(), first.nc(), second.aa(), second.ab(), second.bb(), second.nc());
    }

    private static double of(double a1, double b1, double c1, double d1, double a2, double b2, double c2, double d2) {
        double n = a1 + b1 + c1 + d1;
        double m = a2 + b2 + c2 + d2;
        if (n == 0 || m == 0) {
            return 0;
        }
        double sum = ofColumn(a1, a2, n, m) + ofColumn(b1, b2, n, m) + ofColumn(c1, c2, n, m) + ofColumn(d1, d2, n, m);
        return sum / n / m;
    }

    /** count N - n t is first m - second n: where counts are near their expectation, only the exact difference will do. */
    private static double ofColumn(double first, double second, double n, double m) {
        if (first + second == 0) {
            return 0;
        }
        double difference = differenceOfProducts(first, m, second, n);
        return difference / (first + second) * difference;
    }

    /** a b - c d, within two units in the last place (Kahan). */
    private static double differenceOfProducts(double a, double b, double c, double d) {
        double product = c * d;
        double lost = Math.fma(-c, d, product);
        return Math.fma(a, b, -product) + lost;
    }
}

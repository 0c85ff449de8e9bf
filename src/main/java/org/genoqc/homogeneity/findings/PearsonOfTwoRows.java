package org.genoqc.homogeneity.findings;

/**
 * Pearson's chi-squared of a table of two rows, without continuity correction and without an object: with totals n of the
 * first row, m of the second, t of a column and N, the sum of (count N - n t)^2 / (n m t) over the columns. Empty columns
 * count for nothing; 0 where fewer than two rows or columns have samples.
 */
final class PearsonOfTwoRows {

    private PearsonOfTwoRows() {}

    /** Of AA, AB and BB. */
    static double ofCalls(GenotypeCounts first, GenotypeCounts second) {
        double n = (double) first.called();
        double m = (double) second.called();
        double sum = ofColumn(first.aa(), second.aa(), n, m)
                + ofColumn(first.ab(), second.ab(), n, m)
                + ofColumn(first.bb(), second.bb(), n, m);
        return n == 0 || m == 0 ? 0 : sum / n / m;
    }

    /** Of called against NC. */
    static double ofNocalls(GenotypeCounts first, GenotypeCounts second) {
        double n = (double) first.samples();
        double m = (double) second.samples();
        double sum = ofColumn(first.called(), second.called(), n, m) + ofColumn(first.nc(), second.nc(), n, m);
        return n == 0 || m == 0 ? 0 : sum / n / m;
    }

    /** Of all four counts. */
    static double ofAll(GenotypeCounts first, GenotypeCounts second) {
        double n = (double) first.samples();
        double m = (double) second.samples();
        double sum = ofColumn(first.aa(), second.aa(), n, m)
                + ofColumn(first.ab(), second.ab(), n, m)
                + ofColumn(first.bb(), second.bb(), n, m)
                + ofColumn(first.nc(), second.nc(), n, m);
        return n == 0 || m == 0 ? 0 : sum / n / m;
    }

    /** count N - n t is first m - second n: where counts are near their expectation, only the exact difference will do. */
    private static double ofColumn(long first, long second, double n, double m) {
        if (first + second == 0) {
            return 0;
        }
        double difference = differenceOfProducts((double) first, m, (double) second, n);
        return difference / (first + second) * difference;
    }

    /** a b - c d, within two units in the last place (Kahan). */
    private static double differenceOfProducts(double a, double b, double c, double d) {
        double product = c * d;
        double lost = Math.fma(-c, d, product);
        return Math.fma(a, b, -product) + lost;
    }
}

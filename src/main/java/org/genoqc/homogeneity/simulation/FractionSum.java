package org.genoqc.homogeneity.simulation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * A sum of fractions that is exact and never reduced to a common denominator of all: neighbours are added pairwise, so
 * that of thousands of terms few are large and the costly multiplications are of numbers of equal length.
 */
final class FractionSum {

    private record Fraction(BigInteger numerator, BigInteger denominator) {

        Fraction plus(Fraction other) {
            return new Fraction(
                    numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                    denominator.multiply(other.denominator));
        }
    }

    private FractionSum() {}

    /**
     * The sign of S(simulated) - S(observed), S the sum of n_ij^2 / (r_i c_j); exact.
     *
     * @param simulated the counts of a table with the same margins, row-major
     */
    static int signOfDifference(ContingencyTable observed, long[] simulated) {
        return sign(terms(observed, simulated, BigInteger.ONE, BigInteger.ONE));
    }

    /**
     * The sign of the difference of the sums over strata of N S, that is of chi2 + N; exact.
     *
     * @param simulated of each stratum the counts of a table with the same margins, row-major
     */
    static int signOfDifference(List<ContingencyTable> observed, List<long[]> simulated) {
        List<Fraction> terms = new ArrayList<>();
        for (int stratum = 0; stratum < observed.size(); stratum++) {
            ContingencyTable table = observed.get(stratum);
            BigInteger samples = BigInteger.valueOf(table.total());
            terms.addAll(terms(table, simulated.get(stratum), samples, product(table.columnTotals())));
        }
        return sign(terms);
    }

    private static int sign(List<Fraction> terms) {
        return terms.isEmpty() ? 0 : sum(terms).numerator().signum();
    }

    /**
     * The difference of the sums, times the product of the column totals.
     *
     * @param factor times this
     * @param divisor and divided by this
     */
    private static List<Fraction> terms(
            ContingencyTable observed, long[] simulated, BigInteger factor, BigInteger divisor) {
        BigInteger[] weights = columnWeights(observed.columnTotals());
        Map<Long, BigInteger> byRowTotal = new TreeMap<>();
        int cell = 0;
        for (int row = 0; row < observed.rows(); row++) {
            for (int column = 0; column < observed.columns(); column++) {
                long before = observed.count(row, column);
                long after = simulated[cell++];
                if (after != before) {
                    BigInteger difference = BigInteger.valueOf(after - before)
                            .multiply(BigInteger.valueOf(after + before))
                            .multiply(weights[column]);
                    byRowTotal.merge(observed.rowTotal(row), difference, BigInteger::add);
                }
            }
        }
        return byRowTotal.entrySet().stream()
                .filter(term -> term.getValue().signum() != 0)
                .map(term -> new Fraction(
                        term.getValue().multiply(factor),
                        BigInteger.valueOf(term.getKey()).multiply(divisor)))
                .toList();
    }

    /** Whole numbers in the proportions of 1 / c_j. */
    private static BigInteger[] columnWeights(long[] totals) {
        BigInteger product = product(totals);
        BigInteger[] weights = new BigInteger[totals.length];
        for (int column = 0; column < totals.length; column++) {
            weights[column] = product.divide(BigInteger.valueOf(totals[column]));
        }
        return weights;
    }

    private static BigInteger product(long[] totals) {
        BigInteger product = BigInteger.ONE;
        for (long total : totals) {
            product = product.multiply(BigInteger.valueOf(total));
        }
        return product;
    }

    private static Fraction sum(List<Fraction> terms) {
        int half = terms.size() / 2;
        return terms.size() == 1
                ? terms.getFirst()
                : sum(terms.subList(0, half)).plus(sum(terms.subList(half, terms.size())));
    }
}

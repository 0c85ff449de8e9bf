package org.genoqc.homogeneity.exact;

/**
 * The exact test of Fisher, Freeman and Halton (1951) of a table of two rows: with its margins given, how probable is a
 * table that is at most as probable as the observed one? Tables whose probabilities differ by less than a factor of 1 +
 * 1e-7 count as equally probable, as in R's fisher.test.
 *
 * <p>P-values come as natural logarithms, so that they are accurate far below the smallest double: the relative error of p
 * is at most 1e-10 down to p = 1e-300, and in any case some units in the last place of ln p. For a smaller row of n
 * samples the cost is at most proportional to n.
 */
public final class FisherFreemanHalton {

    /** The most tables that a test visits, which takes some milliseconds. A smaller row of 30,000 samples stays below it. */
    public static final long MAX_TABLES = 2_000_000;

    /** The most samples of the smaller row: with more, doubles do not hold every whole number that comes up. */
    public static final long MAX_SAMPLES_OF_SMALLER_ROW = 1L << 50;

    /** In the place of a limit. */
    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    /** Below this, relative to the observed table, a table of the outer ones is not worth adding. */
    private static final double MIN_WORTH_ADDING = 1e-3;

    /** More than rounding can be. */
    private static final double ROUNDING = 1e-9;

    private FisherFreemanHalton() {}

    /**
     * ln p of a table of two rows and three columns, in any order.
     *
     * @return at most 0; 0 where fewer than two rows or columns have samples, since there is nothing to compare; NaN where
     *     more than {@link #MAX_TABLES} tables would have to be visited, or the smaller row has more than {@link
     *     #MAX_SAMPLES_OF_SMALLER_ROW} samples, which only happens with so many that the chi-squared test is a good one
     */
    public static double lnPValue(long a1, long b1, long c1, long a2, long b2, long c2) {
        return lnPValueUpTo(NO_LIMIT, a1, b1, c1, a2, b2, c2);
    }

    /** ln p of a table of two rows and two columns, two-sided; as that of three columns. */
    public static double lnPValue(long a1, long b1, long a2, long b2) {
        return lnPValueUpTo(NO_LIMIT, a1, b1, 0, a2, b2, 0);
    }

    /**
     * ln p where it is at or below the limit, exactly as {@link #lnPValue(long, long, long, long, long, long)}. Where it is
     * above the limit, any number that is above the limit and, but for rounding, not above ln p: this ends as soon as the sum of
     * the tail is surely above the limit, which for most tables needs no more than a bound of its first term.
     */
    public static double lnPValueUpTo(double lnLimit, long a1, long b1, long c1, long a2, long b2, long c2) {
        long n = a1 + b1 + c1;
        long m = a2 + b2 + c2;
        return n <= m ? ofSmallerRow(lnLimit, a1, b1, c1, a2, b2, c2) : ofSmallerRow(lnLimit, a2, b2, c2, a1, b1, c1);
    }

    /** Of two columns; as that of three. */
    public static double lnPValueUpTo(double lnLimit, long a1, long b1, long a2, long b2) {
        return lnPValueUpTo(lnLimit, a1, b1, 0, a2, b2, 0);
    }

    /**
     * A number that ln p is not above, at the cost of one probability: as if each table were as probable as the observed
     * one. It is near ln p only in comparison with a small p.
     */
    public static double lnPValueAtMost(long a1, long b1, long c1, long a2, long b2, long c2) {
        TwoRows table = new TwoRows((double) a1 + b1 + c1, (double) a1 + a2, (double) b1 + b2, (double) c1 + c2);
        if (table.n == 0 || table.n == table.total || columns(table) < 2) {
            return 0;
        }
        double smaller = Math.min(table.n, table.total - table.n);
        double lnTables = Math.log(smaller + 1) + Math.log(smaller + 2) - Math.log(2);
        return Math.min(
                0, table.lnProbability((double) a1, (double) b1, (double) c1) + lnTables + ROUNDING + TailSum.LN_TIE);
    }

    /** Brings the column to the end whose count varies least. */
    private static double ofSmallerRow(double lnLimit, long a1, long b1, long c1, long a2, long b2, long c2) {
        long total = a1 + b1 + c1 + a2 + b2 + c2;
        long a = Math.min(a1 + a2, total - a1 - a2);
        long b = Math.min(b1 + b2, total - b1 - b2);
        long c = Math.min(c1 + c2, total - c1 - c2);
        if (c <= a && c <= b) {
            return ofOrdered(lnLimit, a1, b1, c1, a2, b2, c2);
        }
        return b <= a ? ofOrdered(lnLimit, a1, c1, b1, a2, c2, b2) : ofOrdered(lnLimit, b1, c1, a1, b2, c2, a2);
    }

    private static double ofOrdered(double lnLimit, long a1, long b1, long c1, long a2, long b2, long c2) {
        double x = (double) a1;
        double y = (double) b1;
        double z = (double) c1;
        TwoRows table = new TwoRows(x + y + z, x + a2, y + b2, z + c2);
        if (table.n == 0 || columns(table) < 2) {
            return 0;
        }
        double lnLeast = table.lnProbabilityAtLeast(x, y, z);
        if (lnLeast > lnLimit + ROUNDING) {
            return Math.min(0, lnLeast);
        }
        double lnObserved = table.lnProbability(x, y, z);
        if (lnObserved > lnLimit + ROUNDING) {
            return Math.min(0, lnObserved);
        }
        if (isTooLarge(table)) {
            return Double.NaN;
        }
        if (lnLimit < 0) {
            double lnLine = lnObserved + Math.log(line(table, x, y));
            if (lnLine > lnLimit + ROUNDING) {
                return Math.min(0, lnLine);
            }
        }
        return new TailSum(table, lnObserved).ln(lnLimit, MAX_TABLES);
    }

    /**
     * The probability, relative to the observed table, of those with the same z from the observed one downhill: a cheap
     * part of the tail that settles most tables.
     */
    private static double line(TwoRows table, double x, double y) {
        double probability = 1;
        double sum = 1;
        boolean falling = (table.a - x) * y <= (x + 1) * (table.b - y + 1);
        while (probability > MIN_WORTH_ADDING) {
            probability *= falling
                    ? (table.a - x) * y / ((x + 1) * (table.b - y + 1))
                    : x * (table.b - y) / ((table.a - x + 1) * (y + 1));
            sum += probability;
            x += falling ? 1 : -1;
            y -= falling ? 1 : -1;
        }
        return sum;
    }

    private static boolean isTooLarge(TwoRows table) {
        return table.n > MAX_SAMPLES_OF_SMALLER_ROW || tables(table) > MAX_TABLES;
    }

    /**
     * About how many tables are not negligible: e^-35 is, which is 8.4 standard deviations from the middle to either side;
     * those of z, and those of x where z is given.
     */
    private static double tables(TwoRows table) {
        double others = table.a + table.b;
        double n = table.n * others / table.total;
        return (1 + 17 * deviation(table.n, table.c, table.total)) * (1 + 17 * deviation(n, table.a, others));
    }

    /** The standard deviation of a hypergeometric count. */
    private static double deviation(double n, double column, double total) {
        return Math.sqrt(n * (column / total) * (1 - column / total) * (1 - n / total));
    }

    private static int columns(TwoRows table) {
        return (table.a > 0 ? 1 : 0) + (table.b > 0 ? 1 : 0) + (table.c > 0 ? 1 : 0);
    }
}

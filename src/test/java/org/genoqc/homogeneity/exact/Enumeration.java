package org.genoqc.homogeneity.exact;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** The tests' truth: every table with the given margins, counted in whole numbers of any size. */
final class Enumeration {

    private static final BigInteger TIE = BigInteger.valueOf(10_000_000);

    private Enumeration() {}

    /** Every table a1, b1, c1, a2, b2, c2 of so many samples. */
    static List<long[]> tables(int samples) {
        List<long[]> tables = new ArrayList<>();
        addTables(new long[6], 0, samples, tables);
        return tables;
    }

    private static void addTables(long[] counts, int from, long samples, List<long[]> tables) {
        if (from == counts.length - 1) {
            counts[from] = samples;
            tables.add(counts.clone());
            return;
        }
        for (long count = 0; count <= samples; count++) {
            counts[from] = count;
            addTables(counts, from + 1, samples - count, tables);
        }
    }

    /** The p-value of a1, b1, c1, a2, b2, c2, in 30 digits: tables of which there are at most 1 + 1e-7 times as many ways. */
    static BigDecimal fisher(long... counts) {
        int n = Math.toIntExact(counts[0] + counts[1] + counts[2]);
        BigInteger[] a = chooseUpTo(counts[0] + counts[3], n);
        BigInteger[] b = chooseUpTo(counts[1] + counts[4], n);
        BigInteger[] c = chooseUpTo(counts[2] + counts[5], n);
        BigInteger observed = a[(int) counts[0]].multiply(b[(int) counts[1]]).multiply(c[(int) counts[2]]);
        BigInteger limit = observed.multiply(TIE.add(BigInteger.ONE));
        BigInteger tail = BigInteger.ZERO;
        BigInteger all = BigInteger.ZERO;
        for (int z = 0; z <= n; z++) {
            for (int x = 0; x <= n - z && c[z].signum() > 0; x++) {
                BigInteger ways = a[x].multiply(b[n - z - x]).multiply(c[z]);
                all = all.add(ways);
                if (ways.multiply(TIE).compareTo(limit) <= 0) {
                    tail = tail.add(ways);
                }
            }
        }
        return quotient(tail, all);
    }

    /** The probability of a1, b1, c1, a2, b2, c2 among the tables with its margins, in 30 digits. */
    static BigDecimal probability(long... counts) {
        BigInteger ways = BigInteger.ONE;
        long n = 0;
        long total = 0;
        for (int column = 0; column < 3; column++) {
            long inColumn = counts[column] + counts[column + 3];
            ways = ways.multiply(choose(inColumn, (int) counts[column]));
            n += counts[column];
            total += inColumn;
        }
        return quotient(ways, choose(total, (int) n));
    }

    /** The p-value of Hardy-Weinberg equilibrium: 2^AB / (AA! AB! BB!) is how many ways there are, up to a factor. */
    static BigDecimal hardyWeinberg(int aa, int ab, int bb) {
        int samples = aa + ab + bb;
        int alleles = 2 * aa + ab;
        BigInteger limit = ways(samples, aa, ab).multiply(TIE.add(BigInteger.ONE));
        BigInteger tail = BigInteger.ZERO;
        BigInteger all = BigInteger.ZERO;
        for (int homozygotes = 0; 2 * homozygotes <= alleles; homozygotes++) {
            int heterozygotes = alleles - 2 * homozygotes;
            if (homozygotes + heterozygotes <= samples) {
                BigInteger ways = ways(samples, homozygotes, heterozygotes);
                all = all.add(ways);
                if (ways.multiply(TIE).compareTo(limit) <= 0) {
                    tail = tail.add(ways);
                }
            }
        }
        return quotient(tail, all);
    }

    private static BigInteger ways(int samples, int aa, int ab) {
        return choose(samples, aa).multiply(choose(samples - aa, ab)).shiftLeft(ab);
    }

    private static BigInteger choose(long n, int k) {
        return chooseUpTo(n, k)[k];
    }

    private static BigInteger[] chooseUpTo(long n, int most) {
        BigInteger[] choose = new BigInteger[most + 1];
        choose[0] = BigInteger.ONE;
        for (int k = 1; k <= most; k++) {
            choose[k] = choose[k - 1].multiply(BigInteger.valueOf(n - k + 1)).divide(BigInteger.valueOf(k));
        }
        return choose;
    }

    private static BigDecimal quotient(BigInteger tail, BigInteger all) {
        return new BigDecimal(tail).divide(new BigDecimal(all), new MathContext(30));
    }

    /** e^lnP / p - 1, also where p is far below the smallest double. */
    static double relativeError(double lnP, BigDecimal p) {
        int exponent = p.precision() - p.scale();
        return Math.expm1(lnP
                - exponent * Math.log(10)
                - Math.log(p.scaleByPowerOfTen(-exponent).doubleValue()));
    }
}

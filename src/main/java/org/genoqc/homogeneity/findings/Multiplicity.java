package org.genoqc.homogeneity.findings;

import java.util.Arrays;
import java.util.stream.IntStream;

/** P-values adjusted for the number of tests. */
public final class Multiplicity {

    private Multiplicity() {}

    /** Benjamini and Hochberg (1995). */
    public static double[] benjaminiHochberg(double[] pValues) {
        int[] order = IntStream.range(0, pValues.length)
                .filter(i -> !Double.isNaN(pValues[i]))
                .boxed()
                .sorted((a, b) -> Double.compare(pValues[b], pValues[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[pValues.length];
        Arrays.fill(adjusted, Double.NaN);
        double least = 1;
        for (int i = 0; i < order.length; i++) {
            least = Math.min(least, pValues[order[i]] * order.length / (order.length - i));
            adjusted[order[i]] = least;
        }
        return adjusted;
    }

    /** Bonferroni. */
    public static double[] bonferroni(double[] pValues) {
        long tests = Arrays.stream(pValues).filter(p -> !Double.isNaN(p)).count();
        return Arrays.stream(pValues).map(p -> Math.min(1, p * tests)).toArray();
    }
}

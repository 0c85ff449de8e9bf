package org.genoqc.homogeneity.findings;

/**
 * A 2 x 2 table, batch (a, b) over rest (c, d), for Pearson's statistic of one degree of freedom.
 *
 * <p>The calls of a genotyping batch are compared with those of the rest by alleles, two to a call, as GWASTools'
 * {@code batchChisqTest(correct = FALSE)} does: three genotypes would have one or two degrees of freedom, by what there is,
 * and statistics of both can't be averaged. Without Yates' correction, which would take the mean and the median below those
 * of the chi-squared distribution.
 */
record FourfoldTable(double a, double b, double c, double d) {

    static FourfoldTable ofAlleles(GenotypeCounts batch, GenotypeCounts rest) {
        return new FourfoldTable(batch.allelesA(), batch.allelesB(), rest.allelesA(), rest.allelesB());
    }

    static FourfoldTable ofNocalls(GenotypeCounts batch, GenotypeCounts rest) {
        return new FourfoldTable(batch.called(), batch.nc(), rest.called(), rest.nc());
    }

    private double total() {
        return a + b + c + d;
    }

    /** Whether no margin is 0, so that there is something to compare. */
    boolean isTestable() {
        return a + b > 0 && c + d > 0 && a + c > 0 && b + d > 0;
    }

    /** N (ad - bc)^2 over the product of the margins; NaN where one is 0. */
    double chiSquared() {
        double difference = a * d - b * c;
        return total() * (difference / (a + b) / (c + d)) * (difference / (a + c) / (b + d));
    }

    double minExpectedCount() {
        return Math.min(a + b, c + d) * Math.min(a + c, b + d) / total();
    }
}

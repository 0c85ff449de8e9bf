package org.genoqc.homogeneity.findings;

import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.Genotype;

/** How many samples have each genotype of a probeset: those of a genotyping batch, or of several together. */
public record GenotypeCounts(long aa, long ab, long bb, long nc) {

    /** A row of a table whose columns are the four genotypes. */
    public static GenotypeCounts ofRow(ContingencyTable table, int row) {
        return new GenotypeCounts(
                table.count(row, Genotype.AA.column()),
                table.count(row, Genotype.AB.column()),
                table.count(row, Genotype.BB.column()),
                table.count(row, Genotype.NC.column()));
    }

    /** All rows of a table whose columns are the four genotypes. */
    public static GenotypeCounts ofColumns(ContingencyTable table) {
        return new GenotypeCounts(
                table.columnTotal(Genotype.AA.column()),
                table.columnTotal(Genotype.AB.column()),
                table.columnTotal(Genotype.BB.column()),
                table.columnTotal(Genotype.NC.column()));
    }

    /** Those that are left without others, which are among them. */
    public GenotypeCounts minus(GenotypeCounts others) {
        return new GenotypeCounts(aa - others.aa, ab - others.ab, bb - others.bb, nc - others.nc);
    }

    GenotypeCounts plus(GenotypeCounts others) {
        return new GenotypeCounts(aa + others.aa, ab + others.ab, bb + others.bb, nc + others.nc);
    }

    /** How many of AA, AB and BB occur. */
    int genotypes() {
        return (aa > 0 ? 1 : 0) + (ab > 0 ? 1 : 0) + (bb > 0 ? 1 : 0);
    }

    /** The A alleles of the calls, two to a call. */
    double allelesA() {
        return 2.0 * aa + ab;
    }

    /** The B alleles. */
    double allelesB() {
        return 2.0 * bb + ab;
    }

    public long called() {
        return aa + ab + bb;
    }

    public long samples() {
        return called() + nc;
    }

    /** The share of samples without a call; NaN where there are no samples. */
    public double nocallRate() {
        return (double) nc / samples();
    }

    /** The frequency of the B allele among the calls; NaN where there are none. */
    public double alleleFrequency() {
        return allelesB() / (2.0 * called());
    }

    /** The share of AB among the calls; NaN where there are none. */
    public double heterozygoteFrequency() {
        return (double) ab / called();
    }
}

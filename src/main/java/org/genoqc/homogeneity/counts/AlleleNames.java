package org.genoqc.homogeneity.counts;

/**
 * Which alleles there are, as PLINK writes them: two names of an unknown one, which have the first numbers of every pool,
 * then all others.
 */
final class AlleleNames {

    /** Of PLINK 1.9, where an allele occurs in no sample of a file; of PLINK 2. */
    private static final String[] UNKNOWN = {"0", "."};

    private AlleleNames() {}

    /** A pool that has the unknown alleles alone. */
    static IdPool pool() {
        IdPool pool = new IdPool();
        for (String name : UNKNOWN) {
            pool.add(name);
        }
        return pool;
    }

    /** Whether the allele with this number in a pool is unknown: no sample has it. */
    static boolean isUnknown(int number) {
        return number < UNKNOWN.length;
    }
}

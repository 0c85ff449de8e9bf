package org.genoqc.homogeneity.table;

/** The columns of a probeset's table, in this order. */
public enum Genotype {
    AA,
    AB,
    BB,
    /** No call. */
    NC;

    public static final int COUNT = values().length;
}

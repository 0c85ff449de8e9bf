package org.genoqc.homogeneity.table;

/** The columns of a probeset's table, in this order. */
public enum Genotype {
    AA(0),
    AB(1),
    BB(2),
    /** No call. */
    NC(3);

    public static final int COUNT = values().length;

    private final int column;

    Genotype(int column) {
        this.column = column;
    }

    /** Which column of the table it is, from 0. */
    public int column() {
        return column;
    }
}

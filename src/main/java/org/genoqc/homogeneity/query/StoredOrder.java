package org.genoqc.homogeneity.query;

/**
 * Where the rows of a table are in an order.
 *
 * @param position of its permutation in the index, four bytes a row; -1 for the order of the table itself
 * @param rows of the table
 * @param valued how many of them have a value, by which they are sorted; the others come after them
 */
record StoredOrder(long position, int rows, int valued) {

    /** The order of the table itself. */
    static StoredOrder ofTable(int rows) {
        return new StoredOrder(-1, rows, rows);
    }

    boolean isOfTable() {
        return position < 0;
    }
}

package org.genoqc.homogeneity.query;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/** Sorts the rows of a table by a column of keys after the other. Takes 16 bytes of heap a row. */
final class Sorting {

    static final int BYTES_PER_ROW = Long.BYTES + 2 * Integer.BYTES;

    private static final int CHUNK = 1 << 13;

    private final RandomAccess file;
    private final RowBlocks values;
    private final long[] keys;
    private final int[] order;
    private final int[] scratch;
    private final ByteBuffer block = ByteBuffer.allocate(RowBlocks.ROWS_OF_BLOCK * Long.BYTES);

    /** @param values the keys of all rows, in a file */
    Sorting(RandomAccess file, RowBlocks values) {
        this.file = file;
        this.values = values;
        keys = new long[values.rows()];
        order = new int[values.rows()];
        scratch = new int[values.rows()];
    }

    /** Puts the rows into the order of the table. */
    void byNumber() {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
    }

    /** Puts them into a known order. */
    void by(int[] known) {
        System.arraycopy(known, 0, order, 0, order.length);
    }

    int[] order() {
        return order.clone();
    }

    /**
     * Sorts them by a column; those with the same key stay in the order they are in.
     *
     * @param key makes a key of what the column has
     */
    void sort(int column, LongUnaryOperator key) throws IOException {
        for (int i = 0; i < values.blocks(); i++) {
            int first = i * RowBlocks.ROWS_OF_BLOCK;
            LongBuffer read = values.read(file, i, column, block).asLongBuffer();
            for (int row = 0; row < values.rowsOf(i); row++) {
                keys[first + row] = key.applyAsLong(read.get(row));
            }
        }
        RadixSort.sort(order, keys, scratch);
    }

    /** How many have a value of the column they are sorted by; puts the others, which come last, into the order of the table. */
    int settleMissing() {
        long missing = RadixSort.key(Double.NaN);
        int number = order.length;
        while (number > 0 && keys[order[number - 1]] == missing) {
            number--;
        }
        Arrays.sort(order, number, order.length);
        return number;
    }

    void write(RandomAccess out, long position) throws IOException {
        for (int from = 0; from < order.length; from += CHUNK) {
            int rows = Math.min(CHUNK, order.length - from);
            block.clear().limit(rows * Integer.BYTES);
            block.asIntBuffer().put(order, from, rows);
            out.write(position + (long) from * Integer.BYTES, block);
        }
    }
}

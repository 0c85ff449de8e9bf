package org.genoqc.homogeneity.query;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * How rows of numbers are kept: in blocks of 16,384 rows, the last one shorter, and in each block column by column. So a
 * file of them can be written row after row before it is known how many there will be, and a column is read a block at a
 * time without the others.
 *
 * @param start where the first block is in the file
 * @param rows in all
 * @param widths of the columns, in bytes
 */
record RowBlocks(long start, int rows, List<Integer> widths) {

    RowBlocks {
        widths = List.copyOf(widths);
    }

    static final int ROWS_OF_BLOCK = 1 << 14;

    /** The bytes of a row. */
    private int width() {
        return widthBefore(widths.size());
    }

    private int widthBefore(int column) {
        int sum = 0;
        for (int i = 0; i < column; i++) {
            sum += widths.get(i);
        }
        return sum;
    }

    int blocks() {
        return (rows + ROWS_OF_BLOCK - 1) / ROWS_OF_BLOCK;
    }

    int rowsOf(int block) {
        return Math.min(ROWS_OF_BLOCK, rows - block * ROWS_OF_BLOCK);
    }

    /** Where the file goes on after the last block. */
    long end() {
        return start + (long) rows * width();
    }

    /** Where a value is. */
    long position(int row, int column) {
        int block = row / ROWS_OF_BLOCK;
        int within = row % ROWS_OF_BLOCK;
        return start
                + (long) block * ROWS_OF_BLOCK * width()
                + (long) rowsOf(block) * widthBefore(column)
                + (long) within * widths.get(column);
    }

    /** Reads a column of a block. */
    ByteBuffer read(RandomAccess file, int block, int column, ByteBuffer into) throws IOException {
        into.clear().limit(rowsOf(block) * widths.get(column));
        return file.read(position(block * ROWS_OF_BLOCK, column), into);
    }

    /** Collects rows and writes each block when it is full. */
    static final class Writer {

        private final RandomAccess file;
        private final List<ByteBuffer> columns;
        private final List<Integer> widths;
        private long position;
        private int rows;

        /** @param start where the first block is to be */
        Writer(RandomAccess file, long start, List<Integer> widths) {
            this.file = file;
            this.position = start;
            this.widths = List.copyOf(widths);
            this.columns = widths.stream()
                    .map(width -> ByteBuffer.allocate(ROWS_OF_BLOCK * width))
                    .toList();
        }

        /** Where the next value of a column goes; each row gives one to every column, then {@link #endRow} is called. */
        ByteBuffer column(int column) {
            return columns.get(column);
        }

        void endRow() throws IOException {
            rows++;
            if (rows % ROWS_OF_BLOCK == 0) {
                writeBlock();
            }
        }

        private void writeBlock() throws IOException {
            for (ByteBuffer column : columns) {
                column.flip();
                position += column.remaining();
                file.write(position - column.remaining(), column);
                column.clear();
            }
        }

        /** Writes what is left, and tells what there is. */
        RowBlocks finish(long start) throws IOException {
            writeBlock();
            return new RowBlocks(start, rows, widths);
        }
    }
}

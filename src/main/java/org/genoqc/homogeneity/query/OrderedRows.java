package org.genoqc.homogeneity.query;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The rows of a table in an order, upwards or downwards; those without a value come last, in the order of the table. */
final class OrderedRows {

    private static final int CHUNK = 1 << 15;

    private final RandomAccess file;
    private final StoredOrder order;
    private final boolean descending;
    private final ByteBuffer buffer;

    OrderedRows(RandomAccess file, StoredOrder order, boolean descending) {
        this.file = file;
        this.order = order;
        this.descending = descending;
        this.buffer = ByteBuffer.allocate(order.isOfTable() ? 0 : CHUNK * Integer.BYTES);
    }

    /** Those at some places of the order. */
    List<Long> at(int offset, int limit) throws IOException {
        int[] chunk = new int[CHUNK];
        PageCollector page = new PageCollector(0, limit);
        for (int place = offset; place < order.rows() && !page.isFull(); place += CHUNK) {
            int rows = read(place, Math.min(limit, CHUNK), chunk);
            for (int i = 0; i < rows && !page.isFull(); i++) {
                page.take(chunk[i]);
            }
        }
        return page.rows();
    }

    /** Some of those that are in a set. */
    List<Long> page(RowSet wanted, int offset, int limit) throws IOException {
        PageCollector page = new PageCollector(offset, limit);
        if (offset < wanted.size()) {
            int[] chunk = new int[CHUNK];
            for (int place = 0; place < order.rows() && !page.isFull(); place += CHUNK) {
                int rows = read(place, CHUNK, chunk);
                for (int i = 0; i < rows && !page.isFull(); i++) {
                    if (wanted.contains(chunk[i])) {
                        page.take(chunk[i]);
                    }
                }
            }
        }
        return page.rows();
    }

    /** Reads some places of the order; tells how many there were. */
    private int read(int place, int most, int[] into) throws IOException {
        int number = (int) Math.min(most, (long) order.rows() - place);
        if (!descending || place >= order.valued()) {
            readUpwards(place, number, into, 0);
            return number;
        }
        int downwards = Math.min(number, order.valued() - place);
        readUpwards(order.valued() - place - downwards, downwards, into, 0);
        reverse(into, downwards);
        readUpwards(order.valued(), number - downwards, into, downwards);
        return number;
    }

    private void readUpwards(int place, int number, int[] into, int at) throws IOException {
        if (order.isOfTable()) {
            for (int i = 0; i < number; i++) {
                into[at + i] = place + i;
            }
        } else if (number > 0) {
            buffer.clear().limit(number * Integer.BYTES);
            file.read(order.position() + (long) place * Integer.BYTES, buffer)
                    .asIntBuffer()
                    .get(into, at, number);
        }
    }

    private static void reverse(int[] numbers, int length) {
        for (int i = 0, j = length - 1; i < j; i++, j--) {
            int number = numbers[i];
            numbers[i] = numbers[j];
            numbers[j] = number;
        }
    }
}

package org.genoqc.homogeneity.query;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.simulation.Cancellation;

/**
 * Goes through the findings beside the result, and writes what is known of each into files put aside, then into the index:
 * the findings with the numbers of their probesets, their orders, the names of their genotyping batches.
 */
final class FindingRows {

    private static final int CHUNK = 1 << 13;

    private final TsvScanner findings;
    private final int id;
    private final int batch;
    private final int kinds;
    private final RandomAccess rows;
    private final RandomAccess aside;
    private final RowBlocks.Writer keys;
    /** What each stored order is by; none of names. */
    private final List<int[]> columns = new ArrayList<>();

    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK * IndexHeader.FINDING_BYTES);
    private final Map<String, Integer> batches = new LinkedHashMap<>();
    private long written;
    private boolean isPending;

    /**
     * Begins with the first finding.
     *
     * @param rows where the findings are put aside, empty
     * @param aside where what they are sorted by is put aside, empty
     */
    FindingRows(TsvScanner findings, RandomAccess rows, RandomAccess aside) throws IOException {
        this.findings = findings;
        this.rows = rows;
        this.aside = aside;
        keys = new RowBlocks.Writer(aside, 0, Collections.nCopies(FindingOrder.STORED, Long.BYTES));
        id = findings.column("probeset_id");
        batch = findings.column("batch_name");
        kinds = findings.column("kinds");
        for (FindingOrder order : FindingOrder.values()) {
            if (order.stored() >= 0) {
                columns.add(columnsOf(order));
            }
        }
        isPending = findings.next();
    }

    private int[] columnsOf(FindingOrder order) throws IOException {
        int[] all = new int[order.columns().size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = findings.column(order.columns().get(i));
        }
        return all;
    }

    /** Takes the findings of the row of the result that is read. */
    void takeThoseOf(TsvScanner result, int idOfResult, int probeset) throws IOException {
        while (isPending && findings.compare(id, result, idOfResult) == 0) {
            int number = batches.computeIfAbsent(findings.text(batch), name -> batches.size());
            chunk.putLong(findings.offset()).putInt(probeset).putInt(number).put(bits(findings.text(kinds)));
            if (!chunk.hasRemaining()) {
                write();
            }
            for (FindingOrder order : FindingOrder.values()) {
                if (order.stored() >= 0) {
                    keys.column(order.stored()).putLong(order == FindingOrder.BATCH_NAME ? number : key(order));
                }
            }
            keys.endRow();
            isPending = findings.next();
        }
    }

    private long key(FindingOrder order) throws IOException {
        double least = Double.POSITIVE_INFINITY;
        for (int column : columns.get(order.stored())) {
            least = Math.min(least, findings.number(column));
        }
        return RadixSort.key(order.isOfDifferences() ? Math.abs(least) : least);
    }

    private byte bits(String labels) throws IOException {
        int bits = 0;
        for (String label : labels.split(",", -1)) {
            FindingKind kind = FindingKind.labelled(label)
                    .orElseThrow(() -> findings.fault("no kind of findings is called " + label));
            bits |= Codes.bit(kind);
        }
        return (byte) bits;
    }

    private void write() throws IOException {
        chunk.flip();
        written += chunk.remaining();
        rows.write(written - chunk.remaining(), chunk);
        chunk.clear();
    }

    /** Ends the walk, behind the last row of the result; tells how many findings there were. */
    int finish() throws IOException {
        write();
        if (isPending) {
            throw findings.fault("the result has no row of " + findings.text(id));
        }
        return Math.toIntExact(written / IndexHeader.FINDING_BYTES);
    }

    /**
     * Writes the orders of the findings.
     *
     * @param header says where
     * @param heap is charged {@value Sorting#BYTES_PER_ROW} bytes a finding meanwhile
     * @return how many findings have a value, for each stored order
     */
    List<Integer> writeOrders(IndexHeader header, HeapBudget heap, Cancellation cancellation, RandomAccess index)
            throws IOException {
        RowBlocks values = keys.finish(0);
        List<Integer> valued = new ArrayList<>();
        try (HeapBudget.Share share = heap.share()) {
            share.take((long) Sorting.BYTES_PER_ROW * values.rows());
            Sorting sorting = new Sorting(aside, values);
            for (FindingOrder order : FindingOrder.values()) {
                if (order.stored() >= 0) {
                    cancellation.throwIfRequested();
                    sorting.byNumber();
                    sorting.sort(
                            order.stored(), order == FindingOrder.BATCH_NAME ? places() : LongUnaryOperator.identity());
                    valued.add(sorting.settleMissing());
                    sorting.write(index, header.position(order));
                }
            }
        }
        return valued;
    }

    /** From the number of a genotyping batch to its place among their names. */
    private LongUnaryOperator places() {
        List<byte[]> names = batches.keySet().stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toList();
        List<byte[]> sorted = new ArrayList<>(names);
        sorted.sort(Arrays::compareUnsigned);
        long[] places = names.stream().mapToLong(sorted::indexOf).toArray();
        return number -> places[(int) number];
    }

    /** Writes the findings, without what they are sorted by. */
    void writeRows(IndexHeader header, RandomAccess index) throws IOException {
        long size = rows.channel().size();
        index.channel().position(header.findingsStart());
        for (long copied = 0; copied < size; ) {
            copied += rows.channel().transferTo(copied, size - copied, index.channel());
        }
    }

    /** Writes the names of the genotyping batches, each as its length and its bytes; tells where they end. */
    long writeNames(IndexHeader header, RandomAccess index) throws IOException {
        long end = header.namesStart();
        for (String name : batches.keySet()) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            ByteBuffer one = ByteBuffer.allocate(Integer.BYTES + bytes.length);
            one.putInt(bytes.length).put(bytes).flip();
            index.write(end, one);
            end += one.limit();
        }
        return end;
    }
}

package org.genoqc.homogeneity.query;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.AsymptoticPValue;
import org.genoqc.homogeneity.statistics.Method;
import org.jspecify.annotations.Nullable;

/**
 * Makes an index of the tables of a job, from the tables: by one walk through both side by side, which writes what is known
 * of each row and puts aside what probesets are sorted by, and then a sort for each order. Needs 20 bytes of heap a
 * probeset, charged to a budget, while it sorts.
 */
final class IndexWriter implements Closeable {

    private static final int BYTES_PER_PROBESET = Long.BYTES + 3 * Integer.BYTES;
    private static final int CHUNK = 1 << 13;

    /** The columns put aside: the value of each stored order, then what settles ties of p-values. */
    private static final int TIES = ProbesetOrder.STORED;

    private final RandomAccess out;
    private final RandomAccess aside;
    private final RandomAccess found;
    private final Cancellation cancellation;
    private final Map<String, Integer> batches = new LinkedHashMap<>();

    private IndexWriter(Path file, Cancellation cancellation) throws IOException {
        this.cancellation = cancellation;
        out = RandomAccess.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        aside = temporary(file, "values");
        found = temporary(file, "findings");
    }

    private static RandomAccess temporary(Path file, String name) throws IOException {
        return RandomAccess.open(
                file.resolveSibling(file.getFileName() + "." + name + ".tmp"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    /**
     * Writes an index.
     *
     * @param tables what it is of
     * @param heap where the sorting is charged
     * @param file empty; temporary files are made beside it
     * @throws HeapBudgetExceededException if there is not enough heap to sort so many
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    static void write(IndexedTables tables, HeapBudget heap, Cancellation cancellation, Path file) throws IOException {
        try (IndexWriter writer = new IndexWriter(file, cancellation);
                TsvScanner result = new TsvScanner(tables.result());
                TsvScanner findings = tables.findings() == null ? null : new TsvScanner(tables.findings())) {
            writer.write(tables, result, findings, heap);
        }
    }

    private void write(IndexedTables tables, TsvScanner result, @Nullable TsvScanner findings, HeapBudget heap)
            throws IOException {
        RowBlocks.Writer rows = new RowBlocks.Writer(out, IndexHeader.LENGTH, IndexHeader.WIDTHS);
        RowBlocks.Writer values = new RowBlocks.Writer(aside, 0, Collections.nCopies(TIES + 1, Long.BYTES));
        ResultColumns columns = new ResultColumns(result);
        FindingRows ofFindings = findings == null ? null : new FindingRows(findings);
        int row = 0;
        while (result.next()) {
            if (row % CHUNK == 0) {
                cancellation.throwIfRequested();
            }
            columns.write(rows, values);
            if (ofFindings != null) {
                ofFindings.takeThoseOf(result, columns.id, row);
            }
            row++;
        }
        long numberOfFindings = ofFindings == null ? 0 : ofFindings.finish();
        RowBlocks keys = values.finish(0);
        RowBlocks blocks = rows.finish(IndexHeader.LENGTH);
        List<Integer> valued = new ArrayList<>();
        try (HeapBudget.Share share = heap.share()) {
            share.take((long) BYTES_PER_PROBESET * row);
            new Sorting(keys, blocks.end()).writeOrders(columns, valued);
        }
        IndexHeader placed = new IndexHeader(
                tables.sha256(),
                Files.size(tables.result()),
                tables.findings() == null ? 0 : Files.size(tables.findings()),
                row,
                numberOfFindings,
                valued,
                0);
        copyFindings(placed.findingsStart());
        long end = writeNames(placed.namesStart());
        placed.endingAt(end).write(out);
    }

    private void copyFindings(long start) throws IOException {
        long size = found.channel().size();
        out.channel().position(start);
        for (long copied = 0; copied < size; ) {
            copied += found.channel().transferTo(copied, size - copied, out.channel());
        }
    }

    /** Each as its length and its bytes. */
    private long writeNames(long start) throws IOException {
        long position = start;
        for (String name : batches.keySet()) {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            ByteBuffer one = ByteBuffer.allocate(Integer.BYTES + bytes.length);
            one.putInt(bytes.length).put(bytes).flip();
            out.write(position, one);
            position += one.limit();
        }
        return position;
    }

    @Override
    public void close() throws IOException {
        try (out;
                aside;
                found) {
            batches.clear();
        }
    }

    /** What is taken from each row of the result. */
    private static final class ResultColumns {

        private final TsvScanner result;
        private final int id;
        private final int method;
        private final int chiSquared;
        private final int degreesOfFreedom;
        private final int ln;
        private final int asymptotic;
        /** Of the stored orders; -1 where there is no such column. */
        private final int[] values = new int[TIES];

        ResultColumns(TsvScanner result) throws IOException {
            this.result = result;
            id = result.column("probeset_id");
            method = result.column("method");
            chiSquared = result.column("chi2_statistic");
            degreesOfFreedom = result.column("dof");
            ln = result.column("ln_pvalue");
            asymptotic = result.has("pvalue_asymptotic") ? result.column("pvalue_asymptotic") : -1;
            for (ProbesetOrder order : ProbesetOrder.values()) {
                if (order.stored() >= 0) {
                    values[order.stored()] = result.has(order.column()) ? result.column(order.column()) : -1;
                }
            }
        }

        boolean has(int stored) {
            return values[stored] >= 0;
        }

        void write(RowBlocks.Writer rows, RowBlocks.Writer keys) throws IOException {
            String label = result.text(method);
            Method byMethod = Method.labelled(label).orElseThrow(() -> result.fault("method can't be " + label));
            rows.column(0).putLong(result.offset());
            rows.column(1).putDouble(result.number(values[ProbesetOrder.PVALUE.stored()]));
            rows.column(2).put(Codes.of(byMethod));
            rows.endRow();
            for (int stored = 0; stored < TIES; stored++) {
                keys.column(stored).putLong(RadixSort.key(has(stored) ? result.number(values[stored]) : Double.NaN));
            }
            keys.column(TIES).putLong(RadixSort.key(tie(byMethod)));
            keys.endRow();
        }

        /**
         * A number in the order of the asymptotic p-value: that itself, or where it underflows its logarithm, which is
         * below all p-values.
         */
        private double tie(Method byMethod) throws IOException {
            if (byMethod == Method.SKIPPED) {
                return Double.NaN;
            }
            double value = asymptotic < 0 ? 0 : result.number(asymptotic);
            if (value >= Double.MIN_NORMAL) {
                return value;
            }
            return byMethod == Method.STANDARD
                    ? result.number(ln)
                    : AsymptoticPValue.of(result.number(chiSquared), (int) result.number(degreesOfFreedom))
                            .ln();
        }
    }

    /** Writes the findings, each with the number of its probeset. */
    private final class FindingRows {

        private final TsvScanner findings;
        private final int id;
        private final int batch;
        private final int kinds;
        private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK * IndexHeader.FINDING_BYTES);
        private long position;
        private boolean isPending;

        FindingRows(TsvScanner findings) throws IOException {
            this.findings = findings;
            id = findings.column("probeset_id");
            batch = findings.column("batch_name");
            kinds = findings.column("kinds");
            isPending = findings.next();
        }

        void takeThoseOf(TsvScanner result, int idOfResult, int probeset) throws IOException {
            while (isPending && findings.compare(id, result, idOfResult) == 0) {
                chunk.putLong(findings.offset())
                        .putInt(probeset)
                        .putInt(batches.computeIfAbsent(findings.text(batch), name -> batches.size()))
                        .put(bits(findings.text(kinds)));
                if (!chunk.hasRemaining()) {
                    write();
                }
                isPending = findings.next();
            }
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
            position += chunk.remaining();
            found.write(position - chunk.remaining(), chunk);
            chunk.clear();
        }

        long finish() throws IOException {
            write();
            if (isPending) {
                throw findings.fault("the result has no row of " + findings.text(id));
            }
            return position / IndexHeader.FINDING_BYTES;
        }
    }

    /** Sorts the probesets by each column. */
    private final class Sorting {

        private final RowBlocks values;
        private final long start;
        private final long[] keys;
        private final int[] order;
        private final int[] scratch;
        private final ByteBuffer block = ByteBuffer.allocate(RowBlocks.ROWS_OF_BLOCK * Long.BYTES);

        Sorting(RowBlocks values, long start) {
            this.values = values;
            this.start = start;
            keys = new long[values.rows()];
            order = new int[values.rows()];
            scratch = new int[values.rows()];
        }

        void writeOrders(ResultColumns columns, List<Integer> valued) throws IOException {
            readKeys(TIES);
            byId();
            RadixSort.sort(order, keys, scratch);
            int[] byTie = order.clone();
            for (ProbesetOrder by : ProbesetOrder.values()) {
                if (by.stored() >= 0) {
                    cancellation.throwIfRequested();
                    readKeys(by.stored());
                    if (by.isPValue()) {
                        System.arraycopy(byTie, 0, order, 0, order.length);
                    } else {
                        byId();
                    }
                    RadixSort.sort(order, keys, scratch);
                    valued.add(columns.has(by.stored()) ? numberOfValues() : -1);
                    write(start + (long) by.stored() * order.length * Integer.BYTES);
                }
            }
        }

        private void byId() {
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
        }

        private void readKeys(int column) throws IOException {
            for (int i = 0; i < values.blocks(); i++) {
                values.read(aside, i, column, block)
                        .asLongBuffer()
                        .get(keys, i * RowBlocks.ROWS_OF_BLOCK, values.rowsOf(i));
            }
        }

        /** What has no value comes last, by id. */
        private int numberOfValues() {
            long missing = RadixSort.key(Double.NaN);
            int number = order.length;
            while (number > 0 && keys[order[number - 1]] == missing) {
                number--;
            }
            Arrays.sort(order, number, order.length);
            return number;
        }

        private void write(long position) throws IOException {
            for (int from = 0; from < order.length; from += CHUNK) {
                int rows = Math.min(CHUNK, order.length - from);
                block.clear().limit(rows * Integer.BYTES);
                block.asIntBuffer().put(order, from, rows);
                out.write(position + (long) from * Integer.BYTES, block);
            }
        }
    }
}

package org.genoqc.homogeneity.query;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * Makes an index of the tables of a job, from the tables: by one walk through both side by side, which writes what is known
 * of each row and puts aside what probesets are sorted by, and then a sort for each order. Needs 20 bytes of heap a
 * probeset, or 16 a finding where that is more, charged to a budget, while it sorts.
 */
final class IndexWriter implements Closeable {

    /** What {@link Sorting} takes, and the order by which ties are settled. */
    private static final int BYTES_PER_PROBESET = Sorting.BYTES_PER_ROW + Integer.BYTES;

    private static final int PROBESETS_BETWEEN_LOOKS = 1 << 13;

    private final RandomAccess out;
    private final RandomAccess values;
    private final RandomAccess findings;
    private final RandomAccess valuesOfFindings;
    private final Cancellation cancellation;

    private IndexWriter(Path file, Cancellation cancellation) throws IOException {
        this.cancellation = cancellation;
        out = RandomAccess.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        values = temporary(file, "values");
        findings = temporary(file, "findings");
        valuesOfFindings = temporary(file, "values-of-findings");
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

    private void write(IndexedTables tables, TsvScanner result, @Nullable TsvScanner ofFindings, HeapBudget heap)
            throws IOException {
        RowBlocks.Writer rows = new RowBlocks.Writer(out, IndexHeader.LENGTH, IndexHeader.WIDTHS);
        RowBlocks.Writer keys =
                new RowBlocks.Writer(values, 0, Collections.nCopies(ResultColumns.TIES + 1, Long.BYTES));
        ResultColumns columns = new ResultColumns(result);
        FindingRows found = ofFindings == null ? null : new FindingRows(ofFindings, findings, valuesOfFindings);
        int row = 0;
        while (result.next()) {
            if (row % PROBESETS_BETWEEN_LOOKS == 0) {
                cancellation.throwIfRequested();
            }
            columns.write(rows, keys);
            if (found != null) {
                found.takeThoseOf(result, columns.id(), row);
            }
            row++;
        }
        rows.finish(IndexHeader.LENGTH);
        IndexHeader placed = IndexHeader.of(tables, row, found == null ? 0 : found.finish());
        List<Integer> valued = writeOrders(placed, columns, keys.finish(0), heap);
        if (found == null) {
            List<Integer> none = Collections.nCopies(FindingOrder.STORED, 0);
            placed.ending(valued, none, placed.namesStart()).write(out);
        } else {
            found.writeRows(placed, out);
            List<Integer> ofValue = found.writeOrders(placed, heap, cancellation, out);
            placed.ending(valued, ofValue, found.writeNames(placed, out)).write(out);
        }
    }

    /** Writes the orders of the probesets; tells how many have a value in each, -1 where the result has no such column. */
    private List<Integer> writeOrders(IndexHeader header, ResultColumns columns, RowBlocks keys, HeapBudget heap)
            throws IOException {
        List<Integer> valued = new ArrayList<>();
        try (HeapBudget.Share share = heap.share()) {
            share.take((long) BYTES_PER_PROBESET * keys.rows());
            Sorting sorting = new Sorting(values, keys);
            sorting.byNumber();
            sorting.sort(ResultColumns.TIES, LongUnaryOperator.identity());
            int[] byTie = sorting.order();
            for (ProbesetOrder by : ProbesetOrder.values()) {
                if (by.stored() >= 0) {
                    cancellation.throwIfRequested();
                    if (by.isPValue()) {
                        sorting.by(byTie);
                    } else {
                        sorting.byNumber();
                    }
                    sorting.sort(by.stored(), LongUnaryOperator.identity());
                    int number = sorting.settleMissing();
                    valued.add(columns.has(by.stored()) ? number : -1);
                    sorting.write(out, header.position(by));
                }
            }
        }
        return valued;
    }

    @Override
    public void close() throws IOException {
        try (values;
                findings;
                valuesOfFindings) {
            out.close();
        }
    }
}

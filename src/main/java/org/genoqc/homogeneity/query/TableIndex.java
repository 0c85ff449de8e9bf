package org.genoqc.homogeneity.query;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.result.WholeFile;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of the result and the findings of a job are, and their orders: a file beside them, of 49 bytes a probeset
 * and 41 a finding, that is made of them. A question reads the columns that it filters by, from their beginning to their
 * end, and keeps a bit for each row; then it goes along the order that is wanted until the page is full. Where nothing
 * is filtered the page is read from its place. Rows are read from the tables, those of the page alone.
 *
 * <p>Not thread-safe; one for each question.
 */
public final class TableIndex implements Closeable {

    private final IndexHeader header;
    private final RandomAccess file;
    private final TableRows result;
    private final @Nullable TableRows findings;
    private final IndexedFindings found;

    private TableIndex(IndexedTables tables, IndexHeader header, RandomAccess file) throws IOException {
        this.header = header;
        this.file = file;
        this.found = new IndexedFindings(header, file);
        this.result = new TableRows(tables.result());
        try {
            this.findings = tables.findings() == null ? null : new TableRows(tables.findings());
        } catch (IOException | RuntimeException e) {
            result.close();
            throw e;
        }
    }

    /**
     * Makes the index of tables.
     *
     * @param heap is charged 20 bytes a probeset, or 16 a finding where that is more, meanwhile
     * @throws org.genoqc.homogeneity.fault.HeapBudgetExceededException if it does not have them
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    public static void write(IndexedTables tables, HeapBudget heap, Cancellation cancellation, Path index)
            throws IOException {
        WholeFile.write(index, file -> IndexWriter.write(tables, heap, cancellation, file));
    }

    /**
     * Opens the index of tables; null where there is none, or it is not whole, or it is of another version or of other
     * tables.
     *
     * @throws NoSuchFileException if the tables are not there
     */
    public static @Nullable TableIndex open(IndexedTables tables, Path index) throws IOException {
        RandomAccess file;
        try {
            file = RandomAccess.reading(index);
        } catch (NoSuchFileException e) {
            return null;
        }
        try {
            IndexHeader header = IndexHeader.read(file).orElse(null);
            if (header == null || !isOf(header, tables)) {
                file.close();
                return null;
            }
            return new TableIndex(tables, header, file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static boolean isOf(IndexHeader header, IndexedTables tables) throws IOException {
        return header.sha256().equals(tables.sha256())
                && header.resultBytes() == Files.size(tables.result())
                && header.findingsBytes() == (tables.findings() == null ? 0 : Files.size(tables.findings()));
    }

    /** Whether the result has the column that probesets are to be sorted by. */
    public boolean has(ProbesetOrder order) {
        return header.order(order).valued() >= 0;
    }

    /** The rows of the result. */
    public TableRows result() {
        return result;
    }

    /** The rows of the findings; null if the analysis was basic. */
    public @Nullable TableRows findings() {
        return findings;
    }

    /** The number of the probeset that is called so; empty where there is none. */
    public OptionalInt probeset(String id) throws IOException {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        int row = firstAtLeast(bytes);
        return row < header.probesets() && TableRows.compare(idOf(row), bytes) == 0
                ? OptionalInt.of(row)
                : OptionalInt.empty();
    }

    /** The line of a probeset's result. */
    public String resultLine(long probeset) throws IOException {
        int row = Math.toIntExact(probeset);
        if ((row + 1) % RowBlocks.ROWS_OF_BLOCK == 0 || row + 1 == header.probesets()) {
            return result.line(offset(row), row + 1 < header.probesets() ? offset(row + 1) : header.resultBytes());
        }
        ByteBuffer both = file.read(header.blocks().position(row, 0), 2 * Long.BYTES);
        return result.line(both.getLong(), both.getLong());
    }

    /** The line of a finding. */
    public String findingLine(long finding) throws IOException {
        TableRows rows = findings;
        if (rows == null) {
            throw new IllegalStateException("the analysis was basic");
        }
        return rows.line(found.offset(finding), found.offset(finding + 1));
    }

    private long offset(int row) throws IOException {
        return file.read(header.blocks().position(row, 0), Long.BYTES).getLong();
    }

    private byte[] idOf(int row) throws IOException {
        return result.firstField(offset(row));
    }

    /** The first probeset whose id is not before a text. */
    private int firstAtLeast(byte[] text) throws IOException {
        int low = 0;
        int high = header.probesets();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (TableRows.compare(idOf(middle), text) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first probeset whose id is after all that begin with a text. */
    private int firstBehind(byte[] prefix, int from) throws IOException {
        int low = from;
        int high = header.probesets();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (TableRows.beginsWith(idOf(middle), prefix)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * A page of probesets.
     *
     * @param order has its column in the result, see {@link #has}
     * @param descending the largest first; what has no value comes last in any case
     * @param offset how many to pass over
     * @param limit the most on the page
     */
    public Page probesets(ProbesetFilter filter, ProbesetOrder order, boolean descending, int offset, int limit)
            throws IOException {
        RowSet wanted = new RowSet(header.probesets(), beginningWith(filter.prefix()));
        if (filter.isOfFindings()) {
            RowSet withFindings = RowSet.none(header.probesets());
            found.scan(
                    RowRange.first(header.findings()),
                    filter.batchName(),
                    filter.kind(),
                    (finding, probeset) -> withFindings.add(probeset));
            wanted.retain(withFindings);
        }
        if (filter.isOfColumns()) {
            retainByColumns(filter, wanted);
        }
        return page(wanted, header.order(order), descending, offset, limit);
    }

    private RowRange beginningWith(String prefix) throws IOException {
        if (prefix.isEmpty()) {
            return RowRange.first(header.probesets());
        }
        byte[] bytes = prefix.getBytes(StandardCharsets.UTF_8);
        int first = firstAtLeast(bytes);
        return new RowRange(first, firstBehind(bytes, first));
    }

    /** One or none. */
    private RowRange called(String id) throws IOException {
        OptionalInt number = probeset(id);
        return number.isEmpty() ? RowRange.NONE : new RowRange(number.getAsInt(), number.getAsInt() + 1);
    }

    private Page page(RowSet wanted, StoredOrder order, boolean descending, int offset, int limit) throws IOException {
        OrderedRows rows = new OrderedRows(file, order, descending);
        return new Page(wanted.size(), wanted.isAll() ? rows.at(offset, limit) : rows.page(wanted, offset, limit));
    }

    private void retainByColumns(ProbesetFilter filter, RowSet wanted) throws IOException {
        RowBlocks blocks = header.blocks();
        ByteBuffer values = ByteBuffer.allocate(RowBlocks.ROWS_OF_BLOCK * Double.BYTES);
        double largest = filter.maxPValue() == null ? Double.POSITIVE_INFINITY : filter.maxPValue();
        for (int block = 0; block < blocks.blocks(); block++) {
            int start = block * RowBlocks.ROWS_OF_BLOCK;
            if (filter.maxPValue() != null) {
                ByteBuffer column = blocks.read(file, block, 1, values);
                wanted.retain(start, blocks.rowsOf(block), row -> column.getDouble(row * Double.BYTES) <= largest);
            }
            if (filter.method() != null) {
                byte method = Codes.of(filter.method());
                ByteBuffer column = blocks.read(file, block, 2, values);
                wanted.retain(start, blocks.rowsOf(block), row -> column.get(row) == method);
            }
        }
    }

    /**
     * A page of findings.
     *
     * @param descending the largest first; what has no value comes last in any case
     * @param offset how many to pass over
     * @param limit the most on the page
     */
    public Page findings(FindingFilter filter, FindingOrder order, boolean descending, int offset, int limit)
            throws IOException {
        RowRange probesets = beginningWith(filter.prefix());
        if (filter.probesetId() != null) {
            probesets = probesets.and(called(filter.probesetId()));
        }
        RowRange ofThese = found.of(probesets);
        RowSet wanted = new RowSet(header.findings(), ofThese);
        if (filter.batchName() != null || filter.kind() != null) {
            RowSet matching = RowSet.none(header.findings());
            found.scan(ofThese, filter.batchName(), filter.kind(), (finding, probeset) -> matching.add(finding));
            wanted = matching;
        }
        return page(wanted, header.order(order), descending, offset, limit);
    }

    @Override
    public void close() throws IOException {
        try (file;
                result) {
            if (findings != null) {
                findings.close();
            }
        }
    }
}

package org.genoqc.homogeneity.query;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.genoqc.homogeneity.findings.FindingKind;
import org.jspecify.annotations.Nullable;

/** What an index has of each finding: its place in the table, its probeset, its genotyping batch, its kinds. */
final class IndexedFindings {

    private static final int ROWS_OF_CHUNK = 1 << 14;

    private final IndexHeader header;
    private final RandomAccess file;

    IndexedFindings(IndexHeader header, RandomAccess file) {
        this.header = header;
        this.file = file;
    }

    private long position(long finding) {
        return header.findingsStart() + finding * IndexHeader.FINDING_BYTES;
    }

    /** Where the line of a finding begins in the table; of the one after the last, where the table ends. */
    long offset(long finding) throws IOException {
        return finding == header.findings()
                ? header.findingsBytes()
                : file.read(position(finding), Long.BYTES).getLong();
    }

    /** The findings of some probesets. */
    RowRange of(RowRange probesets) throws IOException {
        return probesets.equals(RowRange.first(header.probesets()))
                ? RowRange.first(header.findings())
                : new RowRange(firstOf(probesets.first()), firstOf(probesets.behind()));
    }

    /** The first finding that is not of a probeset before one. */
    private int firstOf(int probeset) throws IOException {
        int low = 0;
        int high = header.findings();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (file.read(position(middle) + Long.BYTES, Integer.BYTES).getInt() < probeset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Is given findings. */
    @FunctionalInterface
    interface Sink {
        void take(int finding, int probeset);
    }

    /** Goes through findings, and gives away those in a genotyping batch and of a kind, each null for any. */
    void scan(RowRange range, @Nullable String batchName, @Nullable FindingKind kind, Sink sink) throws IOException {
        int batch = batchName == null ? -1 : numberOf(batchName);
        if (batchName != null && batch < 0) {
            return;
        }
        int bits = kind == null ? -1 : Codes.bit(kind);
        int width = IndexHeader.FINDING_BYTES;
        ByteBuffer chunk = ByteBuffer.allocate(width * ROWS_OF_CHUNK);
        for (int first = range.first(); first < range.behind(); first += ROWS_OF_CHUNK) {
            int rows = Math.min(ROWS_OF_CHUNK, range.behind() - first);
            file.read(position(first), chunk.clear().limit(rows * width));
            for (int row = 0; row < rows; row++) {
                int at = row * width + Long.BYTES;
                if ((batch < 0 || chunk.getInt(at + Integer.BYTES) == batch)
                        && (chunk.get(at + 2 * Integer.BYTES) & bits) != 0) {
                    sink.take(first + row, chunk.getInt(at));
                }
            }
        }
    }

    /** The number of the genotyping batch that is called so; -1 where no finding is in it. */
    private int numberOf(String batchName) throws IOException {
        byte[] wanted = batchName.getBytes(StandardCharsets.UTF_8);
        int number = 0;
        for (long position = header.namesStart(); position < header.bytes(); number++) {
            int length = file.read(position, Integer.BYTES).getInt();
            if (length == wanted.length && Arrays.equals(file.bytes(position + Integer.BYTES, length), wanted)) {
                return number;
            }
            position += Integer.BYTES + length;
        }
        return -1;
    }
}

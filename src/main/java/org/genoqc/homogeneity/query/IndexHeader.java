package org.genoqc.homogeneity.query;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The beginning of an index, from which follows where everything in it is. After it come the blocks of the probesets
 * (place in the result, p-value, method), the orders (a permutation of the probesets for each), the findings (place,
 * probeset, genotyping batch, kinds), and the names of the genotyping batches.
 *
 * @param sha256 of the result, in hexadecimal
 * @param resultBytes the length of the result
 * @param findingsBytes that of the findings; 0 where the analysis was basic
 * @param probesets how many there are
 * @param findings how many there are
 * @param valued how many probesets have a value of the column, for each stored order; -1 where the result has no such
 *     column
 * @param bytes the length of the index
 */
record IndexHeader(
        String sha256,
        long resultBytes,
        long findingsBytes,
        int probesets,
        long findings,
        List<Integer> valued,
        long bytes) {

    IndexHeader {
        valued = List.copyOf(valued);
    }

    static final int LENGTH = 128;

    /** Place in the findings, probeset, genotyping batch, kinds as bits. */
    static final int FINDING_BYTES = Long.BYTES + Integer.BYTES + Integer.BYTES + 1;

    /** {@code chi2hqix}; another layout has another version. */
    private static final long MAGIC = 0x6368693268716978L;

    private static final int VERSION = 1;
    private static final int SHA_256_BYTES = 32;

    /** Place in the result, p-value, method. */
    static final List<Integer> WIDTHS = List.of(Long.BYTES, Double.BYTES, 1);

    /** The same of an index of another length. */
    IndexHeader endingAt(long length) {
        return new IndexHeader(sha256, resultBytes, findingsBytes, probesets, findings, valued, length);
    }

    RowBlocks blocks() {
        return new RowBlocks(LENGTH, probesets, WIDTHS);
    }

    /** Where a stored order is. */
    long order(int stored) {
        return blocks().end() + (long) stored * probesets * Integer.BYTES;
    }

    /** Where the findings are. */
    long findingsStart() {
        return order(ProbesetOrder.STORED);
    }

    /** Where the names are. */
    long namesStart() {
        return findingsStart() + findings * FINDING_BYTES;
    }

    void write(RandomAccess file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(LENGTH);
        header.putLong(MAGIC).putInt(VERSION).put(HexFormat.of().parseHex(sha256));
        header.putLong(resultBytes).putLong(findingsBytes).putInt(probesets).putLong(findings);
        for (int number : valued) {
            header.putInt(number);
        }
        header.putLong(bytes).clear();
        file.write(0, header);
    }

    /** That of a file; empty where it is no index of this version, or not whole. */
    static Optional<IndexHeader> read(RandomAccess file) throws IOException {
        long size = file.channel().size();
        if (size < LENGTH) {
            return Optional.empty();
        }
        ByteBuffer header = file.read(0, LENGTH);
        if (header.getLong() != MAGIC || header.getInt() != VERSION) {
            return Optional.empty();
        }
        byte[] sha256 = new byte[SHA_256_BYTES];
        header.get(sha256);
        long resultBytes = header.getLong();
        long findingsBytes = header.getLong();
        int probesets = header.getInt();
        long findings = header.getLong();
        List<Integer> valued = new ArrayList<>();
        for (int i = 0; i < ProbesetOrder.STORED; i++) {
            valued.add(header.getInt());
        }
        IndexHeader read = new IndexHeader(
                HexFormat.of().formatHex(sha256),
                resultBytes,
                findingsBytes,
                probesets,
                findings,
                valued,
                header.getLong());
        return read.bytes == size ? Optional.of(read) : Optional.empty();
    }
}

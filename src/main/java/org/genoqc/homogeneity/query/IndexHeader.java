package org.genoqc.homogeneity.query;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The beginning of an index, from which follows where everything in it is. After it come the blocks of the probesets
 * (place in the result, p-value, method), their orders (a permutation for each), the findings (place, probeset, genotyping
 * batch, kinds), their orders, and the names of the genotyping batches.
 *
 * @param sha256 of the result, in hexadecimal
 * @param resultBytes the length of the result
 * @param findingsBytes that of the findings; 0 where the analysis was basic
 * @param probesets how many there are
 * @param findings how many there are
 * @param valued how many probesets have a value of the column, for each stored order; -1 where the result has no such
 *     column
 * @param valuedFindings how many findings have a value, for each stored order of them
 * @param bytes the length of the index
 */
record IndexHeader(
        String sha256,
        long resultBytes,
        long findingsBytes,
        int probesets,
        int findings,
        List<Integer> valued,
        List<Integer> valuedFindings,
        long bytes) {

    IndexHeader {
        valued = List.copyOf(valued);
        valuedFindings = List.copyOf(valuedFindings);
    }

    static final int LENGTH = 256;

    /** Place in the findings, probeset, genotyping batch, kinds as bits. */
    static final int FINDING_BYTES = Long.BYTES + Integer.BYTES + Integer.BYTES + 1;

    /** {@code chi2hqix}; another layout has another version. */
    private static final long MAGIC = 0x6368693268716978L;

    private static final int VERSION = 2;
    private static final int SHA_256_BYTES = 32;

    /** Place in the result, p-value, method. */
    static final List<Integer> WIDTHS = List.of(Long.BYTES, Double.BYTES, 1);

    /** That of an index of which it is known how many rows it has. */
    static IndexHeader of(IndexedTables tables, int probesets, int findings) throws IOException {
        return new IndexHeader(
                tables.sha256(),
                Files.size(tables.result()),
                tables.findings() == null ? 0 : Files.size(tables.findings()),
                probesets,
                findings,
                List.of(),
                List.of(),
                0);
    }

    /** The same of an index that is written to its end. */
    IndexHeader ending(List<Integer> ofProbesets, List<Integer> ofFindings, long end) {
        return new IndexHeader(sha256, resultBytes, findingsBytes, probesets, findings, ofProbesets, ofFindings, end);
    }

    RowBlocks blocks() {
        return new RowBlocks(LENGTH, probesets, WIDTHS);
    }

    /** Where a stored order of the probesets is. */
    long position(ProbesetOrder order) {
        return positionOfOrder(order.stored());
    }

    private long positionOfOrder(int stored) {
        return blocks().end() + (long) stored * probesets * Integer.BYTES;
    }

    StoredOrder order(ProbesetOrder order) {
        return order.stored() < 0
                ? StoredOrder.ofTable(probesets)
                : new StoredOrder(position(order), probesets, valued.get(order.stored()));
    }

    /** Where the findings are. */
    long findingsStart() {
        return positionOfOrder(ProbesetOrder.STORED);
    }

    /** Where a stored order of the findings is. */
    long position(FindingOrder order) {
        return positionOfFindingOrder(order.stored());
    }

    private long positionOfFindingOrder(int stored) {
        return findingsStart() + (long) findings * (FINDING_BYTES + (long) stored * Integer.BYTES);
    }

    StoredOrder order(FindingOrder order) {
        return order.stored() < 0
                ? StoredOrder.ofTable(findings)
                : new StoredOrder(position(order), findings, valuedFindings.get(order.stored()));
    }

    /** Where the names are. */
    long namesStart() {
        return positionOfFindingOrder(FindingOrder.STORED);
    }

    void write(RandomAccess file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(LENGTH);
        header.putLong(MAGIC).putInt(VERSION).put(HexFormat.of().parseHex(sha256));
        header.putLong(resultBytes).putLong(findingsBytes).putInt(probesets).putInt(findings);
        valued.forEach(header::putInt);
        valuedFindings.forEach(header::putInt);
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
        int findings = header.getInt();
        List<Integer> valued = ints(header, ProbesetOrder.STORED);
        List<Integer> valuedFindings = ints(header, FindingOrder.STORED);
        IndexHeader read = new IndexHeader(
                HexFormat.of().formatHex(sha256),
                resultBytes,
                findingsBytes,
                probesets,
                findings,
                valued,
                valuedFindings,
                header.getLong());
        return read.bytes == size ? Optional.of(read) : Optional.empty();
    }

    private static List<Integer> ints(ByteBuffer header, int number) {
        return IntStream.range(0, number).mapToObj(i -> header.getInt()).toList();
    }
}

package org.genoqc.homogeneity.simulation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;

/**
 * Random streams that are functions of names alone, so that no result depends on thread, order or retry: xoshiro256++
 * with the SHA-256 of the name as its state.
 */
final class NamedGenerators {

    private NamedGenerators() {}

    /** The streams of one probeset, one for each block of tables. */
    static Xoshiro256PlusPlus ofProbeset(long randomSeed, String probesetId) {
        return named('P', randomSeed, ByteBuffer.wrap(probesetId.getBytes(StandardCharsets.UTF_8)));
    }

    /** The streams of tables with these margins, whatever the order of rows and columns, one for each block of tables. */
    static Xoshiro256PlusPlus ofMargins(long randomSeed, ContingencyTable table) {
        return named('M', randomSeed, margins(table));
    }

    /** The streams of strata with these margins, in this order. */
    static Xoshiro256PlusPlus ofMargins(long randomSeed, List<ContingencyTable> strata) {
        List<ByteBuffer> margins = strata.stream().map(NamedGenerators::margins).toList();
        ByteBuffer all = ByteBuffer.allocate(
                margins.stream().mapToInt(of -> Long.BYTES + of.remaining()).sum());
        for (ByteBuffer of : margins) {
            all.putLong(of.remaining()).put(of);
        }
        return named('T', randomSeed, all.flip());
    }

    private static ByteBuffer margins(ContingencyTable table) {
        long[] columnTotals = table.columnTotals();
        Arrays.sort(columnTotals);
        ByteBuffer ofRows = RowTotals.of(table).bytes();
        ByteBuffer margins = ByteBuffer.allocate((1 + columnTotals.length) * Long.BYTES + ofRows.remaining());
        margins.putLong(columnTotals.length);
        for (long total : columnTotals) {
            margins.putLong(total);
        }
        return margins.put(ofRows).flip();
    }

    /** The streams of the permutations that tables with these row totals share, one for each permutation. */
    static Xoshiro256PlusPlus ofRowTotals(long randomSeed, RowTotals rowTotals) {
        return named('S', randomSeed, rowTotals.bytes());
    }

    /**
     * The same for a further stratum of the same row totals, whose permutations must be others.
     *
     * @param before how many strata before it have these row totals
     */
    static Xoshiro256PlusPlus ofRowTotals(long randomSeed, RowTotals rowTotals, int before) {
        if (before == 0) {
            return ofRowTotals(randomSeed, rowTotals);
        }
        ByteBuffer totals = rowTotals.bytes();
        ByteBuffer name = ByteBuffer.allocate(Integer.BYTES + totals.remaining());
        return named('R', randomSeed, name.putInt(before).put(totals).flip());
    }

    private static Xoshiro256PlusPlus named(char kind, long randomSeed, ByteBuffer name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) kind);
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(randomSeed).flip());
            digest.update(name);
            ByteBuffer state = ByteBuffer.wrap(digest.digest());
            return new Xoshiro256PlusPlus(state.getLong(), state.getLong(), state.getLong(), state.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}

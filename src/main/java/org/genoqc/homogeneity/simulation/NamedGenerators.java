package org.genoqc.homogeneity.simulation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import org.genoqc.homogeneity.table.RowTotals;

/**
 * Random streams that are functions of names alone, so that no result depends on thread, order or retry: xoshiro256++
 * with the SHA-256 of the name as its state.
 */
public final class NamedGenerators {

    private NamedGenerators() {}

    /** The stream of one probeset. */
    public static RandomGenerator ofProbeset(long randomSeed, String probesetId) {
        return new Xoshiro256PlusPlusLanes(
                named('P', randomSeed, ByteBuffer.wrap(probesetId.getBytes(StandardCharsets.UTF_8))));
    }

    /** The streams of the permutations that tables with these row totals share, one for each permutation. */
    static Xoshiro256PlusPlus ofRowTotals(long randomSeed, RowTotals rowTotals) {
        return named('S', randomSeed, rowTotals.bytes());
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

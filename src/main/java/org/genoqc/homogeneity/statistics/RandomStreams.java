package org.genoqc.homogeneity.statistics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random streams that are functions of names alone, so that no result depends on thread, order or retry. A stream is
 * xoshiro256++ (Blackman and Vigna 2021) whose 256 bits of state are the SHA-256 of what it is named by.
 */
public final class RandomStreams {

    private static final RandomGeneratorFactory<RandomGenerator> XOSHIRO = RandomGeneratorFactory
            .of("Xoshiro256PlusPlus");

    private RandomStreams() {
    }

    /** The stream of one probeset. */
    public static RandomGenerator ofProbeset(long randomSeed, String probesetId) {
        byte[] id = probesetId.getBytes(StandardCharsets.UTF_8);
        return named('P', randomSeed, ByteBuffer.wrap(id));
    }

    private static RandomGenerator named(char kind, long randomSeed, ByteBuffer name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) kind);
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(randomSeed).flip());
            digest.update(name);
            return XOSHIRO.create(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}

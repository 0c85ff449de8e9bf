package org.genoqc.homogeneity.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The seeds of the fuzzing, among them whatever it has found, and a number of damaged ones of each: what must hold does. The
 * number by {@code -Dfuzz.damaged}.
 */
class FuzzSeedsTests {

    private static final int DAMAGED = Integer.getInteger("fuzz.damaged", 60);
    private static final long SEED = 20_261_129;

    @TempDir
    private Path folder;

    private static List<Path> seeds(FuzzTarget target) throws IOException {
        try (Stream<Path> files =
                Files.list(TestData.resource("fuzz/" + target.name().toLowerCase(Locale.ROOT)))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatMustHoldHolds(FuzzTarget target) throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        assertThat(seeds(target)).isNotEmpty();
        for (Path seed : seeds(target)) {
            byte[] bytes = Files.readAllBytes(seed);
            hold(target, seed, bytes);
            for (int i = 0; i < DAMAGED; i++) {
                hold(target, seed, damaged(bytes, random));
            }
        }
    }

    private void hold(FuzzTarget target, Path seed, byte[] bytes) {
        assertThatCode(() -> FuzzTarget.run(target, folder, bytes))
                .as("%s, from %s: %s", target, seed.getFileName(), new HostileRequest("", "", false, bytes))
                .doesNotThrowAnyException();
    }

    /** Some bytes are others, doubled, moved or gone. */
    private static byte[] damaged(byte[] sound, SplittableRandom random) {
        byte[] bytes = sound.clone();
        for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(4)) {
                case 0 -> Arrays.copyOf(bytes, at);
                case 1 -> spliced(bytes, at, random.nextInt(bytes.length));
                default -> {
                    bytes[at] = (byte)
                            (random.nextBoolean()
                                    ? random.nextInt(256)
                                    : "\t\n\r\"#,;=.-+e0 ".charAt(random.nextInt(14)));
                    yield bytes;
                }
            };
        }
        return bytes;
    }

    /** The beginning of it and another end. */
    private static byte[] spliced(byte[] bytes, int to, int from) {
        byte[] spliced = Arrays.copyOf(bytes, to + bytes.length - from);
        System.arraycopy(bytes, from, spliced, to, bytes.length - from);
        return spliced;
    }
}

package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and texts taken eight bytes at a time. */
class WordsTests {

    private static final long SEED = 5;

    private final Random random = new Random(SEED);

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "10", "042", "1234", "99999", "100000", "7654321", "00000000", "99999999"})
    void readsAsManyDigitsAsThereAre(String number) {
        for (int follows = 0; follows < 256; follows++) {
            byte[] bytes = Arrays.copyOf(number.getBytes(StandardCharsets.US_ASCII), 16);
            Arrays.fill(bytes, number.length(), bytes.length, (byte) follows);
            boolean more = follows >= '0' && follows <= '9';
            long word = Words.at(bytes, 0);
            assertThat(Words.digits(word)).isEqualTo(more ? 8 : number.length());
            assertThat(Words.number(word, number.length())).isEqualTo(Long.parseLong(number));
        }
    }

    @Test
    void comparesAsManyBytesAsAreAskedFor() {
        byte[] text = new byte[64];
        for (int i = 0; i < 100_000; i++) {
            random.nextBytes(text);
            int length = random.nextInt(25);
            int from = random.nextInt(8);
            int further = from + length + random.nextInt(text.length - from - 2 * length - 1 + 1);
            System.arraycopy(text, from, text, further, length);
            if (length > 0 && random.nextBoolean()) {
                text[further + random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThat(Words.areSame(text, from, text, further, length))
                    .isEqualTo(Arrays.equals(text, from, from + length, text, further, further + length));
        }
    }
}

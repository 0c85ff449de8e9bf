package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Wherever a file is cut, each of its lines is in one part. */
class LinesBetweenTests {

    private static final long SEED = 11;

    @Test
    void partsMakeTheWhole() throws IOException {
        Random random = new Random(SEED);
        for (int trial = 0; trial < 2000; trial++) {
            String text = text(random);
            int[] cuts = IntStream.concat(
                            IntStream.generate(() -> random.nextInt(text.length() + 1))
                                    .limit(random.nextInt(4)),
                            IntStream.of(0))
                    .sorted()
                    .distinct()
                    .toArray();
            StringBuilder parts = new StringBuilder();
            for (int i = 0; i < cuts.length; i++) {
                String part = read(text, cuts[i], i + 1 < cuts.length ? cuts[i + 1] : Long.MAX_VALUE);
                if (i + 1 < cuts.length && !part.isEmpty() && parts.length() + part.length() < text.length()) {
                    assertThat(part).endsWith("\n");
                }
                parts.append(part);
            }
            assertThat(parts).as(() -> Arrays.toString(cuts)).hasToString(text);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int lines = random.nextInt(6);
        for (int line = 0; line < lines; line++) {
            text.append("abcdefgh", 0, random.nextInt(9)).append(random.nextInt(3) == 0 ? "\r\n" : "\n");
        }
        return text.append("end", 0, random.nextInt(4)).toString();
    }

    private static String read(String text, long from, long to) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        int start = (int) Math.max(0, from - 1);
        try (InputStream lines =
                new LinesBetween(new ByteArrayInputStream(bytes, start, bytes.length - start), from, to)) {
            return new String(lines.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}

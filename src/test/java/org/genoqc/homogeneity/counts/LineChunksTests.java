package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where texts are cut, with chunks of every size up to that of the text. */
class LineChunksTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\rbb\r\nccc\rdddd\r\n\r\r\n\n",
                "a\nbb\nccc\n\n\ndddd",
                "a\r\nbb\r\nccccccccccccccccccccccccccccccccccccccc\r\nd",
                "a\rbb\rccc",
                "a",
                "\n",
                ""
            })
    void chunksEndWhereLinesEndAndNeverWithinALineEnd(String text) throws IOException {
        for (int size = 1; size <= text.length() + 2; size++) {
            List<String> chunks = chunks(text, size);
            assertThat(String.join("", chunks)).isEqualTo(text);
            for (int i = 1; i < chunks.size(); i++) {
                assertThat(chunks.get(i - 1)).as("chunk of %d", size).matches("(?s).*[\r\n]");
                assertThat(chunks.get(i - 1).endsWith("\r") && chunks.get(i).startsWith("\n"))
                        .as("cut within CR LF at chunk %d of %d bytes", i, size)
                        .isFalse();
            }
        }
    }

    @Test
    void aLongLineMakesALargerChunkThanThoseAroundIt() throws IOException {
        assertThat(chunks("a\nbb\nccccccccc\n" + "d\n".repeat(7), 4))
                .containsExactly("a\n", "bb\n", "ccccccccc\nd\nd\nd\n", "d\nd\n", "d\nd\n");
    }

    private static List<String> chunks(String text, int size) throws IOException {
        LineChunks chunks = new LineChunks(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), size);
        List<String> all = new ArrayList<>();
        for (byte[] chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
            all.add(new String(chunk, StandardCharsets.UTF_8));
        }
        return all;
    }
}
